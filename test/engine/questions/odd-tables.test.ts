import {mkdir, readFile, rename} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import type {CellValue, Project} from '../../../src/engine/index.ts'
import {
  DATABASE,
  inDatabase,
  type MadeProject,
  madeProject,
  openMade,
} from '../../helpers/made-project.ts'
import {type MadeRow, md5Cut, tableWith} from '../../helpers/made-table.ts'
import {openFolder} from '../../helpers/open-fixture.ts'

describe('columns of a person do not get into our way', () => {
  const names = [
    ...['e', 'c', 'r', 's', 'k', 't', 'o', 'w', 'x', 'u', 'l', 'b', 'n', 'pushes', 'version'],
    ...['parent_0', 'id_0', 'scratch_1', 'dev', 'main', 'memory', 'waits', 'fields', 'h', 'live'],
    ...[
      '__field_0',
      '__class',
      '__stored',
      '__expected',
      '__dv_0_0',
      '__waiting',
      'order',
      'select',
    ],
    ...['wei"rd', "o'clock", 'a.b', 'é ü', ' blank ', '?', '$1', 'x;y', '*', 'row', 'hash'],
  ]

  test('whatever they are called', async () => {
    const columns = {id: 'VARCHAR', ...Object.fromEntries(names.map(name => [name, 'INTEGER']))}
    const values = Object.fromEntries(names.map((name, index) => [name, index]))
    const rows = ['a', 'b', 'c'].map(id => ({id, ...values}))
    const project = await openMade(upAndDown({columns, rows}))

    await everythingWorks(project, [['a'], ['b'], ['c']])
    const [row] = (await project.read({feature: 'up', columns: names, limit: 1})).rows
    expect(row).toEqual(names.map((_, index) => index))
    const filters = names.map((name, index) => `"${name.replaceAll('"', '""')}" = ${index}`)
    expect((await project.read({feature: 'up', filters})).totalRows).toBe(3)
  })

  test('a change in place is seen, also in a table with a column "r"', async () => {
    const columns = {id: 'VARCHAR', r: 'INTEGER', z: 'INTEGER'}
    const project = await openMade(upAndDown({columns, rows: [{id: 'a', r: 1, z: 1}]}))
    const index = await project.openRows({feature: 'up'})
    const before = await project.preview([deletionOf('up', [['a']])])
    await changed(project, 'UPDATE up SET z = 2')

    expect(await index.page(0, 1)).toEqual({kind: 'moved'})
    expect(await project.commit(before)).toMatchObject({kind: 'conflicted'})
  })

  test('only names of our own are refused, with a sentence', async () => {
    const columns = {id: 'VARCHAR', __mxx_row: 'INTEGER'}
    const project = await openMade(upAndDown({columns, rows: []}))

    await expect(project.read({feature: 'up'})).rejects.toMatchObject({
      code: 'SCHEMA_ERROR',
      message:
        'The table of up has a column __mxx_row, and names that begin with __mxx_ are used by this program.',
    })
  })
})

describe('ids of any kind', () => {
  const kinds: Readonly<Record<string, readonly [type: string, ...values: string[]]>> = {
    'texts with everything in them': [
      'VARCHAR',
      ...["''", "'a''b'", "'\"'", "'x\ny'", "chr(27) || '[31m'", "'é😀'", "chr(0) || 'n'", "' '"],
      ...["'[1]'", "'null'", "'?'", "'\\'", "'%'", 'NULL'],
    ],
    integers: ['BIGINT', '9007199254740993', '-9223372036854775808', '0', 'NULL'],
    'wide integers': ['HUGEINT', '170141183460469231731687303715884105727', '-1'],
    decimals: ['DECIMAL(20,3)', '12345678901234567.123', '-0.001'],
    dates: ['DATE', "DATE '2026-02-28'", "DATE '0001-01-01'"],
    times: [
      'TIMESTAMPTZ',
      "TIMESTAMPTZ '2026-01-01 00:00:00.000001+00'",
      "TIMESTAMPTZ '1969-12-31 23:59:59.999999+00'",
    ],
    'naive times': ['TIMESTAMP', "TIMESTAMP '2026-01-01 00:00:00.123456'"],
    uuids: ['UUID', "UUID '12345678-9abc-def0-1234-56789abcdef0'"],
    booleans: ['BOOLEAN', 'TRUE', 'FALSE', 'NULL'],
    blobs: ['BLOB', "'\\x00\\xFF'::BLOB", "''::BLOB"],
    doubles: ['DOUBLE', '0.1', "'NaN'::DOUBLE", "'-Infinity'::DOUBLE", '1e300'],
    floats: ['FLOAT', '0.1', '16777216'],
    structs: [
      'STRUCT(a INTEGER, "b c" VARCHAR)',
      "{'a': 1, 'b c': 'x''y'}",
      "{'a': NULL, 'b c': NULL}",
    ],
    lists: ['VARCHAR[]', "['a', NULL]", '[]'],
    enums: ["ENUM('a', 'b''c')", "'a'", "'b''c'"],
  }
  for (const [what, [type, ...values]] of Object.entries(kinds)) {
    test(what, async () => {
      const project = await openMade(upAndDown({columns: {id: type}, rows: values.map(asSql)}))
      const nulls = values.filter(value => value === 'NULL').length
      const ids = await idsOf(project)
      expect(ids).toHaveLength(values.length)
      await everythingWorks(project, ids, values.length - nulls)
    })
  }

  test('several columns, with nulls among them', async () => {
    const columns = {a: 'VARCHAR', b: 'INTEGER'}
    const rows = [
      {a: 'x', b: 1},
      {a: 'x', b: 2},
      {a: 'x', b: null},
      {a: null, b: 1},
      {a: null, b: null},
      {a: '', b: 1},
    ]
    const project = await openMade(upAndDown({ids: ['a', 'b'], columns, rows}))

    // Nulls come last, whichever column has them.
    const ids: (string | number | null)[][] = [
      ['', 1],
      ['x', 1],
      ['x', 2],
      ['x', null],
      [null, 1],
      [null, null],
    ]
    expect(await idsOf(project)).toEqual(ids)
    await everythingWorks(project, ids, 3)
  })

  test('a list of ids has to fit the id columns', async () => {
    const project = await openMade(upAndDown({rows: [{id: 'a'}]}))

    for (const id of [[], ['a', 'b']]) {
      await expect(project.preview([deletionOf('up', [id])])).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      })
    }
  })
})

describe('system columns of other types', () => {
  const rows = [{id: 'a'}, {id: 'b'}, {id: 'c', $deleted: '2026-02-01'}]
  const visible = [['a'], ['b']]
  const naive = timesAs('TIMESTAMP')

  test('times without a zone are UTC', async () => {
    await everythingWorks(await openMade(upAndDown({rows, types: naive})), visible)
  })

  test('times in nanoseconds', async () => {
    const project = await openMade(upAndDown({rows, types: timesAs('TIMESTAMP_NS')}))
    await everythingWorks(project, visible)
  })

  test('times too coarse for a change to be the newest are read, not written', async () => {
    for (const type of ['TIMESTAMP_S', 'TIMESTAMP_MS', 'DATE']) {
      const project = await openMade(upAndDown({rows, types: timesAs(type)}))
      expect(await idsOf(project)).toEqual(visible)
      await expect(project.preview([deletionOf('up', [['a']])])).rejects.toMatchObject({
        code: 'SCHEMA_ERROR',
        message: expect.stringContaining(type),
      })
    }
  })

  test('hashes by field in a MAP, in JSON and in text that holds JSON', async () => {
    for (const type of ['MAP(VARCHAR, VARCHAR)', 'JSON', 'VARCHAR']) {
      const byField = {metaxy_provenance_by_field: type, metaxy_data_version_by_field: type}
      const value = (hash: string) =>
        type.startsWith('MAP') ? `MAP {'default': '${hash}'}` : `'{"default": "${hash}"}'`
      const project = await openMade(upAndDown({rows, types: byField, byField: value}))
      await everythingWorks(project, visible)
    }
  })

  test('a table of an older Metaxy is read, not changed', async () => {
    const older = {
      metaxy_deleted_at: null,
      metaxy_updated_at: null,
      metaxy_project_version: null,
      metaxy_snapshot_version: 'VARCHAR',
    }
    const project = await openMade(
      upAndDown({
        types: older,
        rows: [{id: 'a'}, {id: 'b', $at: '2026-01-01'}, {id: 'b', $at: '2026-01-02'}],
      }),
    )

    expect(await idsOf(project)).toEqual([['a'], ['b']])
    expect((await project.read({feature: 'up', softDeleted: 'only'})).totalRows).toBe(0)
    expect(await project.status({feature: 'down'})).toMatchObject({status: 'up_to_date'})
    expect(await project.versions('up')).toMatchObject([{rows: 3, liveRows: 2, deletedRows: 0}])
    await expect(project.preview([deletionOf('up', [['a']])])).rejects.toMatchObject({
      code: 'SCHEMA_ERROR',
      message:
        'The table of up was made by an older Metaxy: it lacks metaxy_updated_at, metaxy_deleted_at, metaxy_project_version.',
    })
  })
})

test('a field that the table has no place for is shown as not stored', async () => {
  const made = upAndDown({rows: [{id: 'a'}]})
  const features = [
    made.features[0] ?? {},
    {
      key: 'down',
      deps: [{feature: 'up'}],
      fields: ['default', 'late'].map(key => ({key, code_version: '1'})),
    },
  ]
  const project = await openMade({...made, features})
  const increment = await project.resolveUpdate({feature: 'down'})

  expect(increment.counts).toMatchObject({stale: 1})
  expect((await increment.samples('stale', 0, 1))[0]?.fields).toMatchObject([
    {field: 'default', differs: false},
    {field: 'late', stored: null, differs: true},
  ])
  await increment.close()
})

test('tables with a prefix', async () => {
  const made = upAndDown({rows: [{id: 'a'}, {id: 'b'}], prefix: 'mx_'})
  const project = await openMade({...made, config: {table_prefix: 'mx_'}})

  expect((await project.graph()).unregisteredTables).toEqual([])
  await everythingWorks(project, [['a'], ['b']])
})

test('a database in a folder of any name', async () => {
  const made = await madeProject(upAndDown({rows: [{id: 'a'}]}))
  const folder = join(made, `it's a "folder" ü #%20*[x]; --`)
  await mkdir(folder)
  await rename(join(made, DATABASE), join(folder, DATABASE))
  await rename(join(made, 'metaxy.toml'), join(folder, 'metaxy.toml'))
  const project = await openFolder(folder, {journalDirectory: join(folder, 'journal')})

  await everythingWorks(project, [['a']])
  await project.exportRows({feature: 'up'}, 'rows.csv')
  expect(await readFile(join(folder, 'rows.csv'), 'utf8')).toContain('a,')
})

test('two features in one table: a change of one is seen through the other', async () => {
  const project = await openMade({
    features: [{key: 'k-1'}, {key: 'k_1', fields: [{key: 'default', code_version: '2'}]}],
    tables: versionOf =>
      tableWith({
        table: 'k_1',
        version: versionOf('k-1'),
        rows: [{id: 'a'}, {id: 'b'}, {id: 'z', $version: versionOf('k_1')}],
      }),
  })
  const where = {kind: 'filter', filters: []} as const
  const change = (feature: string) =>
    ({kind: 'soft-delete', feature, where, withFeatureHistory: true}) as const
  const preview = await project.preview([change('k-1'), change('k_1')])

  // Metaxy's history of either key is the whole table: the second change finds nothing any more.
  expect(preview.changes.map(one => [one.rows, one.physical.before])).toEqual([
    [3, 3],
    [0, 6],
  ])
  expect((await project.commit(preview)).kind).toBe('committed')
})

/** Reads, increments, and a delete with its undo of a project made by `upAndDown`. */
async function everythingWorks(
  project: Project,
  ids: readonly (readonly CellValue[])[],
  matching = ids.length,
): Promise<void> {
  expect((await project.graph()).broken).toEqual([])
  const before = await allRows(project)
  expect(await idsOf(project)).toEqual(ids)
  const index = await project.openRows({feature: 'up'})
  expect(await index.page(0, 100)).toEqual({kind: 'page', offset: 0, rows: before})
  for (const [place, id] of ids.entries()) expect(await index.positionOf(id)).toBe(place)

  // Rows with a null in the key match nothing: new up here, orphaned down there.
  const unmatched = ids.length - matching
  const expected = {new: unmatched, stale: 0, orphaned: unmatched}
  expect((await project.status({feature: 'down'})).counts).toMatchObject(expected)
  for (const keep of ['samples', 'rows'] as const) {
    const increment = await project.resolveUpdate({feature: 'down'}, {keep})
    expect(increment.counts).toMatchObject(expected)
    await increment.close()
  }

  const preview = await project.preview([deletionOf('up', ids)])
  expect(preview.changes).toMatchObject([
    {rows: ids.length, visible: {after: 0}, downstream: [{orphaned: {after: ids.length}}]},
  ])
  const [file] = (await project.commit(preview)).files
  const operation = (file?.kind === 'committed' ? file.changes[0]?.operation : null) ?? ''
  expect((await project.read({feature: 'up'})).totalRows).toBe(0)
  await project.commit(await project.preview([{kind: 'undo', feature: 'up', operation}]))
  expect(withoutTimes(await allRows(project))).toEqual(withoutTimes(before))
  expect((await project.status({feature: 'down'})).counts).toMatchObject(expected)
}

interface UpAndDown {
  readonly ids?: readonly string[]
  readonly columns?: Readonly<Record<string, string>>
  readonly rows: readonly MadeRow[]
  readonly types?: Readonly<Record<string, string | null>>
  readonly byField?: (hash: string) => string
  readonly prefix?: string
}

/** An upstream with these rows, and a feature that was computed from all of them. */
function upAndDown(made: UpAndDown): MadeProject {
  const {ids = ['id'], columns = {id: 'VARCHAR'}, rows, types = {}, prefix = '', byField} = made
  const fields = [{key: 'default', code_version: '1'}]
  const idColumns = Object.fromEntries(ids.map(id => [id, columns[id] ?? 'VARCHAR']))
  const computed = rows.filter(row => row.$deleted === undefined)
  const distinct = [
    ...new Map(computed.map(row => [JSON.stringify(ids.map(id => row[id])), row])).values(),
  ]
  const $hash = md5Cut('default|1|up.default|h')
  return {
    features: [
      {key: 'up', id_columns: ids, fields},
      {key: 'down', id_columns: ids, fields, deps: [{feature: 'up', select: []}]},
    ],
    tables: versionOf => [
      ...tableWith({
        table: `${prefix}up`,
        version: versionOf('up'),
        columns,
        types,
        rows,
        ...(byField === undefined ? {} : {byField}),
      }),
      ...tableWith({
        table: `${prefix}down`,
        version: versionOf('down'),
        columns: idColumns,
        rows: distinct.map(row => ({...row, $hash})),
      }),
    ],
  }
}

function timesAs(type: string) {
  return {metaxy_created_at: type, metaxy_updated_at: type, metaxy_deleted_at: type}
}

function asSql(value: string): MadeRow {
  return {id: {sql: value}}
}

function deletionOf(feature: string, ids: readonly (readonly CellValue[])[]) {
  const where = {kind: 'samples', ids} as const
  return {kind: 'soft-delete', feature, where, withFeatureHistory: false} as const
}

async function idsOf(project: Project) {
  const spec = (await project.graph()).graph.definitions.get('up')?.spec
  return (await project.read({feature: 'up', columns: spec?.idColumns ?? []})).rows
}

async function allRows(project: Project) {
  return (await project.read({feature: 'up'})).rows
}

/** Without the last four columns: times, and the run. */
function withoutTimes(rows: readonly (readonly CellValue[])[]) {
  return rows.map(row => row.slice(0, -4))
}

async function changed(project: Project, statement: string): Promise<void> {
  await inDatabase(project.chosen.file ?? '', statement)
}
