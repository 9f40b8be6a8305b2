import type {Query} from '../duckdb/sql.ts'
import type {Warning} from '../errors.ts'
import type {SampleId} from '../models/cell-value.ts'
import type {Column} from '../models/system-columns.ts'
import type {Context} from '../questions/context.ts'
import type {KeptRows} from '../questions/kept-rows.ts'
import type {KnownFeature} from '../questions/known-feature.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {Change} from './change.ts'
import type {ChangeDetails} from './change-preview.ts'

/** What the kinds of change that work on stored rows are planned from. */
export interface ChangeInput {
  readonly context: Context
  readonly known: KnownFeature
  /** The feature's table with the rows of the changes staged before. */
  readonly source: TableSource
  /** The run that appended rows belong to; null: none. */
  readonly materializationId: string | null
  readonly keptRows?: KeptRows | undefined
}

/** Rows that are added; some of their columns may be set at the moment of the commit (stores.md §5.1). */
export interface AppendedRows {
  readonly kind: 'append'
  /** The table that they land in; null when it has to be made. */
  readonly target: TableSource | null
  /** The rows; with ROW_ID where they are copies of stored ones. */
  readonly selected: Query
  /** The same rows over scratch tables that last as long as the metadata store is open. */
  readonly selectedFromKept?: Query
  /** The columns of `selected`, without ROW_ID. */
  readonly selectedColumns: readonly Column[]
  /** What is written. */
  readonly columns: readonly Column[]
  /** The values of written columns that differ from the selected ones of the same name. */
  readonly replaced: (stampMicros: bigint) => ReadonlyMap<string, Query>
  /** Lands on whatever the table has become meanwhile. */
  readonly blind: boolean
  /** Microseconds: what is written is stamped later than this. */
  readonly after?: bigint
}

/** Stored rows that go. */
export interface RemovedRows {
  readonly kind: 'remove'
  readonly target: TableSource
  /** All columns of the target and ROW_ID. */
  readonly selected: Query
  readonly selectedColumns: readonly Column[]
  /** The same as a condition over the stored columns, where there is one. */
  readonly where: Query | null
  /** All rows of the table: `clear` keeps the table, `drop` does as Metaxy, `erase` leaves nothing of it. */
  readonly whole: 'no' | 'clear' | 'drop' | 'erase'
}

/** A change put into SQL; nothing has run. */
export interface PlannedChange {
  readonly change: Change
  readonly idColumns: readonly string[]
  readonly write: AppendedRows | RemovedRows
  /** Counts samples that are left alone; null when the kind leaves none. */
  readonly skipped: Query | null
  /** What planning itself has to say. */
  readonly warnings?: readonly Warning[]
  /** What only this kind has to tell; asked once, with the selected rows as they were laid down. */
  readonly details?: (selected: Query) => Promise<ChangeDetails>
}

/** What an operation of the journal did, as far as undoing it needs. */
export interface StampedSamples {
  readonly kind: Change['kind']
  /** Null when they were too many to be kept: then the stamp alone tells them. */
  readonly ids: readonly SampleId[] | null
  readonly rows: number
  readonly firstStampMicros: bigint
  readonly lastStampMicros: bigint
  /** The operation made the table. */
  readonly createdTable: boolean
  /** How many rows the table had, when the operation removed some of them. */
  readonly removedOf: number | null
}
