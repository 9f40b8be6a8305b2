import type {Table as ArrowTable} from 'apache-arrow'
import type {Warning} from '../errors.ts'
import type {Row, SampleId} from '../models/cell-value.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {IncrementClass, IncrementCounts} from '../models/increment.ts'
import type {Column} from '../models/system-columns.ts'

export interface AskOptions {
  /** Aborting rejects the answer with a CancelledError and stops the work. */
  readonly signal?: AbortSignal
}

/** How rows are streamed. */
export interface StreamOptions extends AskOptions {
  /** When it aborts, the rest is read at once and kept for the reader, and the metadata store is let go. */
  readonly release?: AbortSignal
}

export interface ResolveOptions extends AskOptions {
  /** `samples` (default) keeps what `Increment.samples` needs; `rows` what `Increment.rows` and `table` need. */
  readonly keep?: 'samples' | 'rows'
  readonly withInputCount?: boolean
}

export interface SortKey {
  readonly column: string
  readonly descending: boolean
}

/** Which rows of a feature (stores.md §4.2). */
export interface ReadRequest {
  readonly feature: FeatureKey
  /** Texts of the filter language, all must hold. */
  readonly filters?: readonly string[]
  readonly columns?: readonly string[]
  readonly withFeatureHistory?: boolean
  readonly withSampleHistory?: boolean
  /** `'hide'` is what Metaxy's default read does. */
  readonly softDeleted?: 'hide' | 'show' | 'only'
  /** History of exactly this feature version. */
  readonly featureVersion?: string
  /** Only rows of this sample. */
  readonly sample?: SampleId
  readonly sortBy?: readonly SortKey[]
  readonly limit?: number
  readonly offset?: number
  /** False asks the chosen metadata store alone. */
  readonly allowFallbackStores?: boolean
}

export interface ReadAnswer {
  readonly feature: FeatureKey
  readonly metadataStore: string
  readonly resolvedFrom: string
  readonly columns: readonly Column[]
  /** Before limit and offset. */
  readonly totalRows: number
  readonly rows: readonly Row[]
  readonly warnings: readonly Warning[]
}

/** All rows that a request selects, in order, without holding them: pages are looked up by position. */
export interface RowIndex {
  readonly request: ReadRequest
  readonly columns: readonly Column[]
  readonly idColumns: readonly string[]
  /** The metadata store that answers. */
  readonly resolvedFrom: string
  readonly totalRows: number
  /** Among them. */
  readonly softDeletedRows: number
  readonly builtInMs: number
  /** `moved`: the table changed on disk since the index was built; build a new one. */
  page(offset: number, count: number, options?: AskOptions): Promise<RowPage>
  /** The position of a sample in this order; undefined when it is not among the rows. */
  positionOf(id: SampleId, options?: AskOptions): Promise<number | undefined>
}

export type RowPage =
  | {readonly kind: 'page'; readonly offset: number; readonly rows: readonly Row[]}
  | {readonly kind: 'moved'}

/** The five states of Metaxy's own status, and what we cannot know (commands.md §2). */
export interface FeatureStatus {
  readonly feature: FeatureKey
  readonly status: 'missing' | 'root_feature' | 'needs_update' | 'up_to_date' | 'error'
  readonly metadataExists: boolean
  readonly storeRows: number
  /** Null for roots and errors. */
  readonly counts: IncrementCounts | null
  readonly targetVersion: string
  readonly isRootFeature: boolean
  readonly resolvedFrom: string | null
  /** Null without input, and when it was not asked for. */
  readonly progressPercentage: number | null
  readonly errorMessage: string | null
  /** Fallback stores that answered for an upstream, groups without an order. */
  readonly warnings: readonly Warning[]
}

export interface StatusRequest {
  readonly feature: FeatureKey
  readonly filters?: readonly string[]
  readonly globalFilters?: readonly string[]
  readonly staleIf?: readonly string[]
  readonly allowFallbackStores?: boolean
  /** Costs a second look at the whole input. */
  readonly withProgress?: boolean
}

/** How the samples of an increment are listed. */
export interface SampleOptions extends AskOptions {
  /** `fields` puts those together whose same fields moved. Default `id`. */
  readonly order?: SampleOrder
}

export type SampleOrder = 'id' | 'id-descending' | 'fields'

/** A resolved increment: counts at once, rows page by page out of a temporary table. */
export interface Increment {
  readonly feature: FeatureKey
  readonly featureVersion: string
  /** What the rows are compared by (versioning.md §6.4). */
  readonly keyColumns: readonly string[]
  /** `inputRows` is null here unless `withInputCount` was asked. */
  readonly counts: IncrementCounts
  readonly warnings: readonly Warning[]
  readonly resolvedInMs: number
  /** The columns that Metaxy's `Increment` frames hold (commands.md §2). */
  columns(part: IncrementClass): readonly Column[]
  /** In id order. */
  rows(
    part: IncrementClass,
    offset: number,
    count: number,
    options?: AskOptions,
  ): Promise<readonly Row[]>
  /** All rows of a class as an Arrow table, in no order. */
  table(part: IncrementClass, options?: AskOptions): Promise<ArrowTable>
  /** Writes all rows of a class to a .parquet, .csv, .jsonl or .arrow file; answers their number. */
  exportRows(part: IncrementClass, file: string, options?: AskOptions): Promise<{rows: number}>
  /** What the Increment screen lists: ids, and per field stored and expected provenance. */
  samples(
    part: IncrementClass,
    offset: number,
    count: number,
    options?: SampleOptions,
  ): Promise<readonly IncrementSample[]>
  /** Stale rows by the set of fields that differ, most frequent first. */
  staleByFields(options?: AskOptions): Promise<readonly {fields: readonly string[]; rows: number}[]>
  /** Frees the temporary table; the increment cannot be asked again. */
  close(): Promise<void>
}

export interface IncrementSample {
  /** The values of the increment's key columns. */
  readonly key: SampleId
  /** The feature's own id of the stored row; null when there is none (new). */
  readonly storedId: SampleId | null
  readonly fields: readonly FieldComparison[]
  /** Orphaned only: the id still exists under an older upstream version. */
  readonly waiting: boolean
}

export interface FieldComparison {
  readonly field: string
  readonly stored: string | null
  readonly expected: string | null
  readonly differs: boolean
}

export interface MetadataStoreInfo {
  readonly name: string
  readonly isDefault: boolean
  /** As written in the configuration. */
  readonly type: string
  /** Metaxy's display, never a secret. */
  readonly info: string
  readonly versioningEngine: 'auto' | 'native' | 'polars'
  readonly fallbacks: readonly string[]
  readonly reachable: boolean
  readonly error: string | null
}

export interface FeatureVersionRecord {
  readonly featureVersion: string
  readonly projectVersions: readonly string[]
  readonly firstRecordedAtMicros: bigint | null
  readonly lastRecordedAtMicros: bigint | null
  /** Physical rows. */
  readonly rows: number
  /** What a read of that version shows. */
  readonly liveRows: number
  readonly deletedRows: number
  /** Of the live rows those whose sample has no newer row under another version: what a rebase takes. */
  readonly newestRows: number
  readonly isCurrent: boolean
  readonly known: boolean
}
