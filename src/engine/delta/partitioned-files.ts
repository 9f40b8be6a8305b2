import type {Session} from '../duckdb/session.ts'
import {ident, join, type Query, sql} from '../duckdb/sql.ts'
import type {AddFile, PartitionValues} from './actions.ts'
import {duckdbType} from './column-types.ts'
import {removeDataFile, writeDataFile} from './data-file.ts'
import type {DeltaField} from './delta-schema.ts'
import {withScratchTable} from './scratch-table.ts'
import {type GivenRows, writtenColumns} from './written-columns.ts'

/**
 * Writes rows of a partitioned table: a file for each combination of values. Metaxy partitions nothing,
 * but its users may.
 *
 * @throws as `writeDataFile`; no file is left then.
 */
export async function writePartitions(
  session: Session,
  root: string,
  rows: GivenRows,
  fields: readonly DeltaField[],
  partitionColumns: readonly string[],
  nowMillis: number,
): Promise<readonly {readonly add: AddFile; readonly rows: number}[]> {
  const {fields: present, cells} = writtenColumns(rows, fields)
  const parts = present.filter(field => partitionColumns.includes(field.name))
  const inFile = present.filter(field => !partitionColumns.includes(field.name))
  return withScratchTable(session, sql`SELECT ${cells} FROM (${rows.query})`, async table => {
    const texts = parts.length > 0 ? join(parts.map(valueText)) : sql`NULL`
    const found = await session.values(sql`SELECT DISTINCT ${texts} FROM ${table}`)
    const written: {add: AddFile; rows: number}[] = []
    try {
      for (const values of found) {
        const mine = parts.map((field, index) => {
          const value = values[index] ?? null
          return sql`${valueText(field)} IS NOT DISTINCT FROM ${value === null ? null : String(value)}`
        })
        const columns = join(inFile.map(field => ident(field.name)))
        const query = sql`SELECT ${columns} FROM ${table} WHERE ${join([sql`TRUE`, ...mine], ' AND ')}`
        const partitionValues = valuesByColumn(partitionColumns, parts, values)
        const {add, rows: count} = await writeDataFile(
          session,
          root,
          query,
          inFile,
          partitionValues,
          nowMillis,
        )
        if (add !== null) written.push({add, rows: count})
      }
      return written
    } catch (error) {
      for (const {add} of written) await removeDataFile(root, add.path)
      throw error
    }
  })
}

function valuesByColumn(
  partitionColumns: readonly string[],
  parts: readonly DeltaField[],
  values: readonly unknown[],
): PartitionValues {
  return Object.fromEntries(
    partitionColumns.map(name => {
      const value = values[parts.findIndex(field => field.name === name)] ?? null
      return [name, value === null ? null : String(value)]
    }),
  )
}

/** A partition value as the log spells it; the empty text has no spelling of its own and is NULL. */
function valueText({name, type}: DeltaField): Query {
  const value = ident(name)
  switch (duckdbType(type)) {
    case 'TIMESTAMP':
    case 'TIMESTAMP WITH TIME ZONE':
      return sql`strftime(${value}, '%Y-%m-%d %H:%M:%S.%f')`
    case 'BLOB':
      return sql`decode(${value})`
    default:
      return sql`nullif(CAST(${value} AS VARCHAR), '')`
  }
}
