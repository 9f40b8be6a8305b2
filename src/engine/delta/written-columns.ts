import {parseColumnType} from '../duckdb/parse-column-type.ts'
import {ident, join, type Query, raw, sql, text} from '../duckdb/sql.ts'
import {duckdbType} from './column-types.ts'
import type {DeltaField} from './delta-schema.ts'

/** Rows to write, with their columns: types as DuckDB prints them. */
export interface GivenRows {
  /** A SELECT. */
  readonly query: Query
  readonly columns: readonly {readonly name: string; readonly type: string}[]
}

/**
 * The rows as a table of these fields keeps them: under its names, in its types, with all members of its
 * structs. Columns that the rows do not have are left out: they read as NULL.
 */
export function writtenColumns(
  rows: GivenRows,
  fields: readonly DeltaField[],
): {readonly fields: readonly DeltaField[]; readonly cells: Query} {
  const given = new Map(rows.columns.map(column => [column.name.toLowerCase(), column]))
  const present = fields.filter(field => given.has(field.name.toLowerCase()) || !field.nullable)
  const cells = present.map(field => {
    const column = given.get(field.name.toLowerCase())
    const cell = column === undefined ? raw('NULL') : cast(column, field)
    return sql`${field.nullable ? cell : notNull(cell, field)} AS ${ident(field.name)}`
  })
  return {fields: present, cells: join(cells)}
}

function cast(column: {readonly name: string; readonly type: string}, field: DeltaField): Query {
  const value = sql`CAST(${ident(column.name)} AS ${raw(duckdbType(field.type))})`
  const fromStruct = parseColumnType(column.type).kind === 'struct'
  if (!fromStruct || typeof field.type === 'string' || field.type.type !== 'map') return value
  // A key without a value means a key that is not there (stores.md §13).
  return sql`CASE WHEN ${ident(column.name)} IS NULL THEN NULL ELSE map_from_entries(
    list_filter(map_entries(${value}), lambda entry: entry.value IS NOT NULL)) END`
}

function notNull(cell: Query, field: DeltaField): Query {
  const message = text(`The column "${field.name}" of the Delta table may not be NULL.`)
  return sql`CAST(coalesce(${cell}, error(${message})) AS ${raw(duckdbType(field.type))})`
}
