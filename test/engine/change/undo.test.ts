import {describe, expect, test} from 'vitest'
import type {Change, Project, ReadRequest} from '../../../src/engine/index.ts'
import {openFixture} from '../../helpers/open-fixture.ts'
import {writeFromElsewhere} from '../../helpers/other-writer.ts'

/** What an undo may change: when a row was written and by which run. */
const MAY_DIFFER = ['metaxy_updated_at', 'metaxy_materialization_id']

describe('after delete and undo every read shows what it showed', () => {
  const cases = [
    {fixture: 'reads-duckdb', withFeatureHistory: false},
    {fixture: 'reads-duckdb', withFeatureHistory: true},
    {fixture: 'deletes-duckdb', withFeatureHistory: false},
    {fixture: 'deletes-duckdb', withFeatureHistory: true},
    {fixture: 'basic', withFeatureHistory: true},
    {fixture: 'maps-duckdb', withFeatureHistory: false},
  ]
  for (const {fixture, withFeatureHistory} of cases) {
    for (const earlier of [false, true]) {
      test(`${fixture}, history ${withFeatureHistory}, earlier delete ${earlier}`, async () => {
        const project = await openFixture(fixture)
        for (const feature of (await project.graph()).order) {
          if (!(await project.status({feature})).metadataExists) continue
          if (earlier) await commit(project, await halfOf(project, feature, withFeatureHistory))
          const before = await everyRead(project, feature)
          const readers = await incrementsOfReaders(project, feature)
          const [operation] = await commit(project, deletion(feature, withFeatureHistory))
          if (operation === undefined) continue
          await commit(project, {kind: 'undo', feature, operation})

          expect(await everyRead(project, feature)).toEqual(before)
          expect(await incrementsOfReaders(project, feature)).toEqual(readers)
        }
      })
    }
  }
})

test('a sample with a newer row since is left alone and counted', async () => {
  const project = await openFixture('deletes-duckdb')
  const [operation = ''] = await commit(project, deletion('s/root', false))
  await writeFromElsewhere(
    project.chosen.file ?? '',
    `INSERT INTO s__root SELECT * REPLACE (now() + INTERVAL 1 HOUR AS metaxy_updated_at,
       NULL AS metaxy_deleted_at) FROM s__root WHERE id = 'a' AND metaxy_feature_version = '83a19ea4' LIMIT 1`,
  )

  const preview = await project.preview([{kind: 'undo', feature: 's/root', operation}])

  expect(preview.changes[0]).toMatchObject({rows: 3, skipped: 1, visible: {before: 1, after: 4}})
})

test('an undo can be undone, and the first operation says by whom', async () => {
  const project = await openFixture('deletes-duckdb')
  const [first = ''] = await commit(project, deletion('s/root', false))
  const [second = ''] = await commit(project, {kind: 'undo', feature: 's/root', operation: first})
  await commit(project, {kind: 'undo', feature: 's/root', operation: second})

  expect((await project.read({feature: 's/root'})).totalRows).toBe(0)
  expect(await project.operations()).toMatchObject([
    {kind: 'undo', undoable: true},
    {id: second, kind: 'undo', undoable: false},
    {id: first, kind: 'soft-delete', undoable: false, undoneBy: second},
  ])
})

test('a restore can be undone', async () => {
  const project = await openFixture('deletes-duckdb')
  await commit(project, deletion('s/root', false))
  const before = await everyRead(project, 's/root')
  const where = {kind: 'filter', filters: ["id = 'a'"]} as const
  const [operation = ''] = await commit(project, {kind: 'restore', feature: 's/root', where})
  expect((await project.read({feature: 's/root'})).totalRows).toBe(1)

  await commit(project, {kind: 'undo', feature: 's/root', operation})

  expect(await everyRead(project, 's/root')).toEqual(before)
})

function deletion(feature: string, withFeatureHistory: boolean): Change {
  return {kind: 'soft-delete', feature, where: {kind: 'filter', filters: []}, withFeatureHistory}
}

async function halfOf(
  project: Project,
  feature: string,
  withFeatureHistory: boolean,
): Promise<Change> {
  const {rows, columns} = await project.read({feature, withFeatureHistory})
  const {spec} = (await project.graph()).graph.definitions.get(feature) ?? {}
  const at = (spec?.idColumns ?? []).map(id => columns.findIndex(column => column.name === id))
  const ids = rows
    .filter((_, index) => index % 2 === 0)
    .map(row => at.map(index => row[index] ?? null))
  return {kind: 'soft-delete', feature, where: {kind: 'samples', ids}, withFeatureHistory}
}

async function commit(project: Project, ...changes: Change[]): Promise<string[]> {
  const outcome = await project.commit(await project.preview(changes))
  return outcome.files.flatMap(file =>
    file.kind === 'committed' ? file.changes.flatMap(one => one.operation ?? []) : [],
  )
}

async function everyRead(project: Project, feature: string): Promise<unknown> {
  const versions = await project.versions(feature)
  const requests: ReadRequest[] = [
    {feature},
    {feature, withFeatureHistory: true},
    ...versions.map(one => ({feature, featureVersion: one.featureVersion})),
  ]
  return Promise.all(
    requests.map(async request => {
      const {rows, columns} = await project.read(request)
      return rows.map(row =>
        Object.fromEntries(
          columns.flatMap((column, index) =>
            MAY_DIFFER.includes(column.name) ? [] : [[column.name, row[index]]],
          ),
        ),
      )
    }),
  )
}

async function incrementsOfReaders(project: Project, feature: string): Promise<unknown> {
  const {graph, order} = await project.graph()
  const readers = order.filter(key =>
    graph.definitions.get(key)?.spec.deps.some(dep => dep.feature === feature),
  )
  return Promise.all(readers.map(async reader => (await project.status({feature: reader})).counts))
}
