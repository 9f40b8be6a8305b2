import {ident, join, type Query, sql} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import {answeringTable} from '../metadata-store/answering-table.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {Context} from '../questions/context.ts'
import {countClasses} from '../questions/count-increment.ts'
import {planIncrement} from '../questions/increment-plan.ts'
import {keptExpected} from '../questions/kept-expected.ts'
import type {KeptRows} from '../questions/kept-rows.ts'
import {knownFeature} from '../questions/known-feature.ts'
import {hasSingleRows} from '../questions/single-rows.ts'
import {ROW_ID, selectRows} from '../versioning/select-rows.ts'
import type {BeforeAfter, IncrementEffect} from './change-preview.ts'
import type {StagedChange} from './stage.ts'

/** What the default read of the feature shows, before and after. */
export async function visibleRows(context: Context, staged: StagedChange): Promise<BeforeAfter> {
  const feature = staged.planned.change.feature
  return {
    before: await countVisible(context, staged.before, feature),
    after: await countVisible(context, staged.after, feature),
  }
}

/**
 * The increment of one feature, before and after; what cannot be computed says why.
 *
 * @param keptRows for what is expected both before and after: of the changed feature itself.
 */
export async function incrementEffect(
  context: Context,
  staged: StagedChange,
  feature: FeatureKey,
  keptRows?: KeptRows,
): Promise<IncrementEffect> {
  const counts = async (open: OpenMetadataStore) => {
    const increment = await planIncrement(context, open, {feature})
    return countClasses(open, await keptExpected(keptRows, open, increment))
  }
  try {
    const before = await counts(staged.before)
    const after = await counts(staged.after)
    const part = (name: 'new' | 'stale' | 'orphaned') => ({
      before: before[name],
      after: after[name],
    })
    return {
      kind: 'computed',
      feature,
      new: part('new'),
      stale: part('stale'),
      orphaned: part('orphaned'),
    }
  } catch (error) {
    if (!(error instanceof MetaxyError)) throw error
    return {kind: 'not-computed', feature, reason: error.message}
  }
}

/** Other feature versions under which a read still shows samples of a delete afterwards. */
export async function stillShownByVersion(
  context: Context,
  {after, planned}: StagedChange,
): Promise<readonly {featureVersion: string; rows: number}[]> {
  const {kind} = planned.change
  if (kind !== 'soft-delete' && kind !== 'hard-delete') return []
  const {definition, versions} = knownFeature(context, planned.change.feature)
  const source = await after.table(planned.change.feature)
  if (source === null) return []
  const ids = definition.spec.idColumns
  const shown = selectRows(source, {
    idColumns: [...ids, 'metaxy_feature_version'],
    featureVersion: null,
  })
  const same = ids.map(id => sql`s.${ident(id)} IS NOT DISTINCT FROM r.${ident(id)}`)
  const rows = await after.session.values(
    sql`SELECT metaxy_feature_version, count(*) FROM (${shown}) AS r
      WHERE metaxy_feature_version <> ${versions.featureVersion}
        AND EXISTS (SELECT 1 FROM (${planned.write.selected}) AS s WHERE ${join(same, ' AND ')})
      GROUP BY ALL ORDER BY ALL`,
  )
  return rows.map(([version, count]) => ({featureVersion: String(version), rows: Number(count)}))
}

/** The versions that the appended rows carry. */
export async function stampedVersions({
  after,
  planned,
  stampMicros,
}: StagedChange): Promise<
  readonly {featureVersion: string; projectVersion: string; rows: number}[]
> {
  const {write} = planned
  if (write.kind === 'remove') return []
  const replaced = write.replaced(stampMicros)
  const version = (name: string) => replaced.get(name) ?? ident(name)
  const rows = await after.session.values(
    sql`SELECT ${version('metaxy_feature_version')}, ${version('metaxy_project_version')}, count(*)
      FROM (${planned.write.selected}) GROUP BY ALL ORDER BY ALL`,
  )
  return rows.map(([feature, project, count]) => ({
    featureVersion: String(feature),
    projectVersion: String(project),
    rows: Number(count),
  }))
}

async function countVisible(
  context: Context,
  open: OpenMetadataStore,
  feature: FeatureKey,
): Promise<number> {
  const source = await answeringTable(open, feature)
  if (source === null) return 0
  const {definition, versions} = knownFeature(context, feature)
  const {idColumns} = definition.spec
  const {featureVersion} = versions
  const isSingle = await hasSingleRows(open.session, source, idColumns, featureVersion)
  const rows: Query = selectRows(source, {
    idColumns,
    featureVersion,
    ...(isSingle ? {singleRowsOf: featureVersion} : {}),
  })
  const [row = []] = await open.session.values(sql`SELECT count(${ident(ROW_ID)}) FROM (${rows})`)
  return Number(row[0] ?? 0)
}
