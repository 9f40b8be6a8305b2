import type {Query} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import type {IncrementCounts} from '../models/increment.ts'
import type {IncrementPlan} from './increment-plan.ts'

/** Temporary tables of one increment. */
export interface ScratchTables {
  /** New, stale and orphaned rows. */
  readonly pending: Query
  /** Orphaned ones with WAITING; the whole stored rows when rows are kept. */
  readonly orphaned: Query
}

export interface KeptIncrement {
  readonly plan: IncrementPlan
  readonly keep: 'samples' | 'rows'
  readonly counts: IncrementCounts
  readonly tables: ScratchTables
}

/** Columns of the pending table that come from the stored row. */
export const storedIdColumn = (index: number) => `__mxx_stored_id_${index}`
export const storedFieldColumn = (index: number) => `__mxx_stored_field_${index}`

export function keptOtherwise(kept: string, wanted: string): MetaxyError {
  return new MetaxyError({
    code: 'INVALID_INPUT',
    message: `This increment was resolved to keep its ${kept}, not its ${wanted}.`,
    hint: `Resolve it with keep: '${wanted}'.`,
  })
}
