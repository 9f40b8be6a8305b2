import {and, ident, join, type Query, sql} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import {downstreamOf} from '../graph/impact.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {SampleId} from '../models/cell-value.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import {cells} from '../questions/cells.ts'
import type {Context} from '../questions/context.ts'
import {planIncrement} from '../questions/increment-plan.ts'
import {knownFeature} from '../questions/known-feature.ts'
import type {AskOptions} from '../questions/questions.ts'
import type {ExpectedRows} from '../versioning/expected-rows.ts'
import {selectRows} from '../versioning/select-rows.ts'
import type {Change} from './change.ts'
import {stageChange} from './stage.ts'
import type {Staging} from './staging.ts'

export type DeleteChange = Extract<Change, {kind: 'soft-delete' | 'hard-delete'}>

/**
 * Deletes followed by those of the samples downstream that they leave without an upstream, feature by
 * feature in topological order (commands.md §3, `--cascade downstream`). Samples that were orphaned
 * before are left alone, and so are groups of which members are left: they become stale. Features that
 * have no table of their own in the metadata store have nothing to delete.
 *
 * @throws MetaxyError UNSUPPORTED when it cannot be told which samples of a feature are left alone.
 */
export async function withDownstream(
  staging: Staging,
  changes: readonly DeleteChange[],
  options: AskOptions,
): Promise<readonly DeleteChange[]> {
  const {context} = staging
  const [first] = changes
  if (first === undefined) return changes
  return context.metadataStore.reading(async open => {
    const all: DeleteChange[] = []
    let before = open
    const add = async (change: DeleteChange) => {
      const staged = await stageChange(staging, open, before, change, all.length)
      all.push(change)
      before = staged.after
    }
    for (const change of changes) await add(change)
    const {graph} = context.graph
    for (const reader of downstreamOf(graph, ...changes.map(one => one.feature))) {
      const ids = await orphanedSince(context, open, before, reader)
      if (ids.length === 0) continue
      const {kind, withFeatureHistory} = first
      await add({kind, feature: reader, where: {kind: 'samples', ids}, withFeatureHistory})
    }
    return all
  }, options)
}

/** The samples whose upstream rows are there in one state of the store and gone in another. */
async function orphanedSince(
  context: Context,
  then: OpenMetadataStore,
  now: OpenMetadataStore,
  feature: FeatureKey,
): Promise<readonly SampleId[]> {
  if ((await now.table(feature)) === null) return []
  try {
    const {expected} = await planIncrement(context, then, {feature})
    const {expected: left, current} = await planIncrement(context, now, {feature})
    if (current === null) return []
    const {idColumns} = knownFeature(context, feature).definition.spec
    const ids = join(idColumns.map(name => sql`c.${ident(name)}`))
    const stored = selectRows(current.source, current.selection)
    return await cells(
      now.session,
      sql`SELECT ${ids} FROM (${stored}) AS c WHERE ${isAmong(expected)} AND NOT ${isAmong(left)}`,
    )
  } catch (error) {
    if (!(error instanceof MetaxyError)) throw error
    throw new MetaxyError({
      code: 'UNSUPPORTED',
      message: `The delete cannot be carried on to ${feature}: which of its samples are orphaned is not to be computed. ${error.message}`,
      hint: 'Delete without --cascade downstream, then look at the increment of each reader.',
      details: {feature},
      cause: error,
    })
  }
}

function isAmong({query, joinColumns}: ExpectedRows): Query {
  const same = joinColumns.map(name => sql`e.${ident(name)} = c.${ident(name)}`)
  return sql`EXISTS (SELECT 1 FROM (${query}) AS e WHERE ${and(same)})`
}
