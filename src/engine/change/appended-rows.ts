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

/** The columns of the appended rows, in the order of the table's. */
export function appendedColumns(rows: AppendedRows, stampMicros: bigint): readonly Query[] {
  const replaced = rows.replaced(stampMicros)
  return rows.source.columns.map(column => {
    const value = replaced.get(column.name)
    return value === undefined ? ident(column.name) : sql`${value} AS ${ident(column.name)}`
  })
}

/** The statement that a commit runs; the preview shows its text. */
export function insertStatement(rows: AppendedRows, stampMicros: bigint): Query {
  return sql`INSERT INTO ${rows.source.from} BY NAME
SELECT ${join(appendedColumns(rows, stampMicros))}
FROM (
${rows.selected}
)`
}
