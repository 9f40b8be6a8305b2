import {appendArrow} from '../duckdb/arrow-input/append-arrow.ts'
import type {Sessions} from '../duckdb/session.ts'
import type {RowsInput} from '../models/rows-input.ts'
import {appendObjects} from './object-rows.ts'

/** Lays rows in memory down in a new scratch table; throws as `loadRows`. */
export async function loadArrow(
  inSession: Sessions,
  rows: Exclude<RowsInput, {kind: 'file'}>,
  scratchName: string,
): Promise<void> {
  switch (rows.kind) {
    case 'arrow':
      return appendArrow(inSession, rows.table.batches, scratchName, rows.table.schema)
    case 'batches':
      return appendArrow(inSession, rows.batches, scratchName)
    case 'objects':
      return inSession(session => appendObjects(session, rows.rows, scratchName))
  }
}
