import type {MetadataStoreConfig} from '../config/config.ts'
import type {FileSession, WorkOptions} from '../duckdb/connection.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {TableSource} from '../versioning/table-source.ts'

/** The tables of a metadata store while it is open; not to be kept beyond the work it was given to. */
export interface OpenMetadataStore {
  readonly session: FileSession
  /** The names of all tables that have this column, without the configured prefix. */
  tablesWithColumn(column: string): Promise<readonly string[]>
  /** The table of a feature or system key; null when it does not exist. */
  table(feature: FeatureKey): Promise<TableSource | null>
}

/** One configured metadata store, opened for a piece of work and closed at its end. */
export interface MetadataStore {
  readonly config: MetadataStoreConfig
  /** Metaxy's display, never a secret. */
  readonly display: string
  /** Real path of the file that holds it. */
  readonly file: string
  /** @throws MetadataStoreError when it cannot be opened. */
  reading<T>(work: (open: OpenMetadataStore) => Promise<T>, options?: WorkOptions): Promise<T>
  /** The only way to write; alone with the file. Used by `change/commit.ts` and nobody else. */
  writing<T>(work: (open: OpenMetadataStore) => Promise<T>, options?: WorkOptions): Promise<T>
}
