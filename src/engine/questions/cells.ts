import {cellConverter} from '../duckdb/cell-value.ts'
import type {Session} from '../duckdb/session.ts'
import type {Query} from '../duckdb/sql.ts'
import type {Row} from '../models/cell-value.ts'

/** The rows of a statement in the contract's JSON form. */
export async function cells(session: Session, query: Query): Promise<readonly Row[]> {
  const {columns, rows} = await session.table(query)
  const converters = columns.map(column => cellConverter(column.type))
  return rows.map(row => row.map((value, index) => converters[index]?.(value) ?? null))
}
