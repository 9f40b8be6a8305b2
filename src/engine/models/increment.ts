import type {FeatureKey} from './feature-key.ts'

/** The three classes of pending work (versioning.md §7.2). */
export type IncrementClass = 'new' | 'stale' | 'orphaned'

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

/** What an increment is asked with; every list holds texts of the filter language. */
export interface IncrementRequest {
  readonly feature: FeatureKey
  /** Target filters: over the stored rows and the given samples only. */
  readonly filters?: readonly string[]
  /** Over every upstream, the stored rows and the given samples. */
  readonly globalFilters?: readonly string[]
  /** A stored row that fulfils one of these counts as stale. */
  readonly staleIf?: readonly string[]
  readonly skipComparison?: boolean
  /** A .parquet, .csv, .jsonl or .json file that replaces the upstream rows. */
  readonly samplesFile?: string
}
