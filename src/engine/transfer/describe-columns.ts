import type {Session} from '../duckdb/session.ts'
import {type Query, sql} from '../duckdb/sql.ts'
import type {Column} from '../models/system-columns.ts'

/** The columns that a query would give, without running it. */
export async function describeColumns(session: Session, query: Query): Promise<readonly Column[]> {
  const rows = await session.values(sql`DESCRIBE ${query}`)
  return rows.map(([name, type]) => ({name: String(name), type: String(type)}))
}
