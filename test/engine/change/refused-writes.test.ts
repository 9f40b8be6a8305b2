import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import type {ObjectRow} from '../../../src/engine/index.ts'
import {madeProject, openMade} from '../../helpers/made-project.ts'
import {openFolder} from '../../helpers/open-fixture.ts'
import {FEATURES, MADE, row, stored, write} from './written-rows.ts'

describe('what is refused leaves nothing behind', () => {
  const cases: readonly [string, readonly ObjectRow[], string][] = [
    ['no ids', [{metaxy_provenance_by_field: {x: '1', y: '2'}}], "must have 'id' column"],
    ['no provenance', [{id: '1'}], "must have 'metaxy_provenance_by_field' column"],
    [
      'provenance that is a text',
      [{id: '1', metaxy_provenance_by_field: 'x'}],
      "'metaxy_provenance_by_field' column must be a Struct or Map, got VARCHAR",
    ],
    [
      'a field without provenance',
      [{id: '1', metaxy_provenance_by_field: {x: '1'}}],
      'lacks the field y',
    ],
    ['a column without a type', [row('1', {nothing: null})], 'NULL typed columns: nothing'],
    ['a name of ours', [row('1', {__mxx_row: 1})], '__mxx_row'],
  ]
  test.each(cases)('%s', async (_, rows, message) => {
    const project = await openMade(MADE)
    await expect(write(project, rows)).rejects.toMatchObject({
      code: 'SCHEMA_ERROR',
      message: expect.stringContaining(message),
    })
    await expect(project.read({feature: 'a'})).rejects.toMatchObject({code: 'FEATURE_NOT_WRITTEN'})
    expect(await project.operations()).toEqual([])
  })

  test('a table that may not be made', async () => {
    const project = await openMade({features: FEATURES})
    await expect(write(project, [row('1')])).rejects.toMatchObject({code: 'TABLE_NOT_FOUND'})
  })

  test('values that the columns of the table cannot hold', async () => {
    const project = await openMade(MADE)
    await write(project, [row('1', {n: 1})])
    await expect(write(project, [row('2', {n: 'many'})])).rejects.toMatchObject({
      code: 'SCHEMA_ERROR',
      message: expect.stringContaining('refuses the rows'),
    })
    expect(await stored(project)).toHaveLength(1)
    expect(await project.operations()).toHaveLength(1)
  })

  test('a feature of another project, unless it is allowed, also from within', async () => {
    const folder = await madeProject(MADE)
    const project = await openFolder(folder, {
      env: {METAXY_PROJECT: 'other'},
      journalDirectory: join(folder, 'journal'),
    })
    const refused = {
      code: 'CROSS_PROJECT_WRITE',
      details: {feature: 'a', project: 'shop', expected_project: 'other'},
    }
    await expect(write(project, [row('1')])).rejects.toMatchObject(refused)
    await project.allowCrossProjectWrites(async () => {
      await write(project, [row('1')])
      await project.allowCrossProjectWrites(async () => {})
      await write(project, [row('2')])
    })
    await expect(write(project, [row('3')])).rejects.toMatchObject(refused)
    expect(await stored(project)).toHaveLength(2)
  })

  test('zero rows write nothing', async () => {
    const project = await openMade(MADE)
    expect(await write(project, [])).toMatchObject({rows: 0, operation: null})
    await expect(project.read({feature: 'a'})).rejects.toMatchObject({code: 'FEATURE_NOT_WRITTEN'})
  })
})
