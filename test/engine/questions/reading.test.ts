import {describe, expect, test} from 'vitest'
import type {Project, ReadRequest} from '../../../src/engine/index.ts'
import {openMade} from '../../helpers/made-project.ts'
import {type MadeRow, tableWith} from '../../helpers/made-table.ts'

describe('the latest row of a sample (stores.md §4.2)', () => {
  test('is chosen before tombstones are dropped and before filters are judged', async () => {
    const project = await clips([
      {id: 'newer fails the filter', n: 1, $at: '2026-01-01'},
      {id: 'newer fails the filter', n: 9, $at: '2026-01-02'},
      {id: 'newer is a tombstone', n: 1, $at: '2026-01-01'},
      {id: 'newer is a tombstone', n: 1, $at: '2026-01-01', $deleted: '2026-01-02'},
      {id: 'written again', n: 5, $at: '2026-01-01', $deleted: '2026-01-02'},
      {id: 'written again', n: 1, $at: '2026-01-03'},
      {id: 'stays', n: 1},
    ])

    expect(await idsOf(project, {filters: ['n = 1']})).toEqual(['stays', 'written again'])
    expect(await idsOf(project, {filters: ['n = 9']})).toEqual(['newer fails the filter'])
    expect(await idsOf(project, {filters: ['n = 5'], softDeleted: 'show'})).toEqual([])
    expect(await idsOf(project, {softDeleted: 'only'})).toEqual(['newer is a tombstone'])
  })

  test('is chosen among rows of the asked version only', async () => {
    const project = await clips([
      {id: 'a', n: 1, $at: '2026-01-01'},
      {id: 'a', n: 2, $at: '2026-01-02', $version: 'older000'},
      {id: 'b', n: 3, $at: '2026-01-01', $version: 'older000'},
    ])

    expect(await read(project, {columns: ['id', 'n']})).toEqual([['a', 1]])
    expect(await read(project, {columns: ['id', 'n'], withFeatureHistory: true})).toEqual([
      ['a', 2],
      ['b', 3],
    ])
    expect(await read(project, {columns: ['id', 'n'], featureVersion: 'older000'})).toEqual([
      ['a', 2],
      ['b', 3],
    ])
    expect(await read(project, {featureVersion: 'unknown0'})).toEqual([])
  })

  test('of several with one time, the one stored first', async () => {
    const project = await clips([
      ...[3, 1, 2].map(n => ({id: 'live', n})),
      {id: 'deleted at the time of the update', n: 1, $at: '2026-01-01'},
      {id: 'deleted at the time of the update', n: 2, $at: '2025-01-01', $deleted: '2026-01-01'},
    ])

    expect(await read(project, {columns: ['id', 'n']})).toEqual([
      ['deleted at the time of the update', 1],
      ['live', 3],
    ])
  })

  test('without a time loses against every other', async () => {
    const project = await clips([
      {id: 'a', n: 1, $at: null},
      {id: 'a', n: 2, $at: '0001-01-01'},
      {id: 'b', n: 1, $at: null},
      {id: 'b', n: 2, $at: null},
      {id: 'c', n: 1, $at: null, $deleted: '1970-01-01'},
      {id: 'c', n: 2, $at: null},
    ])

    expect(await read(project, {columns: ['id', 'n']})).toEqual([
      ['a', 2],
      ['b', 1],
    ])
  })

  test('tells microseconds apart, before 1970 too', async () => {
    const project = await clips([
      {id: 'a', n: 1, $at: '2026-01-01 00:00:00.000002'},
      {id: 'a', n: 2, $at: '2026-01-01 00:00:00.000001'},
      {id: 'b', n: 1, $at: '1969-12-31 23:59:59.999998'},
      {id: 'b', n: 2, $at: '1969-12-31 23:59:59.999999'},
    ])

    expect(await read(project, {columns: ['id', 'n']})).toEqual([
      ['a', 1],
      ['b', 2],
    ])
  })

  test('a time in the future hides later writes', async () => {
    const project = await clips([
      {id: 'a', n: 1, $at: '2999-01-01'},
      {id: 'a', n: 2, $at: '2026-01-01'},
      {id: 'b', n: 1, $at: '2026-01-01', $deleted: '2999-01-01'},
      {id: 'b', n: 2, $at: '2026-01-02'},
    ])

    expect(await read(project, {columns: ['id', 'n']})).toEqual([['a', 1]])
  })
})

test('every combination of history and soft-deleted rows (stores.md §4.2)', async () => {
  const project = await clips([
    {id: 'a', n: 1, $at: '2026-01-01', $version: 'older000'},
    {id: 'a', n: 2, $at: '2026-01-02'},
    {id: 'a', n: 3, $at: '2026-01-03'},
    {id: 'a', n: 3, $at: '2026-01-03', $deleted: '2026-01-04'},
    {id: 'b', n: 4, $at: '2026-01-01', $version: 'older000'},
    {id: 'b', n: 5, $at: '2026-01-02'},
  ])
  const numbers = async (request: Partial<ReadRequest>) =>
    (await read(project, {columns: ['n'], ...request})).map(row => row[0])

  expect(await numbers({})).toEqual([5])
  expect(await numbers({softDeleted: 'show'})).toEqual([3, 5])
  expect(await numbers({withFeatureHistory: true})).toEqual([5])
  expect(await numbers({withSampleHistory: true})).toEqual([2, 3, 5])
  expect(await numbers({withSampleHistory: true, softDeleted: 'show'})).toEqual([2, 3, 3, 5])
  expect(await numbers({withFeatureHistory: true, withSampleHistory: true})).toEqual([
    1, 2, 3, 4, 5,
  ])
  const everything = {
    withFeatureHistory: true,
    withSampleHistory: true,
    softDeleted: 'show',
  } as const
  expect(await numbers(everything)).toEqual([1, 2, 3, 3, 4, 5])
  expect(await numbers({featureVersion: 'older000', withSampleHistory: true})).toEqual([1, 4])
})

describe('the order of rows (commands.md §1)', () => {
  const rows: readonly MadeRow[] = [
    {id: 'b', n: 2, t: 'x'},
    {id: 'a', n: 2, t: null},
    {id: 'Z', n: null, t: 'é'},
    {id: 'é', n: 1, t: 'z'},
    {id: '😀', n: null, t: ''},
    {id: '\uff5e', n: 10, t: 'Z'},
    {id: '', n: -1, t: 'x'},
    {id: null, n: 3, t: 'x'},
  ]

  test('is that of the ids, strings by their bytes, null last', async () => {
    const project = await clips(rows)
    expect(await idsOf(project)).toEqual(['', 'Z', 'a', 'b', 'é', '\uff5e', '😀', null])
  })

  test('follows the asked columns; nulls last either way; ties by id', async () => {
    const project = await clips(rows)
    const sorted = (...sortBy: NonNullable<ReadRequest['sortBy']>) => idsOf(project, {sortBy})
    const up = (column: string) => ({column, descending: false})
    const down = (column: string) => ({column, descending: true})

    expect(await sorted(up('n'))).toEqual(['', 'é', 'a', 'b', null, '\uff5e', 'Z', '😀'])
    expect(await sorted(down('n'))).toEqual(['\uff5e', null, 'a', 'b', 'é', '', 'Z', '😀'])
    expect(await sorted(up('t'))).toEqual(['😀', '\uff5e', '', 'b', null, 'é', 'Z', 'a'])
    expect(await sorted(down('t'))).toEqual(['Z', 'é', '', 'b', null, '\uff5e', '😀', 'a'])
    expect(await sorted(up('t'), down('n'))).toEqual([
      ...['😀', '\uff5e', null, 'b', '', 'é', 'Z', 'a'],
    ])
    expect(await sorted(down('id'))).toEqual(['😀', '\uff5e', 'é', 'b', 'a', 'Z', '', null])
  })

  test('limit and offset cut it; the total is counted before', async () => {
    const project = await clips(rows)
    const sortBy = [{column: 'n', descending: true}]
    const all = await idsOf(project, {sortBy})
    for (const [limit, offset] of [
      [0, 0],
      [3, 0],
      [3, 2],
      [100, 6],
      [2, 100],
    ] as const) {
      const answer = await project.read({feature: 'clip', columns: ['id'], sortBy, limit, offset})
      expect(answer.rows.map(row => row[0])).toEqual(all.slice(offset, offset + limit))
      expect(answer.totalRows).toBe(8)
    }
    expect(await idsOf(project, {sortBy, offset: 6})).toEqual(all.slice(6))
  })

  test('is the same page by page, and a sample is found where it stands', async () => {
    const project = await clips([...rows, ...rows.map(row => ({...row, $at: '2026-02-01'}))])
    const request = {
      feature: 'clip',
      columns: ['n', 'id'],
      sortBy: [{column: 't', descending: true}],
      withSampleHistory: true,
    }
    const {rows: all} = await project.read(request)
    const index = await project.openRows(request)

    expect(index.totalRows).toBe(all.length)
    const pages = await Promise.all([0, 5, 10, 15].map(offset => index.page(offset, 5)))
    expect(pages.flatMap(page => (page.kind === 'page' ? page.rows : []))).toEqual(all)
    for (const id of rows.map(row => row.id as string | null)) {
      expect(await index.positionOf([id])).toBe(all.findIndex(row => row[1] === id))
    }
    expect(await index.positionOf(['nobody'])).toBeUndefined()
    expect(await index.page(1000, 5)).toEqual({kind: 'page', offset: 1000, rows: []})
  })
})

test('columns come as asked for, or the user columns first and then Metaxy’s in its order', async () => {
  const project = await clips([{id: 'a', n: 1, t: 'x'}])

  expect((await project.read({feature: 'clip'})).columns.map(column => column.name)).toEqual([
    ...['id', 'n', 't', 'metaxy_provenance_by_field', 'metaxy_provenance'],
    ...['metaxy_data_version_by_field', 'metaxy_data_version', 'metaxy_feature_version'],
    ...['metaxy_project_version', 'metaxy_created_at', 'metaxy_updated_at', 'metaxy_deleted_at'],
    'metaxy_materialization_id',
  ])
  expect(await read(project, {columns: ['t', 'id', 't']})).toEqual([['x', 'a', 'x']])
  for (const request of [{columns: ['N']}, {sortBy: [{column: 'N', descending: false}]}]) {
    await expect(project.read({feature: 'clip', ...request})).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: 'The table of clip has no column "N".',
      hint: 'Did you mean n, t?',
    })
  }
})

test('a text that cannot be a filter is refused by everything that takes one', async () => {
  const project = await clips([{id: 'a'}])
  const bad = ["id = 'a", 'no = 1', 'n = \u001b[31m', "n = '1'", '']
  const feature = 'clip'
  for (const filter of bad) {
    const filters = [filter]
    const questions = [
      () => project.read({feature, filters}),
      () => project.openRows({feature, filters}),
      () => project.status({feature, filters}),
      () => project.status({feature, globalFilters: filters}),
      () =>
        project.preview([
          {
            kind: 'soft-delete',
            feature,
            where: {kind: 'filter', filters},
            withFeatureHistory: false,
          },
        ]),
      () => project.preview([{kind: 'restore', feature, where: {kind: 'filter', filters}}]),
    ]
    for (const ask of questions) {
      await expect(ask()).rejects.toMatchObject({
        code: 'INVALID_FILTER',
        message: expect.stringMatching(/^Invalid filter: /),
        details: {filter},
      })
      await expect(ask()).rejects.not.toMatchObject({message: expect.stringContaining('\u001b')})
    }
  }
})

function clips(rows: readonly MadeRow[]): Promise<Project> {
  return openMade({
    features: [{key: 'clip'}],
    tables: versionOf =>
      tableWith({
        table: 'clip',
        version: versionOf('clip'),
        columns: {id: 'VARCHAR', n: 'INTEGER', t: 'VARCHAR'},
        rows,
      }),
  })
}

async function read(project: Project, request: Partial<ReadRequest>) {
  return (await project.read({feature: 'clip', ...request})).rows
}

async function idsOf(project: Project, request: Partial<ReadRequest> = {}) {
  return (await read(project, {columns: ['id'], ...request})).map(row => row[0])
}
