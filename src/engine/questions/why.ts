import {ident, join, sql} from '../duckdb/sql.ts'
import {parentFields} from '../graph/feature-plan.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {WhyAnswer, WhyField, WhyRequest} from '../models/why.ts'
import {CLASS, classifiedRows} from '../versioning/classification.ts'
import {prepareParent} from '../versioning/prepared-parent.ts'
import type {Context} from './context.ts'
import {type IncrementPlan, planIncrement} from './increment-plan.ts'
import {type OneSample, oneSample, refuseUnclearSample, sameCells} from './one-sample.ts'
import type {AskOptions} from './questions.ts'

/**
 * What the next increment makes of one sample, and which of its fields differ (commands.md §2). Causes
 * are not looked for: they are `unknown`.
 *
 * @throws MetaxyError INVALID_INPUT when the columns do not name one sample, or for a root feature; as
 *   `planIncrement`.
 */
export async function why(
  context: Context,
  request: WhyRequest,
  options: AskOptions,
): Promise<WhyAnswer> {
  const {feature} = request
  refuseUnclearSample(context, request)
  return context.metadataStore.reading(async open => {
    const plan = await planIncrement(context, open, {feature})
    const sample = await oneSample(open, plan, request)
    const found = sample.key === null ? [] : await classes(open, plan, sample)
    const state = stateOf(
      found.map(one => one.part),
      sample.stored !== null,
    )
    const expected = found.find(one => one.part !== 3)?.fields ?? null
    const counts = await sampleCounts(open, plan, sample)
    const fields =
      state === 'absent'
        ? []
        : plan.expected.fields.map(({field}, index): WhyField => {
            const [is, should] = [sample.stored?.[index] ?? null, expected?.[index] ?? null]
            const parents = parentFields(plan.plan, field)
            const changed = is !== should
            return {
              field,
              stored: is,
              expected: should,
              changed,
              upstream: parents.map(parent => ({
                ...parent,
                sampleCount: counts.get(parent.feature) ?? 0,
                changedNow: !changed
                  ? false
                  : state === 'stale' && parents.length === 1
                    ? true
                    : null,
                cause: 'unknown',
              })),
            }
          })
    return {
      feature,
      sample: sample.sample,
      state,
      fields,
      verified: fields.every(one => !one.changed) && !isDoubtful(context, plan),
    }
  }, options)
}

/** The class of every expected or stored row of the sample, and its expected field hashes. */
async function classes(
  open: OpenMetadataStore,
  {expected, current}: IncrementPlan,
  {expectedWhere, storedWhere, collapsed}: OneSample,
): Promise<readonly {part: number; fields: readonly (string | null)[]}[]> {
  const rows = classifiedRows(
    {...expected, query: sql`SELECT * FROM (${expected.query}) WHERE ${expectedWhere}`},
    current === null
      ? null
      : {...current, collapsed, selection: {...current.selection, where: storedWhere}},
  )
  const fields = expected.fields.map(field => ident(field.column))
  const found = await open.session.values(
    sql`SELECT ${join([ident(CLASS), ...fields])} FROM (${rows})`,
  )
  return found.map(([part, ...hashes]) => ({
    part: Number(part),
    fields: hashes.map(hash => (hash === null ? null : String(hash))),
  }))
}

function stateOf(parts: readonly number[], isStored: boolean): WhyAnswer['state'] {
  if (parts.includes(1)) return 'new'
  if (parts.includes(2)) return 'stale'
  if (parts.includes(3)) return 'orphaned'
  return isStored ? 'up_to_date' : 'absent'
}

/** How many rows of each upstream stand behind the sample. */
async function sampleCounts(
  open: OpenMetadataStore,
  {parents, plan, expected}: IncrementPlan,
  {key}: OneSample,
): Promise<ReadonlyMap<FeatureKey, number>> {
  const counts = new Map<FeatureKey, number>()
  if (key === null) return counts
  for (const rows of parents) {
    const prepared = prepareParent(rows, plan.spec, 0, [])
    const same = sameCells(expected.joinColumns, prepared.columns, key)
    const [row = []] = await open.session.values(
      sql`SELECT count(*) FROM (${prepared.query}) WHERE ${same}`,
    )
    counts.set(rows.parent.spec.key, Number(row[0] ?? 0))
  }
  return counts
}

/** Where Metaxy's own hash is not reproducible, or mixes up two parents, ours proves nothing. */
function isDoubtful({graph}: Context, {feature, warnings}: IncrementPlan): boolean {
  return [...graph.warnings, ...warnings].some(
    ({code, ...more}) => DOUBTFUL.has(code) && Object(more).feature === feature,
  )
}

const DOUBTFUL: ReadonlySet<string> = new Set(['group_order_undefined', 'parent_name_collision'])
