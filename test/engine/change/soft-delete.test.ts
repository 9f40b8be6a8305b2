import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import type {Change, Project, ReadRequest} from '../../../src/engine/index.ts'
import {openFixture} from '../../helpers/open-fixture.ts'

const rowsOf = async (project: Project, request: ReadRequest) => {
  const {rows, columns} = await project.read(request)
  return rows.map(row =>
    Object.fromEntries(columns.map((column, index) => [column.name, row[index]])),
  )
}

const deletion = (feature: string, filters: string[], withFeatureHistory = false): Change => ({
  kind: 'soft-delete',
  feature,
  where: {kind: 'filter', filters},
  withFeatureHistory,
})

test('a preview writes nothing to the file', async () => {
  const project = await openFixture('deletes-duckdb')
  const file = join(project.directory, 'dev.duckdb')
  const before = await readFile(file)

  const preview = await project.preview([deletion('s/root', ["id = 'a'"])])

  expect(preview.changes[0]?.visible).toEqual({before: 4, after: 3})
  expect((await readFile(file)).equals(before)).toBe(true)
})

test('what the preview said of readers is what they find after the commit', async () => {
  const project = await openFixture('deletes-duckdb')
  const preview = await project.preview([deletion('s/root', ["id IN ('a', 'b')"])])

  await project.commit(preview)

  const [change] = preview.changes
  expect(change?.downstream).toMatchObject([
    {kind: 'computed', feature: 's/mid', orphaned: {before: 0, after: 2}},
  ])
  for (const effect of change?.downstream ?? []) {
    if (effect.kind !== 'computed') throw new Error(effect.reason)
    const counts = await project.countIncrement({feature: effect.feature})
    expect(counts).toMatchObject({
      new: effect.new.after,
      stale: effect.stale.after,
      orphaned: effect.orphaned.after,
    })
  }
})

test('tombstones keep the row and take the current versions, a time and no run', async () => {
  const project = await openFixture('deletes-duckdb')
  const [before] = await rowsOf(project, {feature: 's/root', filters: ["id = 'a'"]})

  await project.commit(await project.preview([deletion('s/root', ["id = 'a'"])]))

  const [after] = await rowsOf(project, {
    feature: 's/root',
    filters: ["id = 'a'"],
    softDeleted: 'only',
  })
  expect(after).toEqual({
    ...before,
    metaxy_deleted_at: expect.any(String),
    metaxy_materialization_id: null,
  })
})

test('samples are named by their ids, not by a filter made up from them', async () => {
  const project = await openFixture('names')
  const {order} = await project.graph()
  const feature = order.find(key => key.startsWith('odd')) ?? order[0] ?? ''
  const {rows, columns} = await project.read({feature})
  const {definitions} = (await project.graph()).graph
  const idColumns = definitions.get(feature)?.spec.idColumns ?? []
  const ids = rows.map(row =>
    idColumns.map(id => row[columns.findIndex(column => column.name === id)] ?? null),
  )

  const preview = await project.preview([
    {kind: 'soft-delete', feature, where: {kind: 'samples', ids}, withFeatureHistory: false},
  ])

  expect(preview.changes[0]?.rows).toBe(rows.length)
  await project.commit(preview)
  expect((await project.read({feature})).totalRows).toBe(0)
})

test('a later change is previewed over the earlier ones', async () => {
  const project = await openFixture('deletes-duckdb')
  const preview = await project.preview([
    deletion('s/root', ["id = 'a'"]),
    deletion('s/root', []),
    {kind: 'restore', feature: 's/root', where: {kind: 'filter', filters: ["id = 'a'"]}},
  ])

  expect(preview.changes.map(change => change.rows)).toEqual([1, 3, 1])
  expect(preview.changes.map(change => change.visible.after)).toEqual([3, 0, 1])

  const outcome = await project.commit(preview)
  expect(outcome.files[0]).toMatchObject({
    kind: 'committed',
    changes: [{rowsWritten: 1}, {rowsWritten: 3}, {rowsWritten: 1}],
  })
  expect(await rowsOf(project, {feature: 's/root', columns: ['id']})).toEqual([{id: 'a'}])
})

test('a tombstone is stamped later than a row from a clock that runs ahead', async () => {
  const project = await openFixture('deletes-duckdb', {now: () => 1_700_000_000_000_000n})

  await project.commit(await project.preview([deletion('s/root', ["id = 'a'"])]))

  expect(await rowsOf(project, {feature: 's/root', filters: ["id = 'a'"]})).toEqual([])
})

test('deleting what is deleted writes nothing and says so', async () => {
  const project = await openFixture('deletes-duckdb')
  await project.commit(await project.preview([deletion('s/root', ["id = 'a'"])]))

  const again = await project.preview([deletion('s/root', ["id = 'a'"])])

  expect(again.changes[0]?.rows).toBe(0)
  expect(again.changes[0]?.warnings.map(warning => warning.code)).toContain('nothing_selected')
  await project.commit(again)
  expect(await project.operations()).toHaveLength(1)
})
