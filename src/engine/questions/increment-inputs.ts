import {MetaxyError} from '../errors.ts'
import {anyOfFilters, compileFilters} from '../filter/compile-filter.ts'
import type {FeaturePlan} from '../graph/feature-graph.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {FeatureSpec} from '../models/feature-spec.ts'
import type {IncrementRequest} from '../models/increment.ts'
import type {CurrentRows} from '../versioning/current-rows.ts'
import type {ParentRows} from '../versioning/prepared-parent.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {Context} from './context.ts'
import {knownFeature, writtenTable} from './known-feature.ts'
import {hasSingleRows} from './single-rows.ts'

/** Filters that are judged on the stored rows of the feature, and on samples (versioning.md §7.1). */
export function targetFilters({feature, ...request}: IncrementRequest): readonly string[] {
  return [
    ...(request.upstreamFilters?.get(feature) ?? []),
    ...(request.globalFilters ?? []),
    ...(request.filters ?? []),
  ]
}

/**
 * The upstreams with the filters of this request, in the order of the plan.
 *
 * @param isCompared with rows that the feature has.
 * @throws MetaxyError MISSING_REQUIRED_FLAG for a root; FEATURE_NOT_WRITTEN; INVALID_FILTER.
 */
export async function parentRows(
  context: Context,
  open: OpenMetadataStore,
  plan: FeaturePlan,
  {upstreamFilters, globalFilters = []}: IncrementRequest,
  isCompared: boolean,
): Promise<readonly ParentRows[]> {
  if (plan.parents.length === 0) throw needsSamples(plan.spec.key)
  const parents: ParentRows[] = []
  for (const parent of plan.parents) {
    const {key} = parent.spec
    const source = await writtenTable(context, open, key)
    const {versions} = knownFeature(context, key)
    const filters = [...(upstreamFilters?.get(key) ?? []), ...globalFilters]
    parents.push({
      parent,
      source,
      featureVersion: versions.featureVersion,
      // Rows that were computed before are mostly there because their upstream was written again.
      ...(isCompared ? {} : await singleRows(open, source, parent.spec, versions.featureVersion)),
      ...(filters.length === 0 ? {} : {where: compileFilters(filters, source.columns)}),
    })
  }
  return parents
}

/** The stored rows of the feature in its current version. @throws MetaxyError INVALID_FILTER. */
export async function currentRows(
  context: Context,
  open: OpenMetadataStore,
  source: TableSource,
  plan: FeaturePlan,
  request: IncrementRequest,
): Promise<CurrentRows> {
  const {versions} = knownFeature(context, plan.spec.key)
  const filters = targetFilters(request)
  const staleIf = request.staleIf ?? []
  const judged = source.columns.filter(column => !column.name.startsWith('metaxy_provenance'))
  return {
    source,
    selection: {
      idColumns: plan.spec.idColumns,
      featureVersion: versions.featureVersion,
      ...(await singleRows(open, source, plan.spec, versions.featureVersion)),
      ...(filters.length === 0 ? {} : {where: compileFilters(filters, source.columns)}),
    },
    collapsed: plan.parents.some(parent => parent.dep.lineage.kind === 'expansion'),
    ...(staleIf.length === 0 ? {} : {staleIf: anyOfFilters(staleIf, judged)}),
  }
}

async function singleRows(
  {session}: OpenMetadataStore,
  source: TableSource,
  {idColumns}: FeatureSpec,
  featureVersion: string,
): Promise<{singleRowsOf?: string}> {
  const isSingle = await hasSingleRows(session, source, idColumns, featureVersion)
  return isSingle ? {singleRowsOf: featureVersion} : {}
}

function needsSamples(feature: FeatureKey): MetaxyError {
  return new MetaxyError({
    code: 'MISSING_REQUIRED_FLAG',
    message: `Feature ${feature} has no upstream dependencies: it is a root feature.`,
    hint: 'Give its samples: --samples FILE with the id columns and metaxy_provenance_by_field.',
    details: {required_flags: ['--samples']},
  })
}
