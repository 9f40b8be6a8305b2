import {ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import {ROW_ID, rowTime} from '../versioning/select-rows.ts'
import type {Change} from './change.ts'
import type {ChangeInput, PlannedChange, StampedSamples} from './planned-change.ts'
import {oneOfSamples} from './sample-list.ts'
import {requireTimes} from './soft-delete.ts'
import {moment, typeOf} from './stamp.ts'

/** 1 for the row that must end up newest of its sample, 0 for those below it. */
const LATER = '__mxx_later'

/**
 * An undo appends again what the operation hid, for exactly the samples it stamped: the row that a
 * read of the stamped version showed, and above it the one that a read over all versions showed, each
 * under its own versions (commands.md §3). So every kind of read shows what it showed before; samples
 * with a newer row since are left alone.
 */
export function planUndo(
  change: Extract<Change, {kind: 'undo'}>,
  input: ChangeInput,
  stamped: StampedSamples,
): PlannedChange {
  const {source, known} = input
  requireTimes(input)
  const ids = known.definition.spec.idColumns.map(name => ident(name))
  const sorted = historyOf(source, known.definition.spec.idColumns, stamped)
  const touched = sql`SELECT DISTINCT ${join([...ids, ident('metaxy_feature_version')])} FROM (${sorted})
    WHERE __mxx_phase = 1`
  const skippedSamples = sql`SELECT DISTINCT ${join(ids)} FROM (${sorted}) WHERE __mxx_phase = 2`
  const before = sql`SELECT * FROM (${sorted}) WHERE __mxx_phase = 0`
  const same = (left: string, right: string, columns: readonly Query[]) =>
    join(
      columns.map(id => sql`${raw(left)}.${id} IS NOT DISTINCT FROM ${raw(right)}.${id}`),
      ' AND ',
    )

  const shownByVersion = latest(before, [...ids, ident('metaxy_feature_version')])
  const shownByHistory = latest(before, ids)
  const version = ident('metaxy_feature_version')
  const rowId = ident(ROW_ID)
  const kept = sql`SELECT * FROM (${before}) WHERE ${rowId} IN (
    SELECT ${rowId} FROM (${shownByHistory}) UNION ALL
    SELECT b.${rowId} FROM (${shownByVersion}) AS b
      WHERE EXISTS (SELECT 1 FROM (${touched}) AS t WHERE ${same('t', 'b', [...ids, version])}))`
  const columns = join(source.columns.map(column => ident(column.name)))
  const selected = sql`SELECT ${columns}, ${rowId},
      (${rowId} IN (SELECT ${rowId} FROM (${shownByHistory})))::INTEGER AS ${ident(LATER)}
    FROM (${kept}) AS k
    WHERE EXISTS (SELECT 1 FROM (${touched}) AS t WHERE ${same('t', 'k', ids)})
      AND NOT EXISTS (SELECT 1 FROM (${skippedSamples}) AS n WHERE ${same('n', 'k', ids)})`
  return {
    change,
    idColumns: known.definition.spec.idColumns,
    write: {
      kind: 'append',
      target: source,
      selected,
      selectedColumns: source.columns,
      columns: source.columns,
      replaced: stamp => copiedTimes(input, stamp),
      blind: false,
    },
    skipped: sql`SELECT count(*) FROM (${skippedSamples})`,
  }
}

/** All rows of the stamped samples: before the operation (0), written by it (1), since then (2). */
function historyOf(
  source: ChangeInput['source'],
  idColumns: readonly string[],
  stamped: StampedSamples,
): Query {
  const time = sql`epoch_us(${rowTime(source.columns)})`
  const columns = join(source.columns.map(column => ident(column.name)))
  return sql`SELECT ${columns}, ${source.rowId} AS ${ident(ROW_ID)}, ${time} AS __mxx_time,
      CASE WHEN ${time} < ${stamped.firstStampMicros} OR ${time} IS NULL THEN 0
        WHEN ${time} <= ${stamped.lastStampMicros} THEN 1 ELSE 2 END AS __mxx_phase
    FROM ${source.from} WHERE ${stamped.ids === null ? raw('TRUE') : oneOfSamples(source, idColumns, stamped.ids)}`
}

/** The row with the greatest time of each group; of equal ones the one stored first. */
function latest(rows: Query, group: readonly Query[]): Query {
  return sql`SELECT * FROM (${rows}) QUALIFY row_number() OVER (PARTITION BY ${join(group)}
    ORDER BY __mxx_time DESC NULLS LAST, ${ident(ROW_ID)}) = 1`
}

/** A live row becomes the newest by its update, a tombstone by its deletion. */
function copiedTimes(
  {source, materializationId}: ChangeInput,
  stampMicros: bigint,
): ReadonlyMap<string, Query> {
  const stamp = (name: string) =>
    sql`${moment(stampMicros, typeOf(source.columns, name))} + to_microseconds(${ident(LATER)})`
  return new Map([
    [
      'metaxy_updated_at',
      sql`CASE WHEN metaxy_deleted_at IS NULL THEN ${stamp('metaxy_updated_at')} ELSE metaxy_updated_at END`,
    ],
    [
      'metaxy_deleted_at',
      sql`CASE WHEN metaxy_deleted_at IS NOT NULL THEN ${stamp('metaxy_deleted_at')} END`,
    ],
    ['metaxy_materialization_id', sql`${materializationId}`],
  ])
}
