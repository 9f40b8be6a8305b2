import {ident, join, type Query, sql} from '../duckdb/sql.ts'
import type {TableSource} from '../versioning/table-source.ts'

/** Every change appends copies of stored rows in which some columns are replaced (stores.md §5.1). */
export interface AppendedRows {
  readonly source: TableSource
  /** All columns of the source and ROW_ID, of the rows that are copied. */
  readonly selected: Query
  /** The values that differ from the copied row; a column that the table lacks is left out. */
  readonly replaced: (stampMicros: bigint) => ReadonlyMap<string, Query>
}

/** Selects the rows as they will be appended, in the order of the table's columns. */
export function appendedQuery(rows: AppendedRows, stampMicros: bigint): Query {
  const replaced = rows.replaced(stampMicros)
  const columns = rows.source.columns.map(column => {
    const value = replaced.get(column.name)
    return value === undefined ? ident(column.name) : sql`${value} AS ${ident(column.name)}`
  })
  return sql`SELECT ${join(columns)}
FROM (
${rows.selected}
)`
}

/** The statement that a commit runs; the preview shows its text. */
export function insertStatement(rows: AppendedRows, stampMicros: bigint): Query {
  return sql`INSERT INTO ${rows.source.from} BY NAME
${appendedQuery(rows, stampMicros)}`
}
