import {and, ident, join, type Query, sql} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import {compileFilters} from '../filter/compile-filter.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import {inReadingOrder} from '../models/system-columns.ts'
import type {Context} from '../questions/context.ts'
import {type KnownFeature, knownFeature, writtenTable} from '../questions/known-feature.ts'
import {ROW_ID, selectRows} from '../versioning/select-rows.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {Change} from './change.ts'
import {emptyTable} from './empty-table.ts'
import type {PlannedChange} from './planned-change.ts'
import {rowGroup} from './row-group.ts'
import {sampleCondition} from './soft-delete.ts'

type HardDelete = Extract<Change, {kind: 'hard-delete'}>

/**
 * A hard delete removes stored rows of the metadata store's own table, old ones and tombstones too:
 * of the current version, or with feature history of all (stores.md §5.2).
 *
 * @throws MetaxyError FEATURE_NOT_WRITTEN; of a DuckDB store without any condition TABLE_NOT_FOUND. A
 *   Delta table that is not there has nothing to remove.
 */
export async function planHardDelete(
  change: HardDelete,
  context: Context,
  open: OpenMetadataStore,
): Promise<PlannedChange> {
  const known = knownFeature(context, change.feature)
  const {idColumns} = known.definition.spec
  const source = await tableOf(change, context, open)
  const where = source === null ? sql`FALSE` : conditionOf(change, known, source)
  const target = source ?? emptyTable(open, change.feature, idColumns)
  const columns = join(target.columns.map(column => ident(column.name)))
  return {
    change,
    idColumns,
    write: {
      kind: 'remove',
      target,
      selectedColumns: target.columns,
      selected: sql`SELECT ${columns}, ${target.rowId} AS ${ident(ROW_ID)} FROM ${target.from}
WHERE ${where}`,
      where,
      whole: isWhole(change) ? 'clear' : 'no',
    },
    skipped: null,
    details: async selected => ({
      kind: 'hard-delete',
      resurfacing: await rowGroup(
        open.session,
        resurfacing(target, idColumns, known.versions.featureVersion, selected),
        inReadingOrder(target.columns),
        idColumns,
      ),
    }),
  }
}

/** Without any condition Metaxy truncates the table. */
function isWhole({where, withFeatureHistory}: HardDelete): boolean {
  return withFeatureHistory && where.kind === 'filter' && where.filters.length === 0
}

async function tableOf(
  change: HardDelete,
  context: Context,
  open: OpenMetadataStore,
): Promise<TableSource | null> {
  const {feature} = change
  if ((await open.table(feature)) === null) {
    if (open.config.kind === 'delta') return null
    if (isWhole(change)) throw tableNotFound(open, feature)
  }
  return writtenTable(context, open, feature, 'own')
}

function conditionOf(change: HardDelete, known: KnownFeature, source: TableSource): Query {
  const {where, withFeatureHistory} = change
  const version = sql`metaxy_feature_version = ${known.versions.featureVersion}`
  return and([
    ...(withFeatureHistory ? [] : [version]),
    ...(where.kind === 'samples' ? [sampleCondition({source, known}, where.ids)] : []),
    ...(where.kind === 'filter' && where.filters.length > 0
      ? [compileFilters(where.filters, source.columns)]
      : []),
  ])
}

/** Rows that a read of the current version shows only when the selected ones are gone. */
function resurfacing(
  target: TableSource,
  idColumns: readonly string[],
  featureVersion: string,
  selected: Query,
): Query {
  const rowId = ident(ROW_ID)
  const columns = join(target.columns.map(column => ident(column.name)))
  const left: TableSource = {
    ...target,
    from: sql`(SELECT ${columns}, ${target.rowId} AS ${rowId} FROM ${target.from}
      WHERE ${target.rowId} NOT IN (SELECT ${rowId} FROM (${selected})))`,
    rowId,
  }
  const shown = selectRows(target, {idColumns, featureVersion})
  return sql`SELECT * FROM (${selectRows(left, {idColumns, featureVersion})})
    WHERE ${rowId} NOT IN (SELECT ${rowId} FROM (${shown}))`
}

function tableNotFound({config}: OpenMetadataStore, feature: string): MetaxyError {
  return new MetaxyError({
    code: 'TABLE_NOT_FOUND',
    message: `Feature ${feature} has no table in metadata store "${config.name}": there is nothing to remove.`,
    hint: 'A hard delete removes rows of this very store, never of a fallback store.',
    details: {feature},
  })
}
