import type {Query} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import {anyOfFilters, compileFilters} from '../filter/compile-filter.ts'
import type {FeaturePlan} from '../graph/feature-graph.ts'
import {featurePlan} from '../graph/feature-plan.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {IncrementRequest} from '../models/increment.ts'
import {lineageLabel} from '../models/lineage.ts'
import type {Column} from '../models/system-columns.ts'
import {samplesRelation} from '../transfer/samples.ts'
import {type CurrentRows, classifiedRows} from '../versioning/classification.ts'
import {type ExpectedRows, expectedRows} from '../versioning/expected-rows.ts'
import {joinColumnsOf} from '../versioning/join-columns.ts'
import {keysCompare} from '../versioning/key-types.ts'
import type {ParentRows} from '../versioning/prepared-parent.ts'
import {samplesRows} from '../versioning/samples-rows.ts'
import type {TableSource} from '../versioning/table-source.ts'
import {type Context, sampleHash} from './context.ts'
import {refuseForeignHashes} from './foreign-hashes.ts'
import {knownFeature, writtenTable} from './known-feature.ts'

/** An increment put into words of SQL; nothing has run. */
export interface IncrementPlan {
  readonly feature: string
  readonly featureVersion: string
  readonly plan: FeaturePlan
  readonly expected: ExpectedRows
  /** Empty when samples stand in for them. */
  readonly parents: readonly ParentRows[]
  /** Null when the feature has no table, or nothing is compared. */
  readonly current: CurrentRows | null
  readonly classified: Query
}

/**
 * Plans `resolve_update` of one feature over the tables of an open metadata store (versioning.md §7);
 * samples that are read from a file stay as long as it is open.
 *
 * @throws MetaxyError UNSUPPORTED for lineage that is not computed yet or upstreams that may lie in a
 *   fallback store; MISSING_REQUIRED_FLAG for a root without samples; FEATURE_NOT_WRITTEN for a missing
 *   upstream; SCHEMA_ERROR; INVALID_FILTER.
 */
export async function planIncrement(
  context: Context,
  open: OpenMetadataStore,
  request: IncrementRequest,
): Promise<IncrementPlan> {
  const {feature} = request
  const {versions} = knownFeature(context, feature)
  const plan = featurePlan(context.graph.graph, feature)
  refuseOtherLineage(plan)
  const table = await open.table(feature)
  const target = table === null ? null : await writtenTable(context, open, feature)
  const hash = sampleHash(context)
  await refuseForeignHashes(context, open, plan)

  const globalFilters = request.globalFilters ?? []
  const targetFilters = [...(request.filters ?? []), ...globalFilters]
  const parents =
    request.samplesFile === undefined ? await parentRows(context, open, plan, globalFilters) : []
  const samples =
    request.samplesFile === undefined
      ? null
      : await samplesRelation(open.session, request.samplesFile)
  if (samples !== null) open.session.atEnd(samples.drop)
  const expected =
    samples === null
      ? expectedRows(plan, parents, hash)
      : samplesRows(
          plan.spec,
          joinColumnsOf(plan),
          samples,
          compileFilters(targetFilters, samples.columns),
          hash,
        )
  const current =
    target === null || request.skipComparison === true
      ? null
      : currentRows(target, plan, versions.featureVersion, targetFilters, request.staleIf ?? [])
  if (current !== null) refuseOtherKeys(current.source, expected)
  return {
    feature,
    featureVersion: versions.featureVersion,
    plan,
    expected,
    parents,
    current,
    classified: classifiedRows(expected, current),
  }
}

async function parentRows(
  context: Context,
  open: OpenMetadataStore,
  plan: FeaturePlan,
  filters: readonly string[],
): Promise<readonly ParentRows[]> {
  if (plan.parents.length === 0) {
    throw new MetaxyError({
      code: 'MISSING_REQUIRED_FLAG',
      message: `Feature ${plan.spec.key} has no upstream dependencies: it is a root feature.`,
      hint: 'Give its samples: --samples FILE with the id columns and metaxy_provenance_by_field.',
      details: {required_flags: ['--samples']},
    })
  }
  const parents: ParentRows[] = []
  for (const parent of plan.parents) {
    const {key} = parent.spec
    const source = await writtenTable(context, open, key)
    const {versions} = knownFeature(context, key)
    parents.push({
      parent,
      source,
      featureVersion: versions.featureVersion,
      ...(filters.length === 0 ? {} : {where: compileFilters(filters, source.columns)}),
    })
  }
  return parents
}

function currentRows(
  source: TableSource,
  plan: FeaturePlan,
  featureVersion: string,
  filters: readonly string[],
  staleIf: readonly string[],
): CurrentRows {
  return {
    source,
    selection: {
      idColumns: plan.spec.idColumns,
      featureVersion,
      ...(filters.length === 0 ? {} : {where: compileFilters(filters, source.columns)}),
    },
    ...(staleIf.length === 0
      ? {}
      : {
          staleIf: anyOfFilters(
            staleIf,
            source.columns.filter(column => !column.name.startsWith('metaxy_provenance')),
          ),
        }),
  }
}

function refuseOtherLineage(plan: FeaturePlan): void {
  const other = plan.parents.find(parent => parent.dep.lineage.kind !== 'identity')
  if (other === undefined) return
  throw new MetaxyError({
    code: 'UNSUPPORTED',
    message: `The increment of ${plan.spec.key} is not available: it depends on ${other.dep.feature} by ${lineageLabel(other.dep.lineage)} lineage, which this version does not compute.`,
    hint: '`metaxy metadata status` of the Python Metaxy counts it.',
    details: {feature: plan.spec.key},
  })
}

function refuseOtherKeys(target: TableSource, {columns, joinColumns}: ExpectedRows): void {
  const typeIn = (list: readonly Column[], name: string) =>
    list.find(column => column.name === name)?.type
  const missing = joinColumns.filter(name => typeIn(target.columns, name) === undefined)
  if (missing.length > 0) {
    throw new MetaxyError({
      code: 'SCHEMA_ERROR',
      message: `The table of ${target.feature} lacks the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')} by which it is compared with its upstream.`,
      hint: 'Write the upstream id columns along with the feature.',
      details: {feature: target.feature, missing},
    })
  }
  for (const name of joinColumns) {
    const [stored = '', expected = ''] = [typeIn(target.columns, name), typeIn(columns, name)]
    if (keysCompare(stored, expected)) continue
    throw new MetaxyError({
      code: 'SCHEMA_ERROR',
      message: `The column "${name}" is ${stored} in the table of ${target.feature} but ${expected} in what it is compared with.`,
      hint: 'Write both with the same type of id.',
      details: {feature: target.feature, column: name},
    })
  }
}
