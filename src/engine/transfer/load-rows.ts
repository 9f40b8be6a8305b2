import {type Sessions, scratchTable} from '../duckdb/session.ts'
import {sql} from '../duckdb/sql.ts'
import type {RowsInput} from '../models/rows-input.ts'
import {readFileInto} from './read-file.ts'

/**
 * Lays rows down in a scratch table: columns in the order they have, types as a table made of them gets
 * (stores.md §2.2).
 * @throws MetaxyError INVALID_INPUT naming file, column or row and what is wrong.
 */
export async function loadRows(
  inSession: Sessions,
  rows: RowsInput,
  scratchName: string,
): Promise<void> {
  switch (rows.kind) {
    case 'file': {
      const table = scratchTable(scratchName)
      return inSession(session =>
        readFileInto(session, rows.path, all => sql`CREATE TABLE ${table} AS ${all}`, 'rows'),
      )
    }
    case 'arrow':
    case 'batches':
    case 'objects': {
      // Arrow's own module takes 75 ms to load, so it is loaded here and not before.
      const {loadArrow} = await import('./load-arrow.ts')
      return loadArrow(inSession, rows, scratchName)
    }
  }
}
