import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {Int64, Table, vectorFromArray} from 'apache-arrow'
import {describe, expect, test} from 'vitest'
import {holdFromElsewhere} from '../../helpers/file-holder.ts'
import {DATABASE, inDatabase, madeProject, openMade} from '../../helpers/made-project.ts'
import {openFolder} from '../../helpers/open-fixture.ts'
import {MADE, row, stored, write} from './written-rows.ts'

describe('the table', () => {
  test('grows by the columns and fields of later rows, and says so', async () => {
    const project = await openMade(MADE)
    await write(project, [row('1', {n: 1})])
    const {warnings} = await write(project, [
      {
        id: '2',
        note: 'new',
        metaxy_provenance_by_field: {x: '1', y: '2', more: '3'},
      },
    ])
    expect(warnings).toMatchObject([{code: 'columns_added', columns: ['note']}])
    const [first, second] = await stored(project)
    expect(first).toMatchObject({n: 1, note: null})
    expect(second).toMatchObject({n: null, note: 'new'})
    expect(JSON.stringify(second?.metaxy_provenance_by_field)).toContain('more')
  })

  test('that has maps gets maps, and one of structs structs, whatever the rows are', async () => {
    const project = await openMade({
      ...MADE,
      settings: [...(MADE.settings ?? []), 'enable_map_datatype = true'],
    })
    await write(project, [row('1', {tags: new Map([['k', 'v']])})])
    const {columns} = await project.read({feature: 'a'})
    const types = new Map(columns.map(({name, type}) => [name, type]))
    expect(types.get('metaxy_provenance_by_field')).toBe('MAP(VARCHAR, VARCHAR)')
    expect(types.get('tags')).toBe('MAP(VARCHAR, VARCHAR)')
    await write(project, [
      {
        id: '2',
        metaxy_provenance_by_field: new Map([
          ['x', '1'],
          ['y', '2'],
        ]),
      },
    ])
    expect(await project.status({feature: 'b'})).toMatchObject({counts: {new: 2}})

    const plain = await openMade(MADE)
    await write(plain, [row('1')])
    await write(plain, [
      {
        id: '2',
        metaxy_provenance_by_field: new Map([
          ['x', 'x1'],
          ['y', 'y1'],
        ]),
      },
    ])
    const [first, second] = await stored(plain)
    expect(second?.metaxy_provenance).toBe(first?.metaxy_provenance)
  })

  test('without half of the ids that a journal keeps, a big write is one operation', async () => {
    const project = await openMade(MADE)
    const ids = Array.from({length: 25_000}, (_, n) => BigInt(n))
    const fields = ids.map(() => ({x: 'x', y: 'y'}))
    const table = new Table({
      id: vectorFromArray(ids, new Int64()),
      metaxy_provenance_by_field: vectorFromArray(fields),
    })
    const {operation, rows} = await project.write({feature: 'a', rows: {kind: 'arrow', table}})
    expect(rows).toBe(25_000)
    expect(await project.operations()).toMatchObject([{id: operation, kind: 'write', rows: 25_000}])
  })
})

test('rows of a file; a preview of them first', async () => {
  const project = await openMade(MADE)
  const file = join(project.directory, 'rows.jsonl')
  await writeFile(file, `${JSON.stringify(row('1'))}\n${JSON.stringify(row('2'))}\n`)
  const rows = {kind: 'file', path: file} as const
  const preview = await project.preview([
    {kind: 'write', feature: 'a', rows, materializationId: null, preserveFeatureVersion: false},
  ])
  expect(preview.changes[0]).toMatchObject({rows: 2, visible: {before: 0, after: 2}})
  expect(preview.changes[0]?.warnings[0]).toMatchObject({code: 'table_created'})
  await expect(project.read({feature: 'a'})).rejects.toMatchObject({code: 'FEATURE_NOT_WRITTEN'})
  expect(await project.commit(preview)).toMatchObject({kind: 'committed'})
  expect(
    await project.write({feature: 'a', rows: {kind: 'file', path: 'rows.jsonl'}}),
  ).toMatchObject({rows: 2})
  expect(await stored(project)).toHaveLength(4)
})

test('a locked file is waited for, and then said to be locked', async () => {
  const project = await openMade(MADE, {lockTimeoutMs: 50})
  await project.graph()
  const holder = await holdFromElsewhere(join(project.directory, DATABASE))
  await expect(write(project, [row('1')])).rejects.toMatchObject({code: 'STORE_LOCKED'})
  await holder.release()
  await write(project, [row('1')])
  expect(await stored(project)).toHaveLength(1)
})

test('a table of an older Metaxy is not written to', async () => {
  const folder = await madeProject(MADE)
  await inDatabase(
    join(folder, DATABASE),
    `CREATE TABLE a (id VARCHAR, metaxy_provenance_by_field STRUCT(x VARCHAR, y VARCHAR),
      metaxy_provenance VARCHAR, metaxy_feature_version VARCHAR, metaxy_created_at TIMESTAMPTZ)`,
  )
  const project = await openFolder(folder, {journalDirectory: join(folder, 'journal')})
  await expect(write(project, [row('1')])).rejects.toThrow('made by an older Metaxy')
})

test('by-field columns of a CSV file are JSON, and become what the table has', async () => {
  const project = await openMade(MADE)
  await write(project, [row('1', {n: 1})])
  await writeFile(
    join(project.directory, 'rows.csv'),
    'id,n,metaxy_provenance_by_field\n2,7,"{""x"": ""x1"", ""y"": ""y1""}"\n',
  )
  await project.write({feature: 'a', rows: {kind: 'file', path: 'rows.csv'}})
  const [first, second] = await stored(project)
  expect(second).toMatchObject({id: '2', n: 7})
  expect(second?.metaxy_provenance).toBe(first?.metaxy_provenance)
})
