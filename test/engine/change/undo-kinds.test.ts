import {existsSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import type {Change} from '../../../src/engine/index.ts'
import {openFixture} from '../../helpers/open-fixture.ts'
import {commit, everythingSeen} from './seen.ts'

const ALL = {kind: 'filter', filters: []} as const

const rebase = (feature: string, from: string, to: string | null = null): Change => ({
  kind: 'rebase',
  feature,
  where: ALL,
  from,
  to,
})

const copy = (
  feature: string,
  from: string,
  more: Partial<Extract<Change, {kind: 'copy'}>> = {},
): Change => ({
  kind: 'copy',
  feature,
  from,
  where: ALL,
  withFeatureHistory: true,
  withSampleHistory: false,
  onlyMissing: false,
  fromSnapshot: null,
  ...more,
})

async function undone(project: Awaited<ReturnType<typeof openFixture>>, change: Change) {
  const {feature} = change
  const before = await everythingSeen(project, feature)
  const operation = (await commit(project, change)) ?? ''
  const after = await everythingSeen(project, feature)
  expect(after).not.toEqual(before)

  const undo = (await commit(project, {kind: 'undo', feature, operation})) ?? ''
  expect(await everythingSeen(project, feature)).toEqual(before)
  return {before, after, undo}
}

describe('every read shows again what it showed', () => {
  for (const kind of ['duckdb', 'delta']) {
    test(`after a rebase, and after the undo is undone (${kind})`, async () => {
      const project = await openFixture(`rebase-${kind}`)
      const {after, undo} = await undone(project, rebase('s/mid', '773501fe'))

      await commit(project, {kind: 'undo', feature: 's/mid', operation: undo})

      expect(await everythingSeen(project, 's/mid')).toEqual(after)
      const leaf = await undone(project, rebase('s/leaf', '43206169'))
      expect(leaf.undo).not.toBe('')
    })

    test(`after rows of a pipeline, new samples and old ones (${kind})`, async () => {
      const project = await openFixture(`rebase-${kind}`)
      const before = await everythingSeen(project, 's/root')
      const rows = ['a', 'b', 'new'].map(id => ({
        id,
        grp: 'odd',
        n: 7,
        metaxy_provenance_by_field: {x: 'other', y: 'other'},
      }))
      const feature = 's/root'
      const {operation} = await project.write({feature, rows: {kind: 'objects', rows}})
      expect(await everythingSeen(project, feature)).not.toEqual(before)

      await commit(project, {kind: 'undo', feature, operation: operation ?? ''})

      expect(await everythingSeen(project, feature)).toEqual(before)
    })

    test(`after a rebase to an older version (${kind})`, async () => {
      const project = await openFixture(`rebase-${kind}`)
      await commit(project, rebase('s/mid', '773501fe'))
      await undone(project, rebase('s/mid', '05c9ac9f', '773501fe'))
    })

    test(`after a rebase of groups (${kind})`, async () => {
      const project = await openFixture(`rebase-groups-${kind}`)
      await undone(project, rebase('g/sum', 'f9e56e0a'))
    })
  }

  test('after copies into a table that has rows, with all their history', async () => {
    const project = await openFixture('copies', {store: 'archive'})
    await commit(project, copy('s/root', 'prod', {where: {kind: 'filter', filters: ["id = 'a'"]}}))
    await undone(project, copy('s/root', 'prod'))
    await undone(project, copy('s/root', 'prod', {withSampleHistory: true}))
  })
})

describe('a table that the operation made', () => {
  test('goes: the fallback store answers as before (DuckDB)', async () => {
    const project = await openFixture('copies')
    const {undo} = await undone(project, copy('s/root', 'prod'))

    expect((await project.read({feature: 's/root'})).resolvedFrom).toBe('prod')
    const [newest] = await project.operations()
    expect(newest).toMatchObject({id: undo, kind: 'undo', undoable: false})
  })

  test('goes with its folder (Delta)', async () => {
    const project = await openFixture('copies', {store: 'archive'})
    const operation = (await commit(project, copy('s/mid', 'prod'))) ?? ''
    const folder = join(project.directory, 'archive', 's', 'mid.delta')
    expect(existsSync(folder)).toBe(true)

    await commit(project, {kind: 'undo', feature: 's/mid', operation})

    expect(readdirSync(join(project.directory, 'archive', 's'))).not.toContain('mid.delta')
    expect(existsSync(folder)).toBe(false)
  })

  test('goes when it held tombstones that hid a fallback store', async () => {
    const project = await openFixture('hiding')
    const before = await everythingSeen(project, 's/other')
    const change: Change = {
      kind: 'soft-delete',
      feature: 's/other',
      where: {kind: 'filter', filters: ["id = 'a'"]},
      withFeatureHistory: false,
    }
    const operation = (await commit(project, change, {allowHidingFallback: true})) ?? ''
    expect((await project.read({feature: 's/other'})).totalRows).toBe(0)

    await commit(project, {kind: 'undo', feature: 's/other', operation})

    expect(await everythingSeen(project, 's/other')).toEqual(before)
  })

  test('stays when somebody wrote to it since, and the preview says so', async () => {
    const project = await openFixture('copies')
    const first = {kind: 'filter', filters: ["id = 'a'"]} as const
    const operation = (await commit(project, copy('s/root', 'prod', {where: first}))) ?? ''
    await commit(project, copy('s/root', 'prod', {where: {kind: 'filter', filters: ["id = 'b'"]}}))

    const preview = await project.preview([{kind: 'undo', feature: 's/root', operation}])

    expect(preview.changes[0]?.warnings).toContainEqual(
      expect.objectContaining({code: 'table_stays'}),
    )
    await project.commit(preview)
    expect((await project.read({feature: 's/root'})).resolvedFrom).toBe('dev')
    const {rows} = await project.read({feature: 's/root', withFeatureHistory: true})
    expect(rows.map(row => row[0])).toEqual(['b'])
  })
})

test('a hard delete cannot be undone, and says what would have helped', async () => {
  const project = await openFixture('hard-duckdb')
  const operation =
    (await commit(project, {
      kind: 'hard-delete',
      feature: 's/root',
      where: {kind: 'filter', filters: ["id = 'a'"]},
      withFeatureHistory: false,
    })) ?? ''

  expect((await project.operations())[0]).toMatchObject({id: operation, undoable: false})
  await expect(project.preview([{kind: 'undo', feature: 's/root', operation}])).rejects.toThrow(
    'cannot be undone',
  )
})
