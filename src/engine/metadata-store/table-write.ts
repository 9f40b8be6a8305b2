import type {Query} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {Column} from '../models/system-columns.ts'
import type {TableSource} from '../versioning/table-source.ts'

/** What a commit does to one table. */
export type TableWrite =
  | {
      readonly kind: 'append'
      readonly feature: FeatureKey
      /** As it was seen; null when it has to be made. */
      readonly table: TableSource | null
      /** Of the rows, by name and DuckDB type; the table may have others, which stay empty. */
      readonly columns: readonly Column[]
      /** Selects exactly these columns. */
      readonly rows: Query
      /** Lands on whatever the table has become, instead of only on what was seen. */
      readonly blind: boolean
    }
  | {
      readonly kind: 'remove'
      readonly feature: FeatureKey
      readonly table: TableSource
      /** Selects the row ids of the rows that go. */
      readonly rowIds: Query
      /** The same as a condition over the stored columns, where there is one. */
      readonly where: Query | null
    }
  /** Every row goes, the table stays. */
  | {readonly kind: 'clear'; readonly feature: FeatureKey; readonly table: TableSource}
  | {
      /** The table goes, as Metaxy drops one: a Delta table stays, empty (stores.md §2). */
      readonly kind: 'drop'
      readonly feature: FeatureKey
      readonly table: TableSource
      /** A Delta table goes with its folder, too, as if it had never been made. */
      readonly traceless: boolean
    }

/** Somebody else wrote to the table after it was looked at; nothing was written. */
export class TableMovedError extends MetaxyError {
  constructor(feature: FeatureKey) {
    super({
      code: 'CONFLICT',
      message: `The table of ${feature} was written to by somebody else; nothing was written.`,
      hint: 'Make a new preview.',
      details: {feature},
    })
  }
}
