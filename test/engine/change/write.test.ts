import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {Int64, Table, vectorFromArray} from 'apache-arrow'
import {describe, expect, test} from 'vitest'
import type {ObjectRow, Project, WriteRequest} from '../../../src/engine/index.ts'
import {holdFromElsewhere} from '../../helpers/file-holder.ts'
import {
  DATABASE,
  inDatabase,
  type MadeProject,
  madeProject,
  openMade,
} from '../../helpers/made-project.ts'
import {openFolder} from '../../helpers/open-fixture.ts'

const FEATURES = [
  {key: 'a', fields: [{key: 'x'}, {key: 'y'}]},
  {key: 'b', deps: [{feature: 'a'}], fields: [{key: 'z'}]},
]
const MADE: MadeProject = {features: FEATURES, settings: ['auto_create_tables = true']}

const row = (id: string, more: ObjectRow = {}): ObjectRow => ({
  id,
  metaxy_provenance_by_field: {x: `x${id}`, y: `y${id}`},
  ...more,
})

function write(project: Project, rows: readonly ObjectRow[], more: Partial<WriteRequest> = {}) {
  return project.write({feature: 'a', rows: {kind: 'objects', rows}, ...more})
}

/** Every stored row, as objects by column name. */
async function stored(
  project: Project,
  feature = 'a',
): Promise<readonly Record<string, unknown>[]> {
  const {columns, rows} = await project.read({
    feature,
    withFeatureHistory: true,
    withSampleHistory: true,
    softDeleted: 'show',
  })
  return rows.map(values =>
    Object.fromEntries(columns.map(({name}, at) => [name, values[at]] as const)),
  )
}

describe('the columns that a write adds', () => {
  test('provenance, versions, times and run, as the rows lack them', async () => {
    const project = await openMade(MADE, {materializationId: 'of the project'})
    await write(project, [row('1'), row('2')])
    await write(project, [row('3', {metaxy_materialization_id: 'overwritten'})], {
      materializationId: 'of the call',
    })
    const [first, , third] = await stored(project)
    expect(first).toMatchObject({
      metaxy_deleted_at: null,
      metaxy_materialization_id: 'of the project',
    })
    expect(first?.metaxy_created_at).toEqual(first?.metaxy_updated_at)
    expect(first?.metaxy_data_version).toBe(first?.metaxy_provenance)
    expect(String(first?.metaxy_provenance)).toMatch(/^[0-9a-f]{8}$/)
    expect(third).toMatchObject({metaxy_materialization_id: 'of the call'})
  })

  test('a deleted time is kept; created is kept even when it is empty; updated never', async () => {
    const project = await openMade(MADE)
    const at = new Date('2026-01-05T01:02:03.456Z')
    await write(project, [
      row('1', {metaxy_created_at: at, metaxy_updated_at: at, metaxy_deleted_at: at}),
      row('2', {metaxy_created_at: null}),
    ])
    const [first, second] = await stored(project)
    expect(first?.metaxy_created_at).toEqual(first?.metaxy_deleted_at)
    expect(first?.metaxy_updated_at).not.toEqual(first?.metaxy_created_at)
    expect(second).toMatchObject({metaxy_created_at: null, metaxy_deleted_at: null})
  })

  test('a data version of the row alone is overwritten, one by field is completed', async () => {
    const project = await openMade(MADE)
    await write(project, [row('1', {metaxy_data_version: 'mine'})])
    await write(project, [
      row('2', {metaxy_data_version_by_field: {x: 'own'}}),
      row('3', {metaxy_data_version_by_field: null}),
    ]).catch(error => expect(error).toMatchObject({code: 'SCHEMA_ERROR'}))
    await write(project, [
      row('4', {metaxy_data_version_by_field: {x: 'own', y: 'own'}}),
      row('5', {metaxy_data_version_by_field: null}),
    ])
    const [first, fourth, fifth] = await stored(project)
    expect(first?.metaxy_data_version).toBe(first?.metaxy_provenance)
    expect(fourth?.metaxy_data_version).not.toBe(fourth?.metaxy_provenance)
    expect(fifth?.metaxy_data_version).toBe(fifth?.metaxy_provenance)
    expect(fifth?.metaxy_data_version_by_field).toEqual(fifth?.metaxy_provenance_by_field)
  })
})

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
