import type {Session} from '../duckdb/session.ts'
import {ident, join, type Query, raw, readable, sql} from '../duckdb/sql.ts'
import {type DuckDBPlace, duckdbTable} from './duckdb-tables.ts'
import {missingMembers} from './evolved-columns.ts'
import type {TableWrite} from './table-write.ts'

/** Runs a write in an attached DuckDB file; inside a transaction it is part of it (stores.md §2.2). */
export async function runDuckDBWrite(
  session: Session,
  place: DuckDBPlace,
  write: TableWrite,
): Promise<number> {
  let rows = 0
  if (write.kind === 'drop') {
    const table = duckdbTable(place, write.feature)
    const [row = []] = await session.values(sql`SELECT count(*) FROM ${table}`)
    await session.run(sql`DROP TABLE ${table}`)
    return Number(row[0] ?? 0)
  }
  for (const statement of statementsOf(place, write)) rows = await session.run(statement)
  return rows
}

/** The same as text. */
export function duckdbStatements(place: DuckDBPlace, write: TableWrite): readonly string[] {
  return ['BEGIN', ...statementsOf(place, write).map(readable), 'COMMIT']
}

/** The last one is the one whose rows count. */
function statementsOf(place: DuckDBPlace, write: TableWrite): readonly Query[] {
  const table = duckdbTable(place, write.feature)
  switch (write.kind) {
    case 'append': {
      const insert = sql`INSERT INTO ${table} BY NAME\n${write.rows}`
      if (write.table !== null) return [...altered(table, write), insert]
      const columns = write.columns.map(({name, type}) => sql`${ident(name)} ${raw(type)}`)
      return [sql`CREATE TABLE ${table} (${join(columns)})`, insert]
    }
    case 'remove':
      return [
        write.where === null
          ? sql`DELETE FROM ${table} WHERE rowid IN (\n${write.rowIds}\n)`
          : sql`DELETE FROM ${table} WHERE ${write.where}`,
      ]
    case 'clear':
      // TRUNCATE does not say how many rows went; this is what DuckDB makes of it.
      return [sql`DELETE FROM ${table}`]
    case 'drop':
      return [sql`DROP TABLE ${table}`]
  }
}

/** The table gets columns and struct members that it lacks: an insert would drop or misplace them (stores.md §2.2). */
function altered(table: Query, write: Extract<TableWrite, {kind: 'append'}>): readonly Query[] {
  const stored = write.table?.columns ?? []
  const names = new Set(stored.map(({name}) => name.toLowerCase()))
  const columns = write.columns.filter(({name}) => !names.has(name.toLowerCase()))
  return [
    ...columns.map(
      ({name, type}) => sql`ALTER TABLE ${table} ADD COLUMN ${ident(name)} ${raw(type)}`,
    ),
    ...missingMembers(stored, write.columns).map(({column, member}) =>
      raw(`ALTER TABLE ${table.text} ADD COLUMN ${ident(column, member.name).text} ${member.type}`),
    ),
  ]
}
