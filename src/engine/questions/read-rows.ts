import {ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import {exportQuery} from '../transfer/export.ts'
import type {TableSource} from '../versioning/table-source.ts'
import {cells} from './cells.ts'
import type {Context} from './context.ts'
import {knownFeature, writtenTable} from './known-feature.ts'
import type {AskOptions, ReadAnswer, ReadRequest} from './questions.ts'
import {type RowQuery, rowQuery} from './row-query.ts'
import {hasSingleRows} from './single-rows.ts'

/** Reads the rows of a feature (stores.md §4.2). */
export async function readRows(
  context: Context,
  request: ReadRequest,
  options: AskOptions,
): Promise<ReadAnswer> {
  return context.metadataStore.reading(async open => {
    const query = await plannedRows(context, open, request)
    const [total = []] = await open.session.values(sql`SELECT count(*) FROM (${query.rows})`)
    const page = sql`${orderedRows(query)} ${limits(request)}`
    return {
      feature: request.feature,
      metadataStore: context.metadataStore.config.name,
      resolvedFrom: query.metadataStore,
      columns: query.columns,
      totalRows: Number(total[0] ?? 0),
      rows: await cells(open.session, page),
      warnings: [],
    }
  }, options)
}

/**
 * Writes all selected rows, in order, to a file.
 * @throws MetaxyError INVALID_INPUT for an unknown ending or a folder that cannot be written.
 */
export async function exportRows(
  context: Context,
  request: ReadRequest,
  file: string,
  options: AskOptions,
): Promise<{rows: number}> {
  return context.metadataStore.reading(async open => {
    const query = await plannedRows(context, open, request)
    return exportQuery(open.session, sql`${orderedRows(query)} ${limits(request)}`, file)
  }, options)
}

/** @throws what `knownFeature`, `writtenTable` and `rowQuery` throw. */
export async function plannedRows(
  context: Context,
  open: OpenMetadataStore,
  request: ReadRequest,
): Promise<RowQuery> {
  const {definition, versions} = knownFeature(context, request.feature)
  const {spec} = definition
  const source = await tableOf(context, open, request)
  const version = versionOf(request, versions.featureVersion)
  const looksForLatest = request.sample === undefined && request.withSampleHistory !== true
  const isSingle =
    looksForLatest &&
    version !== null &&
    (await hasSingleRows(open.session, source, spec.idColumns, version))
  return rowQuery(request, spec, version, source, isSingle)
}

/** The feature version that is read; null: all of them together. */
function versionOf(request: ReadRequest, current: string): string | null {
  return request.featureVersion ?? (request.withFeatureHistory === true ? null : current)
}

/** The table that a request is answered from; throws as `writtenTable`. */
export function tableOf(
  context: Context,
  open: OpenMetadataStore,
  {feature, allowFallbackStores = true}: ReadRequest,
): Promise<TableSource> {
  return writtenTable(context, open, feature, allowFallbackStores ? 'with-fallback' : 'own')
}

function orderedRows(query: RowQuery): Query {
  const columns = join(query.columns.map(column => ident(column.name)))
  return sql`SELECT ${columns} FROM (${query.rows}) ORDER BY ${query.order}`
}

function limits(request: ReadRequest): Query {
  const limit = request.limit === undefined ? raw('') : sql`LIMIT ${BigInt(request.limit)}`
  const offset = request.offset === undefined ? raw('') : sql` OFFSET ${BigInt(request.offset)}`
  return sql`${limit}${offset}`
}
