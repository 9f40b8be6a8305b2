import {ident, join, type Query, sql} from '../duckdb/sql.ts'
import {ROW_ID, type RowSelection, selectRows} from './select-rows.ts'
import type {TableSource} from './table-source.ts'

/** The stored side of a comparison. */
export interface CurrentRows {
  readonly source: TableSource
  readonly selection: RowSelection
  /** The rows of one parent count as one: an upstream is expanded into them (versioning.md §7.2). */
  readonly collapsed: boolean
  /** A stored row for which this is true counts as stale; over the stored columns. */
  readonly staleIf?: Query
}

/**
 * The stored rows that are compared, with ROW_ID. Collapsed ones have, of each column, the value of the
 * child stored first that has any, as Metaxy takes any; ROW_ID is that of the first child.
 */
export function comparedRows(
  {source, selection, collapsed}: CurrentRows,
  joinColumns: readonly string[],
): Query {
  const rows = selectRows(source, selection)
  return collapsed ? collapsedRows(rows, source, joinColumns) : rows
}

/** One row for all `rows` with the same key. */
export function collapsedRows(
  rows: Query,
  source: TableSource,
  joinColumns: readonly string[],
): Query {
  const rowId = ident(ROW_ID)
  const columns = source.columns.map(({name}) =>
    joinColumns.includes(name)
      ? ident(name)
      : sql`arg_min(${ident(name)}, ${rowId}) AS ${ident(name)}`,
  )
  return sql`SELECT ${join([...columns, sql`min(${rowId}) AS ${rowId}`])}
    FROM (${rows}) GROUP BY ${join(joinColumns.map(name => ident(name)))}`
}
