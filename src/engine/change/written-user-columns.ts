import {parseColumnType} from '../duckdb/parse-column-type.ts'
import {retyped} from '../duckdb/retyped.ts'
import type {Session} from '../duckdb/session.ts'
import {ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import {type Column, isSystemColumn} from '../models/system-columns.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {GivenRows} from './given-inputs.ts'
import {schemaError} from './write-errors.ts'

/**
 * The columns that are the user's, as they are; categories become texts (stores.md §2.2).
 * @throws MetaxyError SCHEMA_ERROR for a new column that has no type because it has no value.
 */
export async function userColumns(
  session: Session,
  rows: GivenRows,
  target: TableSource | null,
): Promise<{
  readonly values: readonly {readonly name: string; readonly value: Query}[]
  /** Those that the table lacks. */
  readonly added: readonly string[]
}> {
  const columns = rows.columns.filter(({name}) => !isSystemColumn(name))
  const stored = new Map(target?.columns.map(column => [column.name.toLowerCase(), column]))
  const untyped = await withoutType(session, rows, columns)
  const added = columns.filter(({name}) => !stored.has(name.toLowerCase()))
  const unclear = added.filter(({name}) => untyped.has(name)).map(({name}) => name)
  if (unclear.length > 0) {
    throw schemaError(
      rows,
      `a table cannot be made with NULL typed columns: ${unclear.join(', ')}`,
      'Leave them out, or give them a type (Parquet and Arrow have one).',
      {columns: unclear},
    )
  }
  return {
    added: added.map(({name}) => name),
    values: columns.map(({name, type}) => {
      const there = stored.get(name.toLowerCase())
      if (there !== undefined && untyped.has(name)) {
        return {name, value: sql`CAST(NULL AS ${raw(there.type)})`}
      }
      const plain = retyped(parseColumnType(type), one => (one.kind === 'enum' ? 'VARCHAR' : null))
      const same = parseColumnType(type).kind === 'other' || plain === parseColumnType(type).name
      return {name, value: same ? ident(name) : sql`CAST(${ident(name)} AS ${raw(plain)})`}
    }),
  }
}

/** Columns without any value whose type is only a guess. */
async function withoutType(
  session: Session,
  rows: GivenRows,
  columns: readonly Column[],
): Promise<ReadonlySet<string>> {
  const guessed = columns.filter(({type}) => /^(JSON|"?NULL"?)$/.test(type))
  if (guessed.length === 0 || rows.count === 0) return new Set()
  const counts = guessed.map(({name}) => sql`count(${ident(name)})`)
  const [row = []] = await session.values(sql`SELECT ${join(counts)} FROM ${rows.from}`)
  return new Set(guessed.filter((_, index) => Number(row[index]) === 0).map(({name}) => name))
}
