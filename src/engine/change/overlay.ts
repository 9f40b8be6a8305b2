import {ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import {evolvedTable, retypedColumn} from '../metadata-store/evolved-columns.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import {ROW_ID} from '../versioning/select-rows.ts'
import type {TableSource} from '../versioning/table-source.ts'
import {appendedRows} from './appended-rows.ts'
import type {AppendedRows, PlannedChange} from './planned-change.ts'

/** The same metadata store as readers would find it with one table replaced, whatever features share it. */
export function withTable(
  open: OpenMetadataStore,
  changed: FeatureKey,
  before: TableSource | null,
  after: TableSource | null,
): OpenMetadataStore {
  return {
    ...open,
    table: async feature => {
      const found = await open.table(feature)
      const same = before === null ? feature === changed : found?.from.text === before.from.text
      return same ? after && {...after, feature} : found
    },
  }
}

/** The row id that a selected row's copy will have. */
const COPY_ID = '__mxx_copy'

/** Creates the scratch table of the selected rows. */
export function scratchStatement(scratch: Query, selected: Query): Query {
  return sql`CREATE TABLE ${scratch} AS ${selected}`
}

/** The rows of a scratch table; copies get ids above the table and earlier changes, in their order. */
export function scratchRows(scratch: Query, index: number): Query {
  const first = raw(`${BigInt(index + 1) << 50n}`)
  return sql`SELECT *, ${first} + rowid AS ${ident(COPY_ID)} FROM ${scratch}`
}

/** The table after the change whose selected rows lie in a scratch table; null when it is gone. */
export function tableAfter(
  {change, write}: PlannedChange,
  open: OpenMetadataStore,
  stampMicros: bigint,
): TableSource | null {
  if (write.kind === 'append') {
    const {target} = write
    return target === null
      ? madeTable(change.feature, open, write, stampMicros)
      : withAppended(target, write, stampMicros)
  }
  const {target, selected, whole} = write
  if (whole === 'erase' || (whole === 'drop' && target.kind === 'duckdb')) return null
  const columns = join(target.columns.map(column => ident(column.name)))
  const from = sql`(SELECT ${columns}, ${target.rowId} AS ${ident(ROW_ID)} FROM ${target.from}
    WHERE ${target.rowId} NOT IN (SELECT ${ident(ROW_ID)} FROM (${selected})))`
  return {...target, from, rowId: ident(ROW_ID)}
}

function withAppended(target: TableSource, write: AppendedRows, stampMicros: bigint): TableSource {
  const columns = evolvedTable(target.columns, write.columns)
  const stored = columns.map(column => retypedColumn(column, target.columns))
  const added = columns.map(column => retypedColumn(column, write.columns))
  const appended = appendedRows(write, stampMicros, [sql`${ident(COPY_ID)} AS ${ident(ROW_ID)}`])
  return {
    ...target,
    columns,
    from: sql`(SELECT ${join(stored)}, ${target.rowId} AS ${ident(ROW_ID)} FROM ${target.from}
      UNION ALL SELECT ${join(added)}, ${ident(ROW_ID)} FROM (${appended}))`,
    rowId: ident(ROW_ID),
  }
}

function madeTable(
  feature: FeatureKey,
  {config}: OpenMetadataStore,
  write: AppendedRows,
  stampMicros: bigint,
): TableSource {
  const appended = appendedRows(write, stampMicros, [sql`${ident(COPY_ID)} AS ${ident(ROW_ID)}`])
  return {
    feature,
    metadataStore: config.name,
    kind: config.kind,
    from: sql`(${appended})`,
    rowId: ident(ROW_ID),
    columns: write.columns,
    tieWinner: config.kind === 'duckdb' ? 'first-stored' : 'last-stored',
    logVersion: null,
  }
}
