import type {Query} from '../duckdb/sql.ts'
import type {SampleId} from '../models/cell-value.ts'
import type {Context} from '../questions/context.ts'
import type {KnownFeature} from '../questions/known-feature.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {AppendedRows} from './appended-rows.ts'
import type {Change} from './change.ts'

/** What every kind of change is planned from. */
export interface ChangeInput {
  readonly context: Context
  readonly known: KnownFeature
  /** The feature's table with the rows of the changes staged before. */
  readonly source: TableSource
}

/** A change put into SQL; nothing has run. */
export interface PlannedChange {
  readonly change: Change
  readonly idColumns: readonly string[]
  readonly rows: AppendedRows
  /** Counts samples that are left alone; null when the kind leaves none. */
  readonly skipped: Query | null
}

/** What an operation of the journal did, as far as undoing it needs. */
export interface StampedSamples {
  readonly ids: readonly SampleId[]
  readonly firstStampMicros: bigint
  readonly lastStampMicros: bigint
}
