import {expect, test} from 'vitest'
import type {Change, Project} from '../../../src/engine/index.ts'
import {openFixture} from '../../helpers/open-fixture.ts'

type Delete = Extract<Change, {kind: 'soft-delete' | 'hard-delete'}>

const deletion = (kind: Delete['kind'], feature: string, filter: string): Delete => ({
  kind,
  feature,
  where: {kind: 'filter', filters: [filter]},
  withFeatureHistory: false,
})

const orphans = async (project: Project, feature: string) =>
  (await project.countIncrement({feature})).orphaned

test.each([
  ['deletes-duckdb', 'soft-delete'],
  ['deletes-delta', 'soft-delete'],
  ['deletes-duckdb', 'hard-delete'],
  ['deletes-delta', 'hard-delete'],
] as const)('no sample downstream is orphaned that was not before (%s, %s)', async (name, kind) => {
  const project = await openFixture(name)
  const before = [await orphans(project, 's/mid'), await orphans(project, 's/leaf')]

  const changes = await project.withDownstream([deletion(kind, 's/root', "id IN ('a', 'b')")])
  const preview = await project.preview(changes)
  await project.commit(preview)

  expect(changes.map(change => [change.kind, change.feature])).toEqual([
    [kind, 's/root'],
    [kind, 's/mid'],
    [kind, 's/leaf'],
  ])
  expect(changes[1]?.where).toMatchObject({kind: 'samples', ids: [['a'], ['b']]})
  expect([await orphans(project, 's/mid'), await orphans(project, 's/leaf')]).toEqual(before)
})

test('a group that loses a member is stale, not orphaned: it stays', async () => {
  const project = await openFixture('aggregation-duckdb')
  const {graph, order} = await project.graph()
  const parent = order.find(key => graph.definitions.get(key)?.spec.deps.length === 0) ?? ''
  const {rows} = await project.read({feature: parent})
  const where = {kind: 'samples', ids: [[rows[0]?.[0] ?? null]]} as const

  const changes = await project.withDownstream([
    {kind: 'soft-delete', feature: parent, where, withFeatureHistory: false},
  ])

  const preview = await project.preview(changes)
  for (const effect of preview.changes[0]?.downstream ?? []) {
    if (effect.kind !== 'computed') continue
    const own = changes.find(change => change.feature === effect.feature)
    const deleted = own?.where.kind === 'samples' ? own.where.ids.length : 0
    expect(deleted).toBe(effect.orphaned.after - effect.orphaned.before)
  }
})
