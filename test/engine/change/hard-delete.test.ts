import {existsSync} from 'node:fs'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import type {Change, Project} from '../../../src/engine/index.ts'
import {openFixture} from '../../helpers/open-fixture.ts'
import {commit} from './seen.ts'

const removal = (
  feature: string,
  filters: readonly string[],
  withFeatureHistory = false,
): Change => ({kind: 'hard-delete', feature, where: {kind: 'filter', filters}, withFeatureHistory})

const stored = async (project: Project, feature: string) =>
  (await project.versions(feature)).reduce((sum, one) => sum + one.rows, 0)

describe.each(['duckdb', 'delta'])('a hard delete (%s)', kind => {
  test('counts stored rows, and shows the older ones that come back', async () => {
    const project = await openFixture(`hard-${kind}`)
    const before = await stored(project, 's/root')
    const preview = await project.preview([removal('s/root', ["grp = 'newer'"])])
    const [change] = preview.changes
    expect(change).toMatchObject({
      rows: 1,
      physical: {before, after: before - 1},
      visible: {before: 3, after: 3},
      details: {kind: 'hard-delete', resurfacing: {count: 1}},
    })
    expect(change?.warnings.map(({code}) => code)).toEqual(
      expect.arrayContaining(['for_good', 'resurfacing']),
    )

    await project.commit(preview)

    expect(await stored(project, 's/root')).toBe(before - 1)
    expect(await project.operations()).toMatchObject([{kind: 'hard-delete', undoable: false}])
  })

  test('of a list of samples removes every row of theirs in the current version', async () => {
    const project = await openFixture(`hard-${kind}`)
    const where = {kind: 'samples', ids: [['a'], ['b']]} as const
    const change: Change = {
      kind: 'hard-delete',
      feature: 's/root',
      where,
      withFeatureHistory: false,
    }
    const preview = await project.preview([change])
    expect(preview.changes[0]).toMatchObject({rows: 4, visible: {before: 3, after: 2}})
    for (const effect of preview.changes[0]?.downstream ?? []) {
      if (effect.kind !== 'computed') throw new Error(effect.reason)
    }

    await project.commit(preview)

    const {rows} = await project.read({
      feature: 's/root',
      withSampleHistory: true,
      softDeleted: 'show',
    })
    expect(rows.every(row => row[0] !== 'a' && row[0] !== 'b')).toBe(true)
  })

  test('what its preview says of readers is what they find', async () => {
    const project = await openFixture(`hard-${kind}`)
    const preview = await project.preview([removal('s/root', ['n >= 2'])])
    await project.commit(preview)
    for (const effect of preview.changes[0]?.downstream ?? []) {
      if (effect.kind !== 'computed') throw new Error(effect.reason)
      expect(await project.countIncrement({feature: effect.feature})).toMatchObject({
        new: effect.new.after,
        stale: effect.stale.after,
        orphaned: effect.orphaned.after,
      })
    }
  })
})

describe('a table that is not there', () => {
  const where = {kind: 'filter', filters: []} as const
  test('is an error of its own without any condition, in a DuckDB store', async () => {
    const project = await openFixture('fallback')
    await expect(project.preview([removal('s/root', [], true)])).rejects.toMatchObject({
      code: 'TABLE_NOT_FOUND',
    })
    await expect(project.preview([removal('s/root', [])])).rejects.toMatchObject({
      code: 'FEATURE_NOT_WRITTEN',
    })
  })

  test('has nothing to remove in a Delta store', async () => {
    const project = await openFixture('fallback', {store: 'archive'})
    const preview = await project.preview([
      {kind: 'hard-delete', feature: 's/mid', where, withFeatureHistory: true},
    ])
    expect(preview.changes[0]?.rows).toBe(0)
  })
})

describe('a drop', () => {
  test('takes the table of a DuckDB store', async () => {
    const project = await openFixture('hard-duckdb')
    await commit(project, {kind: 'drop', feature: 's/mid'})
    expect((await project.status({feature: 's/mid'})).metadataExists).toBe(false)
  })

  test('leaves an empty Delta table', async () => {
    const project = await openFixture('hard-delta')
    await commit(project, {kind: 'drop', feature: 's/mid'})
    expect(await project.status({feature: 's/mid'})).toMatchObject({
      metadataExists: true,
      storeRows: 0,
    })
  })
})

describe('a backup', () => {
  test('has the rows that go, as they were stored', async () => {
    const project = await openFixture('hard-duckdb')
    const file = join(project.directory, 'gone.parquet')
    await commit(project, removal('s/root', ["id IN ('a', 'b')"]), {backup: file})
    expect(existsSync(file)).toBe(true)

    const rows = {kind: 'file', path: file} as const
    await project.write({feature: 's/root', rows, preserveFeatureVersion: true})

    const back = await project.read({feature: 's/root', withSampleHistory: true})
    expect(back.rows.filter(row => row[0] === 'a')).toHaveLength(2)
  })

  test('replaces no file, and then nothing is removed', async () => {
    const project = await openFixture('hard-duckdb')
    const before = await stored(project, 's/root')
    const file = join(project.directory, 'there.parquet')
    await writeFile(file, 'mine')
    const change = removal('s/root', ["id = 'a'"])

    await expect(commit(project, change, {backup: file})).rejects.toThrow('replaces no file')
    const nowhere = join(project.directory, 'no', 'folder.parquet')
    await expect(commit(project, change, {backup: nowhere})).rejects.toThrow('does not exist')
    await expect(commit(project, change, {backup: `${file}.csv`})).rejects.toThrow('.parquet')

    expect(await stored(project, 's/root')).toBe(before)
    expect(await project.operations()).toEqual([])
  })
})
