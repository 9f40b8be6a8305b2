import {DuckDBDataChunk} from '@duckdb/node-api'
import {type Session, scratchTable} from '../duckdb/session.ts'
import {ident, join, raw, sql} from '../duckdb/sql.ts'
import type {ObjectRow} from '../models/rows-input.ts'
import {duckdbTypeOf, duckdbValue, merged, type ValueType, valueType} from './value-types.ts'

/** As many rows as a vector of DuckDB has. */
const ROWS = 2048

/**
 * Lays objects down in a new scratch table: a column per member that a row has, NULL where one lacks it.
 * @throws MetaxyError INVALID_INPUT naming column and row where values do not go together.
 */
export async function appendObjects(
  session: Session,
  rows: readonly ObjectRow[],
  scratchName: string,
): Promise<void> {
  const columns = new Map<string, ValueType>()
  rows.forEach((row, index) => {
    for (const [name, value] of Object.entries(row)) {
      const where = `row ${index} of the column "${name}"`
      const type = valueType(value, where)
      columns.set(name, merged(columns.get(name) ?? {kind: 'none'}, type, where))
    }
  })
  const names = [...columns.keys()]
  const kinds = [...columns.values()]
  const types = kinds.map(duckdbTypeOf)
  const declared = names.map((name, index) => {
    // A column without any value: a guess, which an existing table overrules.
    const type = kinds[index]?.kind === 'none' ? 'JSON' : String(types[index])
    return sql`${ident(name)} ${raw(type)}`
  })
  const all = declared.length === 0 ? [sql`${ident('__mxx_none')} INTEGER`] : declared
  await session.run(sql`CREATE TABLE ${scratchTable(scratchName)} (${join(all)})`)
  if (names.length === 0) return
  await session.fill(scratchName, async appender => {
    for (let start = 0; start < rows.length; start += ROWS) {
      const chunk = DuckDBDataChunk.create(types)
      const part = rows.slice(start, start + ROWS)
      chunk.setRows(
        part.map(row => names.map((name, index) => duckdbValue(row[name], kinds[index]))),
      )
      appender.appendDataChunk(chunk)
    }
  })
}
