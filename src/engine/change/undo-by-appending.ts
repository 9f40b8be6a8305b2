import {and, ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import {ROW_ID, rowTime} from '../versioning/select-rows.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {Change} from './change.ts'
import type {ChangeInput, PlannedChange, StampedSamples} from './planned-change.ts'
import {oneOfSamples} from './sample-list.ts'
import {moment, runId, typeOf} from './stamp.ts'
import {writtenBy} from './written-by.ts'

/** 1 for the row that must end up newest of its sample, 0 for those below it. */
const LATER = '__mxx_later'
/** The row stands for nothing: it is deleted in the same moment. */
const NOTHING = '__mxx_nothing'

/**
 * For exactly the samples that the operation stamped: the row that a read of the stamped version showed
 * before, or a tombstone where it showed none, and above it what a read over all versions showed, each
 * under its own versions. Samples with a newer row since are left alone.
 */
export function appendUndone(
  change: Extract<Change, {kind: 'undo'}>,
  input: ChangeInput,
  stamped: StampedSamples,
): PlannedChange {
  const {source, known} = input
  const {idColumns} = known.definition.spec
  const ids = idColumns.map(name => ident(name))
  const version = ident('metaxy_feature_version')
  const rowId = ident(ROW_ID)
  const rows = ident('__mxx_history')
  const phase = (number: 0 | 1 | 2) =>
    sql`(SELECT * FROM ${rows} WHERE __mxx_phase = ${raw(`${number}`)})`
  const skipped = sql`SELECT DISTINCT ${join(ids)} FROM ${phase(2)}`
  const stampedRows = latest(source, phase(1), [...ids, version])
  const shownByHistory = latest(source, phase(0), ids)
  const shownByVersion = latest(source, phase(0), [...ids, version])
  const columns = join(source.columns.map(column => sql`k.${ident(column.name)}`))
  const selected = sql`WITH ${rows} AS MATERIALIZED (${historyOf(source, idColumns, stamped)}),
    __mxx_touched AS MATERIALIZED (${stampedRows}),
    __mxx_top AS MATERIALIZED (${shownByHistory}),
    __mxx_kept AS (
      SELECT *, 1 AS ${ident(LATER)}, FALSE AS ${ident(NOTHING)} FROM __mxx_top
      UNION ALL SELECT v.*, 0, FALSE FROM (${shownByVersion}) AS v
        WHERE v.${rowId} NOT IN (SELECT ${rowId} FROM __mxx_top) AND ${among('__mxx_touched', 'v', [...ids, version])}
      UNION ALL SELECT t.*, 0, TRUE FROM __mxx_touched AS t
        WHERE t.metaxy_deleted_at IS NULL AND NOT ${among(phase(0), 't', [...ids, version])})
    SELECT ${columns}, k.${rowId}, k.${ident(LATER)}, k.${ident(NOTHING)} FROM __mxx_kept AS k
    WHERE ${among('__mxx_touched', 'k', ids)} AND NOT ${among(sql`(${skipped})`, 'k', ids)}`
  return {
    change,
    idColumns,
    write: {
      kind: 'append',
      target: source,
      selected,
      selectedColumns: source.columns,
      columns: source.columns,
      replaced: stamp => copiedTimes(input, stamp),
      blind: false,
      after: stamped.lastStampMicros,
    },
    skipped: sql`WITH ${rows} AS (${historyOf(source, idColumns, stamped)})
      SELECT count(*) FROM (${skipped})`,
  }
}

/** All rows of the stamped samples: before the operation (0), written by it (1), since then (2). */
function historyOf(
  source: TableSource,
  idColumns: readonly string[],
  stamped: StampedSamples,
): Query {
  const time = sql`epoch_us(${rowTime(source.columns)})`
  const columns = join(source.columns.map(column => ident(column.name)))
  return sql`SELECT ${columns}, ${source.rowId} AS ${ident(ROW_ID)}, ${time} AS __mxx_time,
      CASE WHEN ${writtenBy(source, stamped)} THEN 1
        WHEN ${time} > ${stamped.lastStampMicros} THEN 2 ELSE 0 END AS __mxx_phase
    FROM ${source.from} WHERE ${stamped.ids === null ? raw('TRUE') : oneOfSamples(source, idColumns, stamped.ids)}`
}

/** The row with the greatest time of each group; of equal ones the one that a read shows. */
function latest({tieWinner}: TableSource, rows: Query, group: readonly Query[]): Query {
  const order = raw(tieWinner === 'first-stored' ? 'ASC' : 'DESC')
  return sql`SELECT * FROM ${rows} QUALIFY row_number() OVER (PARTITION BY ${join(group)}
    ORDER BY __mxx_time DESC NULLS LAST, ${ident(ROW_ID)} ${order}) = 1`
}

/** The row of this alias has an equal one among the rows. */
function among(rows: Query | string, alias: string, columns: readonly Query[]): Query {
  const from = typeof rows === 'string' ? raw(rows) : rows
  const same = columns.map(name => sql`o.${name} IS NOT DISTINCT FROM ${raw(alias)}.${name}`)
  return sql`EXISTS (SELECT 1 FROM ${from} AS o WHERE ${and(same)})`
}

/** A live row becomes the newest by its update, a tombstone by its deletion. */
function copiedTimes(
  {source, materializationId}: ChangeInput,
  stampMicros: bigint,
): ReadonlyMap<string, Query> {
  const stamp = (name: string) =>
    sql`${moment(stampMicros, typeOf(source.columns, name))} + to_microseconds(${ident(LATER)})`
  const live = sql`metaxy_deleted_at IS NULL AND NOT ${ident(NOTHING)}`
  return new Map([
    [
      'metaxy_updated_at',
      sql`CASE WHEN ${live} THEN ${stamp('metaxy_updated_at')} ELSE metaxy_updated_at END`,
    ],
    ['metaxy_deleted_at', sql`CASE WHEN NOT (${live}) THEN ${stamp('metaxy_deleted_at')} END`],
    ['metaxy_materialization_id', runId(materializationId)],
  ])
}
