import type {MetadataStoreKind} from '../config/config.ts'
import type {Query} from '../duckdb/sql.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {StoredFigures} from '../models/stored-figures.ts'
import type {Column} from '../models/system-columns.ts'

/** Rows with columns, whatever they come from. */
export type Relation = Pick<TableSource, 'feature' | 'from' | 'columns'>

/**
 * Where the stored rows of one feature come from in a statement: a table of an attached file, the files
 * of a Delta table, or the same with the rows of earlier staged changes laid over it.
 */
export interface TableSource {
  readonly feature: FeatureKey
  /** The name and kind of the metadata store that has it. */
  readonly metadataStore: string
  readonly kind: MetadataStoreKind
  /** Stands after FROM; every column of `columns` can be named unqualified. */
  readonly from: Query
  /** A BIGINT expression below 2^60, unique per row; a smaller one was stored earlier. */
  readonly rowId: Query
  /** In stored order. */
  readonly columns: readonly Column[]
  /** Of rows of a sample with equal times the one that a read shows (stores.md §4.2, ties). */
  readonly tieWinner: 'first-stored' | 'last-stored'
  /** Where it is faster: stands after FROM for some of the stored rows, those of these ids among them. */
  readonly near?: (rowIds: readonly number[]) => Query
  /** Where that is said without looking: what is stored; null if it is not. */
  readonly stored?: () => StoredFigures | null
  /** Of a Delta table: the version of its log that was read. */
  readonly logVersion: number | null
}
