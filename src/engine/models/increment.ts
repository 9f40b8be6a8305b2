import type {FeatureKey} from './feature-key.ts'
import type {RowsInput} from './rows-input.ts'

/** The three classes of pending work (versioning.md §7.2). */
export type IncrementClass = 'new' | 'stale' | 'orphaned'

/** A frame of Metaxy's `Increment`: `input` is what the others are made from. */
export type IncrementFrame = IncrementClass | 'input'

/** How many rows of each class; rows as Metaxy counts them. */
export interface IncrementCounts {
  readonly new: number
  readonly stale: number
  readonly orphaned: number
  /** Of the orphaned: those whose id still exists under an older upstream version. */
  readonly waitingOrphans: number
  /** Rows of the joined input; null for a root or when samples were given. */
  readonly inputRows: number | null
}

/** Which of Metaxy's engines is asked for; ours computes the same either way. */
export type VersioningEngine = 'auto' | 'native' | 'polars'

/** What an increment is asked with; every list holds texts of the filter language. */
export interface IncrementRequest {
  readonly feature: FeatureKey
  /** Target filters: over the stored rows and the given samples only. */
  readonly filters?: readonly string[]
  /** Over every upstream, the stored rows and the given samples. */
  readonly globalFilters?: readonly string[]
  /** Over the rows of one upstream as it is read, by its stored column names; of the feature itself: `filters`. */
  readonly upstreamFilters?: ReadonlyMap<FeatureKey, readonly string[]>
  /** A stored row that fulfils one of these counts as stale. */
  readonly staleIf?: readonly string[]
  readonly skipComparison?: boolean
  /** A .parquet, .csv, .jsonl or .json file that replaces the upstream rows. */
  readonly samplesFile?: string
  /** The same in memory. */
  readonly samples?: RowsInput
  /** In place of the metadata store's own setting (commands.md §5). */
  readonly versioningEngine?: VersioningEngine
}
