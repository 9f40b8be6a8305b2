import {appendArrow} from '../duckdb/arrow-input/append-arrow.ts'
import type {Session} from '../duckdb/session.ts'
import type {RowsInput} from '../models/rows-input.ts'
import {appendObjects} from './object-rows.ts'

/** Lays rows in memory down in a new scratch table; throws as `loadRows`. */
export async function loadArrow(
  session: Session,
  rows: Exclude<RowsInput, {kind: 'file'}>,
  scratchName: string,
): Promise<void> {
  switch (rows.kind) {
    case 'arrow':
      return appendArrow(session, rows.table.batches, scratchName, rows.table.schema)
    case 'batches':
      return appendArrow(session, rows.batches, scratchName)
    case 'objects':
      return appendObjects(session, rows.rows, scratchName)
  }
}
