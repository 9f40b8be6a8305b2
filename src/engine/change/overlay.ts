import {ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import {ROW_ID} from '../versioning/select-rows.ts'
import type {TableSource} from '../versioning/table-source.ts'

/** The same metadata store as readers would find it with some tables replaced. */
export function withTable(open: OpenMetadataStore, replacement: TableSource): OpenMetadataStore {
  return {
    ...open,
    table: async feature => (feature === replacement.feature ? replacement : open.table(feature)),
  }
}

/** A table with the rows of a scratch table appended; that one has the same columns and ROW_ID. */
export function withAppended(source: TableSource, scratch: Query): TableSource {
  const columns = join(source.columns.map(column => ident(column.name)))
  return {
    ...source,
    from: sql`(SELECT ${columns}, ${source.rowId} AS ${ident(ROW_ID)} FROM ${source.from}
      UNION ALL SELECT ${columns}, ${ident(ROW_ID)} FROM ${scratch})`,
    rowId: ident(ROW_ID),
  }
}

/** Creates the scratch table; its row ids lie above those of the table and of earlier changes. */
export function scratchStatement(scratch: Query, appended: Query, index: number): Query {
  const first = raw(`${BigInt(index + 1) << 50n}`)
  return sql`CREATE TABLE ${scratch} AS SELECT *, ${first} + row_number() OVER () AS ${ident(ROW_ID)}
    FROM (${appended})`
}
