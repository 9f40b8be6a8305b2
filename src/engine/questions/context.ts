import type {Config} from '../config/config.ts'
import type {DuckDB} from '../duckdb/connection.ts'
import type {ProjectGraph} from '../graph/project-graph.ts'
import type {ConnectedStores} from '../metadata-store/connected-stores.ts'
import type {MetadataStore} from '../metadata-store/metadata-store.ts'
import type {SampleHash} from '../versioning/field-provenance.ts'

/** Everything an answer is computed from. */
export interface Context {
  readonly config: Config
  readonly duckdb: DuckDB
  /** The chosen one, with its fallback stores behind it. */
  readonly metadataStore: MetadataStore
  /** All that are configured. */
  readonly metadataStores: ConnectedStores
  readonly graph: ProjectGraph
}

/** How this metadata store hashes samples (versioning.md §5.1). */
export function sampleHash(context: Context): SampleHash {
  return {
    algorithm: context.metadataStore.config.hashAlgorithm,
    truncation: context.config.hashTruncationLength,
  }
}
