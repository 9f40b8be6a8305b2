import type {Session} from '../duckdb/session.ts'
import {ident, join, type Query, sql} from '../duckdb/sql.ts'
import type {Column} from '../models/system-columns.ts'
import {cells} from '../questions/cells.ts'
import type {RowGroup} from './change-preview.ts'

/** So many rows are enough to recognise what is meant. */
export const SHOWN_ROWS = 100n

/** The number of rows of a query, and the first of them in id order. */
export async function rowGroup(
  session: Session,
  rows: Query,
  columns: readonly Column[],
  idColumns: readonly string[],
): Promise<RowGroup> {
  const [row = []] = await session.values(sql`SELECT count(*) FROM (${rows})`)
  const count = Number(row[0] ?? 0)
  if (count === 0) return {count, columns, rows: []}
  return {count, columns, rows: await firstRows(session, rows, columns, idColumns)}
}

/** The first rows of a query in id order. */
export async function firstRows(
  session: Session,
  rows: Query,
  columns: readonly Column[],
  idColumns: readonly string[],
): Promise<RowGroup['rows']> {
  const names = join(columns.map(column => ident(column.name)))
  const order = join(idColumns.map(name => sql`${ident(name)} NULLS LAST`))
  return cells(session, sql`SELECT ${names} FROM (${rows}) ORDER BY ${order} LIMIT ${SHOWN_ROWS}`)
}
