import {ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import {ROW_ID} from '../versioning/select-rows.ts'
import type {TableSource} from '../versioning/table-source.ts'
import {type AppendedRows, appendedColumns} from './appended-rows.ts'

/** The same metadata store as readers would find it with one table replaced, whatever features share it. */
export function withTable(
  open: OpenMetadataStore,
  table: TableSource,
  replacement: TableSource,
): OpenMetadataStore {
  return {
    ...open,
    table: async feature => {
      const found = await open.table(feature)
      return found?.from.text === table.from.text ? {...replacement, feature} : found
    },
  }
}

/** A table with rows appended; these have the same columns and ROW_ID. */
export function withAppended(source: TableSource, appended: Query): TableSource {
  const columns = join(source.columns.map(column => ident(column.name)))
  return {
    ...source,
    from: sql`(SELECT ${columns}, ${source.rowId} AS ${ident(ROW_ID)} FROM ${source.from}
      UNION ALL ${appended})`,
    rowId: ident(ROW_ID),
  }
}

/** The row id that a selected row's copy will have. */
const COPY_ID = '__mxx_copy'

/** Creates the scratch table of the selected rows; copies get ids above the table and earlier changes. */
export function scratchStatement(scratch: Query, selected: Query, index: number): Query {
  const first = raw(`${BigInt(index + 1) << 50n}`)
  return sql`CREATE TABLE ${scratch} AS SELECT *, ${first} + row_number() OVER () AS ${ident(COPY_ID)}
    FROM (${selected})`
}

/** The rows as they are appended, with the ids that the scratch table gave them. */
export function appendedWithIds(rows: AppendedRows, stampMicros: bigint): Query {
  return sql`SELECT ${join(appendedColumns(rows, stampMicros))}, ${ident(COPY_ID)} AS ${ident(ROW_ID)}
    FROM (${rows.selected})`
}
