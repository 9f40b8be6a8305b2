import {and, ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import type {Column} from '../models/system-columns.ts'
import type {TableSource} from './table-source.ts'

/** Which stored rows of a feature a read shows (stores.md §4.2). */
export interface RowSelection {
  readonly idColumns: readonly string[]
  /** Only rows of this version, chosen before the latest are; null takes all versions together. */
  readonly featureVersion: string | null
  /** Every stored row instead of the latest of each sample. */
  readonly sampleHistory?: boolean
  /** The version of which every sample is known to have one row: then the latest need not be looked for. */
  readonly singleRowsOf?: string
  readonly softDeleted?: 'hide' | 'show' | 'only'
  /** The user's filters: judged last, over the rows that are left. */
  readonly where?: Query
  /** Only samples that fulfil this, a condition on id columns alone: chosen first, which changes no answer. */
  readonly samples?: Query
}

/** The name under which every selected row carries its `TableSource.rowId`. */
export const ROW_ID = '__mxx_row'

/**
 * Selects all columns of a source, and ROW_ID, for the rows that a read shows: version filter, latest
 * row per sample, soft-deleted rows, user filters, in this order (stores.md §4.2, versioning.md §6.1).
 */
export function selectRows(source: TableSource, selection: RowSelection): Query {
  const columns = join(source.columns.map(column => ident(column.name)))
  const rows = sql`SELECT ${columns}, ${source.rowId} AS ${ident(ROW_ID)}
FROM ${source.from}`
  const conditions = [
    selection.sampleHistory === true || hasSingleRows(selection)
      ? storedRows(source, selection)
      : sql`${source.rowId} IN (${latestRowIds(source, selection)})`,
    ...softDeletedCondition(source, selection),
  ]
  const shown = sql`${rows}
WHERE ${and(conditions)}`
  if (selection.where === undefined) return shown
  return sql`SELECT * FROM (
${shown}
) WHERE ${selection.where}`
}

function hasSingleRows({singleRowsOf, featureVersion}: RowSelection): boolean {
  return singleRowsOf !== undefined && singleRowsOf === featureVersion
}

/**
 * The row id of the latest row of each sample. Which of the rows with the same time wins depends on the
 * kind of store; one packed number says both, so that a single aggregate finds it.
 */
function latestRowIds(source: TableSource, selection: RowSelection): Query {
  const time = sql`coalesce(epoch_us(${rowTime(source.columns)}), -4611686018427387904)`
  const ranked = (row: Query) =>
    source.tieWinner === 'first-stored' ? sql`(${LAST_ROW} - ${row})` : sql`${row}`
  const packed = sql`${time}::HUGEINT * ${PACK} + ${ranked(source.rowId)}`
  return sql`SELECT ${ranked(sql`(max(${packed}) & ${LAST_ROW}::HUGEINT)`)}::BIGINT
    FROM ${source.from} WHERE ${storedRows(source, selection)}
    GROUP BY ${join(selection.idColumns.map(name => ident(name)))}`
}

/** 2^60: row ids stay below it, those of rows that a transaction has not committed yet too. */
const PACK = raw('1152921504606846976')
const LAST_ROW = raw('1152921504606846975')

function storedRows(source: TableSource, selection: RowSelection): Query {
  const version = ident(versionColumn(source.columns))
  return and([
    ...(selection.featureVersion === null ? [] : [sql`${version} = ${selection.featureVersion}`]),
    ...(selection.samples === undefined ? [] : [selection.samples]),
  ])
}

function softDeletedCondition(source: TableSource, selection: RowSelection): readonly Query[] {
  const deletedAt = deletionTime(source.columns)
  switch (selection.softDeleted ?? 'hide') {
    case 'hide':
      return [sql`${deletedAt} IS NULL`]
    case 'show':
      return []
    case 'only':
      return [sql`${deletedAt} IS NOT NULL`]
  }
}

/** When a row was soft-deleted; NULL for all of them in tables of older Metaxy. */
export function deletionTime(columns: readonly Column[]): Query {
  return has(columns, 'metaxy_deleted_at') ? ident('metaxy_deleted_at') : raw('NULL')
}

const ZONED = 'TIMESTAMP WITH TIME ZONE'

/** When a row took effect, in UTC; tables of older Metaxy lack some of the columns (stores.md §14). */
export function rowTime(columns: readonly Column[]): Query {
  // Where updated_at is kept, a row without it loses, as in Metaxy; created_at stands in for the column only.
  const written = has(columns, 'metaxy_updated_at') ? 'metaxy_updated_at' : 'metaxy_created_at'
  const times = ['metaxy_deleted_at', written].flatMap(name => {
    const column = columns.find(one => one.name === name)
    if (column === undefined) return []
    return column.type === ZONED ? [ident(name)] : [sql`CAST(${ident(name)} AS TIMESTAMPTZ)`]
  })
  return sql`coalesce(${join([...times, raw('NULL::TIMESTAMPTZ')])})`
}

function versionColumn(columns: readonly Column[]): string {
  return has(columns, 'metaxy_feature_version') ? 'metaxy_feature_version' : 'feature_version'
}

function has(columns: readonly Column[], name: string): boolean {
  return columns.some(column => column.name === name)
}
