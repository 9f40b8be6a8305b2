import {ident, join, type Query, sql} from '../duckdb/sql.ts'
import type {TableWrite} from '../metadata-store/table-write.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import {ROW_ID} from '../versioning/select-rows.ts'
import type {AppendedRows, RemovedRows} from './planned-change.ts'

/** Selects the rows as they are appended. */
export function appendedRows(rows: AppendedRows, stampMicros: bigint, more: Query[] = []): Query {
  const replaced = rows.replaced(stampMicros)
  const columns = rows.columns.map(({name}) => {
    const value = replaced.get(name)
    return value === undefined ? ident(name) : sql`${value} AS ${ident(name)}`
  })
  return sql`SELECT ${join([...columns, ...more])}
FROM (
${rows.selected}
)`
}

/** What a commit asks the metadata store to do; the preview shows its statements. */
export function tableWrite(
  feature: FeatureKey,
  write: AppendedRows | RemovedRows,
  stampMicros: bigint,
): TableWrite {
  if (write.kind === 'append') {
    const {target: table, columns, blind} = write
    return {kind: 'append', feature, table, columns, rows: appendedRows(write, stampMicros), blind}
  }
  const {target: table, where, whole} = write
  if (whole === 'clear') return {kind: 'clear', feature, table}
  if (whole !== 'no') return {kind: 'drop', feature, table, traceless: whole === 'erase'}
  const rowIds = sql`SELECT ${ident(ROW_ID)} FROM (${write.selected})`
  return {kind: 'remove', feature, table, rowIds, where}
}
