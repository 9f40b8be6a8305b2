import type {MetadataStoreConfig} from '../config/config.ts'
import type {AttachingSession, WorkOptions} from '../duckdb/connection.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {TableWrite} from './table-write.ts'

/** The tables of a metadata store while it is open; not to be kept beyond the work it was given to. */
export interface OpenMetadataStore {
  readonly config: MetadataStoreConfig
  readonly session: AttachingSession
  /** The names of all tables that have this column, without the configured prefix. */
  tablesWithColumn(column: string): Promise<readonly string[]>
  /** The table of a feature or system key in this very metadata store; null when it does not exist. */
  table(feature: FeatureKey): Promise<TableSource | null>
  /** The metadata stores that answer for features without a table here, in the order of asking. */
  readonly fallbackStores: readonly FallbackStore[]
}

/** A metadata store behind another one: opened, for reading, when it is first asked. */
export interface FallbackStore {
  readonly name: string
  /** @throws MetadataStoreError when it cannot be opened; MetaxyError UNSUPPORTED for a kind that is not built. */
  open(): Promise<OpenMetadataStore>
}

/** A metadata store opened for writing. */
export interface WritableMetadataStore extends OpenMetadataStore {
  /**
   * Makes one write and answers the rows it added or removed; `table` then shows them.
   * @throws TableMovedError when somebody else wrote first and the write depends on what was seen.
   */
  write(write: TableWrite): Promise<number>
  /** All writes that the work makes, or none, where the kind of store can promise it (stores.md §2). */
  transaction(work: () => Promise<void>): Promise<void>
}

/** One configured metadata store, opened for a piece of work and closed at its end. */
export interface MetadataStore {
  readonly config: MetadataStoreConfig
  /** Metaxy's display, never a secret. */
  readonly display: string
  /** Real path of the file or folder that holds it: what tells it from every other. */
  readonly location: string
  /** Several writes become visible together, or each table's alone. */
  readonly atomicity: 'store' | 'table'
  /** Makes what a first write needs; nothing when it is there. */
  create(): Promise<void>
  /** @throws MetadataStoreError when it cannot be opened. */
  reading<T>(work: (open: OpenMetadataStore) => Promise<T>, options?: WorkOptions): Promise<T>
  /** The only way to write. Used by `change/commit.ts` and nobody else. */
  writing<T>(work: (open: WritableMetadataStore) => Promise<T>, options?: WorkOptions): Promise<T>
  /** Opens it for reading beside another one, until that work ends. */
  beside(session: AttachingSession): Promise<OpenMetadataStore>
  /** The statements that a write runs, for people to read. */
  statements(write: TableWrite): readonly string[]
  /** Changes whenever somebody writes to the table of the feature; cheap, so it is looked at first. */
  stamp(feature: FeatureKey): Promise<string>
}
