import {randomUUID} from 'node:crypto'
import type {Session} from '../duckdb/session.ts'
import {ident, type Query, sql} from '../duckdb/sql.ts'

/** Work on rows that are computed once; the table is gone afterwards. */
export async function withScratchTable<T>(
  session: Session,
  rows: Query,
  work: (table: Query) => Promise<T>,
): Promise<T> {
  const table = ident('memory', 'main', `delta_${randomUUID()}`)
  session.atEnd(sql`DROP TABLE IF EXISTS ${table}`)
  await session.run(sql`CREATE TABLE ${table} AS ${rows}`)
  try {
    return await work(table)
  } finally {
    await session.run(sql`DROP TABLE IF EXISTS ${table}`).catch(() => undefined)
  }
}
