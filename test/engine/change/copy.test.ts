import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import type {Change} from '../../../src/engine/index.ts'
import {fixtureProject} from '../../helpers/fixture-project.ts'
import {inDatabase} from '../../helpers/made-project.ts'
import {openFixture, openFolder} from '../../helpers/open-fixture.ts'
import {commit} from './seen.ts'

type Copy = Extract<Change, {kind: 'copy'}>

const copy = (feature: string, more: Partial<Copy> = {}): Copy => ({
  kind: 'copy',
  feature,
  from: 'prod',
  where: {kind: 'filter', filters: []},
  withFeatureHistory: true,
  withSampleHistory: false,
  onlyMissing: false,
  fromSnapshot: null,
  ...more,
})

describe('a copy', () => {
  test('says which table it makes, and how much of the fallback store that hides', async () => {
    const project = await openFixture('copies')
    const [first] = (await project.read({feature: 's/root'})).rows
    const where = {kind: 'samples', ids: [[first?.[0] ?? null]]} as const
    const preview = await project.preview([copy('s/root', {where})])
    expect(preview.changes[0]).toMatchObject({rows: 1, visible: {before: 2, after: 1}})
    expect(preview.changes[0]?.warnings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({code: 'table_created'}),
        expect.objectContaining({code: 'hides_fallback', store: 'prod', count: 1}),
      ]),
    )
  })

  test('of only what is missing leaves the rest out and counts it', async () => {
    const project = await openFixture('copies')
    const where = {kind: 'filter', filters: ["id IN ('a', 'b')"]} as const
    await commit(project, copy('s/mid', {where}))

    const preview = await project.preview([copy('s/mid', {onlyMissing: true})])

    expect(preview.changes[0]).toMatchObject({rows: 2, details: {kind: 'copy', skipped: 2}})
    await project.commit(preview)
    const again = await project.preview([copy('s/mid', {onlyMissing: true})])
    expect(again.changes[0]).toMatchObject({rows: 0, details: {skipped: 4}})
  })

  test('shows the rows that it takes the place of', async () => {
    const project = await openFixture('copies')
    await commit(project, copy('s/mid'))
    const none = await project.preview([copy('s/mid')])
    expect(none.changes[0]?.details).toMatchObject({conflicts: {count: 0}})
    await inDatabase(
      join(project.directory, 'dev.duckdb'),
      `UPDATE s__mid SET metaxy_provenance = 'other' WHERE id = 'a'`,
    )

    const preview = await project.preview([copy('s/mid')])

    const details = preview.changes[0]?.details
    if (details?.kind !== 'copy') throw new Error('no copy')
    expect(details.conflicts.count).toBe(1)
    expect(details.conflicts.rows[0]?.[0]).toBe('a')
  })

  test('of one project version takes the rows that were written under it', async () => {
    const project = await openFixture('copies')
    const found = await project.read({feature: 's/root', withFeatureHistory: true})
    const at = found.columns.findIndex(({name}) => name === 'metaxy_project_version')
    const version = String(found.rows[0]?.[at])
    const expected = found.rows.filter(row => row[at] === version).length

    const preview = await project.preview([copy('s/root', {fromSnapshot: version})])

    expect(preview.changes[0]?.rows).toBe(expected)
  })

  test('of a feature that the other store has not is nothing, and said', async () => {
    const project = await openFixture('copies')
    const preview = await project.preview([copy('s/leaf')])
    expect(preview.changes[0]).toMatchObject({rows: 0})
    expect(preview.changes[0]?.warnings).toContainEqual(
      expect.objectContaining({code: 'not_in_source', store: 'prod'}),
    )
  })

  test('makes no table in a DuckDB store that may not', async () => {
    const folder = await fixtureProject('copies')
    const file = join(folder, 'metaxy.toml')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace('auto_create_tables = true', 'auto_create_tables = false'))
    const project = await openFolder(folder)
    await expect(project.preview([copy('s/root')])).rejects.toMatchObject({
      code: 'TABLE_NOT_FOUND',
    })
  })

  test('from the store itself, or from one that is not configured, is refused', async () => {
    const project = await openFixture('copies')
    await expect(project.preview([copy('s/root', {from: 'dev'})])).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
    await expect(project.preview([copy('s/root', {from: 'no'})])).rejects.toMatchObject({
      code: 'STORE_NOT_FOUND',
    })
  })
})
