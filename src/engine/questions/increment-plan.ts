import type {Query} from '../duckdb/sql.ts'
import type {Warning} from '../errors.ts'
import {compileFilters} from '../filter/compile-filter.ts'
import type {FeaturePlan} from '../graph/feature-graph.ts'
import {featurePlan} from '../graph/feature-plan.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {IncrementRequest} from '../models/increment.ts'
import type {RowsInput} from '../models/rows-input.ts'
import type {Column} from '../models/system-columns.ts'
import {samplesRelation} from '../transfer/samples.ts'
import {classifiedRows} from '../versioning/classification.ts'
import type {CurrentRows} from '../versioning/current-rows.ts'
import {type ExpectedRows, expectedRows} from '../versioning/expected-rows.ts'
import {joinColumnsOf} from '../versioning/join-columns.ts'
import type {ParentRows} from '../versioning/prepared-parent.ts'
import {samplesRows} from '../versioning/samples-rows.ts'
import {type Context, sampleHash} from './context.ts'
import {refuseForeignHashes} from './foreign-hashes.ts'
import {refuseOtherKeys, undefinedOrders, unusedFilters} from './increment-checks.ts'
import {currentRows, parentRows, targetFilters} from './increment-inputs.ts'
import {knownFeature, writtenTable} from './known-feature.ts'
import {chooseEngine, fallbackAnswers} from './versioning-engine.ts'

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
  /** How the frames hold the hashes of the fields: `enable_map_datatype`. */
  readonly byField: 'struct' | 'map'
  readonly warnings: readonly Warning[]
}

export interface PlanOptions {
  /** Words the upstreams as for a feature that has rows, even when they are not compared. */
  readonly upstreamsAsCompared?: boolean
}

/**
 * Plans `resolve_update` of one feature over the tables of an open metadata store (versioning.md §7);
 * samples that are read from a file stay as long as it is open.
 *
 * @throws MetaxyError MISSING_REQUIRED_FLAG for a root without samples; FEATURE_NOT_WRITTEN for a missing
 *   upstream; SCHEMA_ERROR; INVALID_FILTER; ENGINE_MISMATCH.
 */
export async function planIncrement(
  context: Context,
  open: OpenMetadataStore,
  request: IncrementRequest,
  {upstreamsAsCompared = false}: PlanOptions = {},
): Promise<IncrementPlan> {
  const {feature} = request
  const samples = givenSamples(request)
  const {versions} = knownFeature(context, feature)
  const plan = featurePlan(context.graph.graph, feature)
  const table = await open.table(feature)
  const target = table === null ? null : await writtenTable(context, open, feature)
  await refuseForeignHashes(context, open, plan)

  const isCompared = target !== null && request.skipComparison !== true
  const asCompared = isCompared || upstreamsAsCompared
  const parents = samples === null ? await parentRows(context, open, plan, request, asCompared) : []
  const {config} = context.metadataStore
  const engine = chooseEngine(config, request, parents)
  const expected =
    samples === null
      ? expectedRows(plan, parents, sampleHash(context), engine.nulls)
      : await samplesOf(context, open, plan, request, samples)
  const current = isCompared ? await currentRows(context, open, target, plan, request) : null
  if (current !== null) refuseOtherKeys(current.source, expected)
  return {
    feature,
    featureVersion: versions.featureVersion,
    plan,
    expected,
    parents,
    current,
    classified: classifiedRows(expected, current),
    byField: context.config.enableMapDatatype ? 'map' : 'struct',
    warnings: [
      ...fallbackAnswers(config, parents),
      ...engine.warnings,
      ...(samples === null ? undefinedOrders(plan) : []),
      ...unusedFilters(plan, request),
    ],
  }
}

/** Of what is expected the columns that tell samples: the keys of the comparison, and the ids. */
export function keyColumns({expected, plan}: IncrementPlan): readonly Column[] {
  const needed = new Set([...expected.joinColumns, ...plan.spec.idColumns])
  return expected.columns.filter(({name}) => needed.has(name))
}

/** The same increment, where the expected rows are selected otherwise. */
export function withExpected(increment: IncrementPlan, expected: ExpectedRows): IncrementPlan {
  return {...increment, expected, classified: classifiedRows(expected, increment.current)}
}

async function samplesOf(
  context: Context,
  open: OpenMetadataStore,
  plan: FeaturePlan,
  request: IncrementRequest,
  given: RowsInput,
): Promise<ExpectedRows> {
  const samples = await samplesRelation(open.session, given, context.duckdb.scratchName())
  open.session.atEnd(samples.drop)
  const where = compileFilters(targetFilters(request), samples.columns)
  return samplesRows(plan.spec, joinColumnsOf(plan), samples, where, sampleHash(context))
}

/** The rows that stand in for the upstreams, if any do. */
export function givenSamples({samples, samplesFile}: IncrementRequest): RowsInput | null {
  if (samples !== undefined) return samples
  return samplesFile === undefined ? null : {kind: 'file', path: samplesFile}
}
