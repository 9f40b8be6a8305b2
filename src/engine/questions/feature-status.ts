import {sql} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {Context} from './context.ts'
import {countIncrement, progressOf} from './count-increment.ts'
import {planIncrement} from './increment-plan.ts'
import {knownFeature} from './known-feature.ts'
import type {AskOptions, FeatureStatus, StatusRequest} from './questions.ts'
import {plannedRows} from './read-rows.ts'
import {readableTable} from './readable-table.ts'

/**
 * What Metaxy's own status says of one feature (versioning.md §7.4). What cannot be computed is status
 * `error` with the reason; never a guess.
 *
 * @throws MetaxyError FEATURES_NOT_FOUND, INVALID_FILTER, and those of a metadata store that does not open.
 */
export async function featureStatus(
  context: Context,
  request: StatusRequest,
  options: AskOptions,
): Promise<FeatureStatus> {
  const {versions, definition} = knownFeature(context, request.feature)
  const base: FeatureStatus = {
    feature: request.feature,
    status: 'error',
    metadataExists: false,
    storeRows: 0,
    counts: null,
    targetVersion: versions.featureVersion,
    isRootFeature: definition.spec.deps.length === 0,
    resolvedFrom: context.metadataStore.config.name,
    progressPercentage: null,
    errorMessage: null,
    warnings: [],
  }
  return context.metadataStore.reading(async open => {
    try {
      return await computed(context, open, request, base)
    } catch (error) {
      if (!(error instanceof MetaxyError) || error.code === 'INVALID_FILTER') throw error
      return {...base, errorMessage: error.message}
    }
  }, options)
}

async function computed(
  context: Context,
  open: OpenMetadataStore,
  request: StatusRequest,
  base: FeatureStatus,
): Promise<FeatureStatus> {
  const table = await found(context, open, request)
  const metadataExists = table !== null
  const resolvedFrom = table?.metadataStore ?? base.resolvedFrom
  const storeRows = metadataExists ? await countRows(context, open, request) : 0
  if (base.isRootFeature) {
    const status = metadataExists ? 'root_feature' : 'missing'
    return {...base, status, metadataExists, storeRows, resolvedFrom}
  }
  const increment = await planIncrement(context, open, request)
  const counts = await countIncrement(context, open, increment)
  const pending = counts.new + counts.stale + counts.orphaned > 0
  return {
    ...base,
    status: metadataExists ? (pending ? 'needs_update' : 'up_to_date') : 'missing',
    metadataExists,
    storeRows,
    resolvedFrom,
    counts,
    warnings: increment.warnings,
    progressPercentage: request.withProgress === true ? await progressOf(open, increment) : null,
  }
}

function found(
  context: Context,
  open: OpenMetadataStore,
  {feature, allowFallbackStores = true}: StatusRequest,
): Promise<TableSource | null> {
  const {spec} = knownFeature(context, feature).definition
  return readableTable(open, spec, allowFallbackStores ? 'with-fallback' : 'own')
}

async function countRows(
  context: Context,
  open: OpenMetadataStore,
  request: StatusRequest,
): Promise<number> {
  const {feature, allowFallbackStores = true} = request
  const filters = [...(request.filters ?? []), ...(request.globalFilters ?? [])]
  const {rows} = await plannedRows(context, open, {feature, filters, allowFallbackStores})
  const [row = []] = await open.session.values(sql`SELECT count(*) FROM (${rows})`)
  return Number(row[0] ?? 0)
}
