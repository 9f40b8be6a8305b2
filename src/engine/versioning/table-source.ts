import type {Query} from '../duckdb/sql.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {Column} from '../models/system-columns.ts'

/**
 * Where the stored rows of one feature come from in a statement: a table of an attached file, or the
 * same table with the rows of earlier staged changes laid over it.
 */
export interface TableSource {
  readonly feature: FeatureKey
  /** Stands after FROM; every column of `columns` can be named unqualified. */
  readonly from: Query
  /** A BIGINT expression, unique per row; a smaller one was stored earlier. */
  readonly rowId: Query
  /** In stored order. */
  readonly columns: readonly Column[]
}
