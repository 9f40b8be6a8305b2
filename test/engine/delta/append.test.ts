import {execFile} from 'node:child_process'
import {existsSync} from 'node:fs'
import {mkdir, readdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {describe, expect, test} from 'vitest'
import {appendRows} from '../../../src/engine/delta/append.ts'
import {logFolder} from '../../../src/engine/delta/log-files.ts'
import {relationOf} from '../../../src/engine/delta/relation.ts'
import {readSnapshot} from '../../../src/engine/delta/snapshot.ts'
import type {Session} from '../../../src/engine/duckdb/session.ts'
import {
  actionsOf,
  append,
  emptyFolder,
  given,
  leftOver,
  NOW_MICROS,
  openedDuckDB,
  putLog,
  stored,
} from './made-delta.ts'

const exact = {mode: 'exact', nowMicros: NOW_MICROS} as const

async function inTable(work: (session: Session, root: string) => Promise<void>) {
  const root = join(await emptyFolder(), 't.delta')
  await (await openedDuckDB()).session(session => work(session, root))
}

test('the first rows make the table', () =>
  inTable(async (session, root) => {
    const rows = await given(session, "SELECT 'a' AS id, {x: 'h'} AS s")
    expect(await appendRows(session, root, null, rows, exact)).toEqual({version: 0, rows: 1})
    const [info, protocol, metaData, add] = await actionsOf(root, 0)
    expect(info.commitInfo).toMatchObject({
      operation: 'WRITE',
      operationParameters: {mode: 'Append'},
    })
    expect(protocol).toEqual({protocol: {minReaderVersion: 1, minWriterVersion: 2}})
    expect(metaData.metaData).toMatchObject({partitionColumns: [], configuration: {}})
    expect(JSON.parse(metaData.metaData.schemaString).fields[0]).toEqual({
      name: 'id',
      type: 'string',
      nullable: true,
      metadata: {},
    })
    expect(JSON.parse(add.add.stats)).toEqual({
      numRecords: 1,
      minValues: {id: 'a', s: {x: 'h'}},
      maxValues: {id: 'a', s: {x: 'h'}},
      nullCount: {id: 0, s: {x: 0}},
    })
    expect(await stored(session, root)).toEqual([{id: 'a', s: {x: 'h'}}])
  }))

test('every type comes back as it was written', () =>
  inTable(async (session, root) => {
    const select = `SELECT (-128)::TINYINT AS i8, 200::SMALLINT AS i16, 2147483647::INTEGER AS i32,
      9223372036854775807::BIGINT AS i64, 0.5::FLOAT AS f32, 0.1::DOUBLE AS f64, true AS flag, 'ü''"' AS text,
      '\\x00\\xFF'::BLOB AS bytes, DATE '1969-12-31' AS day, 1.50::DECIMAL(12, 2) AS dec,
      TIMESTAMP '2020-01-02 03:04:05.678901' AS naive, TIMESTAMPTZ '2020-01-02 03:04:05.000001Z' AS zoned,
      [1, NULL] AS list, {a: 1, b: {c: 'd'}} AS struct, [{k: 'a'}] AS structs, MAP {'k': 'v'} AS map`
    await append(session, root, select)
    const snapshot = await readSnapshot(session, root)
    const {columns} = await given(session, select)
    if (snapshot === null) throw new Error('no table')
    const {from} = relationOf(snapshot)
    const names = columns.map(({name}) => `"${name}"`).join(', ')
    expect((await given(session, `SELECT ${names} FROM ${from.text}`)).columns).toEqual(columns)
    expect(await stored(session, root)).toEqual([
      expect.objectContaining({
        i32: 2147483647,
        text: 'ü\'"',
        dec: 1.5,
        naive: '2020-01-02 03:04:05.678901',
        zoned: '2020-01-02 03:04:05.000001+00',
        struct: {a: 1, b: {c: 'd'}},
        map: {k: 'v'},
      }),
    ])
    expect(snapshot?.protocol).toMatchObject({
      minReaderVersion: 3,
      readerFeatures: ['timestampNtz'],
    })
  }))

test('types that Delta lacks become others, or are refused by name', () =>
  inTable(async (session, root) => {
    await append(
      session,
      root,
      `SELECT 1::UTINYINT AS a, 2::UBIGINT AS b, 'x'::ENUM ('x') AS c,
      TIMESTAMP_NS '2020-01-01' AS d`,
    )
    const snapshot = await readSnapshot(session, root)
    expect(snapshot?.fields.map(field => field.type)).toEqual([
      'byte',
      'long',
      'string',
      'timestamp_ntz',
    ])
    for (const wrong of ["TIME '10:00'", 'INTERVAL 1 DAY', "'1'::BIT"]) {
      await expect(append(session, root, `SELECT ${wrong} AS other`)).rejects.toMatchObject({
        code: 'SCHEMA_ERROR',
        message: expect.stringContaining('"other"'),
      })
    }
    expect(await leftOver(root)).toEqual([])
  }))

describe('the schema grows', () => {
  test('by columns and by members of structs, at any depth', () =>
    inTable(async (session, root) => {
      await append(session, root, "SELECT 'a' AS id, {x: '1', deep: [{p: 1}]} AS s")
      await append(session, root, "SELECT 'b' AS id, {y: '2', deep: [{q: 2}]} AS s, 7 AS extra")
      await append(session, root, "SELECT {x: '3'} AS s, 'c' AS ID")
      expect(await stored(session, root)).toEqual([
        {id: 'a', s: {x: '1', deep: [{p: 1, q: null}], y: null}, extra: null},
        {id: 'b', s: {x: null, deep: [{p: null, q: 2}], y: '2'}, extra: 7},
        {id: 'c', s: {x: '3', deep: null, y: null}, extra: null},
      ])
      expect((await actionsOf(root, 1)).map(one => Object.keys(one)[0])).toEqual([
        'commitInfo',
        'metaData',
        'add',
      ])
      expect((await actionsOf(root, 2)).map(one => Object.keys(one)[0])).toEqual([
        'commitInfo',
        'add',
      ])
    }))

  test('by the protocol, when the first time without a zone comes', () =>
    inTable(async (session, root) => {
      await append(session, root, 'SELECT 1 AS id')
      await append(session, root, "SELECT 2 AS id, TIMESTAMP '2020-01-01' AS at")
      expect((await actionsOf(root, 1))[1]).toEqual({
        protocol: {
          minReaderVersion: 3,
          minWriterVersion: 7,
          readerFeatures: ['timestampNtz'],
          writerFeatures: ['timestampNtz'],
        },
      })
    }))

  test('never by another type of a column that is there', () =>
    inTable(async (session, root) => {
      await append(session, root, "SELECT 1 AS id, 's' AS note")
      for (const [select, column] of [
        ["SELECT 'x' AS id", 'id'],
        ['SELECT 1 AS note', 'note'],
        ['SELECT {a: 1} AS id', 'id'],
      ] as const) {
        await expect(append(session, root, select)).rejects.toMatchObject({
          code: 'SCHEMA_ERROR',
          message: expect.stringContaining(`"${column}"`),
        })
      }
      await expect(append(session, root, 'SELECT 3000000000 AS id')).rejects.toMatchObject({
        code: 'SCHEMA_ERROR',
        message: expect.stringMatching(/does not fit.*out of range.*Nothing was written/),
      })
      expect(await leftOver(root)).toEqual([])
      expect(await stored(session, root)).toEqual([{id: 1, note: 's'}])
    }))

  test('a struct is kept in a column of maps as its members that have a value', () =>
    inTable(async (session, root) => {
      await append(session, root, "SELECT MAP {'a': '1'} AS m")
      await append(session, root, "SELECT {a: '2', b: NULL::VARCHAR} AS m UNION ALL SELECT NULL")
      expect(await stored(session, root)).toEqual([{m: {a: '1'}}, {m: {a: '2'}}, {m: null}])
    }))
})

test('columns may have any name', () =>
  inTable(async (session, root) => {
    const select = `SELECT 1 AS "file_index", 2 AS "File_Row_Number", 3 AS "filename", 4 AS "a""b'c", 5 AS "se;lect",
      6 AS "ü\u202e", {"x.y": 7, "q""": 8} AS s`
    await append(session, root, select)
    await append(session, root, select)
    const row = {
      file_index: 1,
      File_Row_Number: 2,
      filename: 3,
      'a"b\'c': 4,
      'se;lect': 5,
      'ü\u202e': 6,
      s: {'x.y': 7, 'q"': 8},
    }
    expect(await stored(session, root)).toEqual([row, row])
  }))

test('no rows are no commit, but make a table', () =>
  inTable(async (session, root) => {
    expect(await append(session, root, 'SELECT 1 AS id WHERE false')).toEqual({version: 0, rows: 0})
    expect(await append(session, root, 'SELECT 1 AS id WHERE false')).toEqual({version: 0, rows: 0})
    expect(await stored(session, root)).toEqual([])
    expect(await leftOver(root)).toEqual([])
  }))

describe('others who write', () => {
  test('make an exact append fail, whole, and a blind one come after them', () =>
    inTable(async (session, root) => {
      await append(session, root, 'SELECT 1 AS id')
      const seen = await readSnapshot(session, root)
      await append(session, root, "SELECT 2 AS id, 'new' AS note")
      const rows = await given(session, "SELECT 3 AS id, 'mine' AS other")
      await expect(appendRows(session, root, seen, rows, exact)).rejects.toMatchObject({
        code: 'CONFLICT',
      })
      expect(await leftOver(root)).toEqual([])
      await appendRows(session, root, seen, rows, {...exact, mode: 'blind'})
      expect(await stored(session, root)).toEqual([
        {id: 1, note: null, other: null},
        {id: 2, note: 'new', other: null},
        {id: 3, note: null, other: 'mine'},
      ])
    }))

  test('lose nothing, however many write at once', async () => {
    const root = join(await emptyFolder(), 't.delta')
    const duckdb = await openedDuckDB()
    const writer = (writer: number) =>
      duckdb.session(
        async session => {
          for (let turn = 0; turn < 10; turn += 1) {
            // Some of them bring columns of their own.
            const more = turn === 5 ? `, ${writer} AS "from ${writer}"` : ''
            await append(session, root, `SELECT ${writer} AS writer, ${turn} AS turn${more}`)
          }
        },
        writer === 2 ? {lane: 'page'} : {},
      )
    await Promise.all([0, 1, 2].map(writer))
    const rows = await duckdb.session(session => stored(session, root))
    expect(new Set(rows.map(row => JSON.stringify(row))).size).toBe(30)
    expect(rows).toHaveLength(30)
    expect(await leftOver(root)).toEqual([])
  })
})

test('every hundredth commit is summed up', () =>
  inTable(async (session, root) => {
    await append(session, root, "SELECT 0 AS n, 'x' AS s")
    const [, , , {add}] = await actionsOf(root, 0)
    for (let version = 1; version < 98; version += 1)
      await putLog(root, version, [{commitInfo: {}}])
    await putLog(root, 98, [{txn: {appId: 'app', version: 5}}])
    await append(session, root, 'SELECT 99 AS n')
    const names = await readdir(logFolder(root))
    expect(names).toContain(`${'99'.padStart(20, '0')}.checkpoint.parquet`)
    expect(names).toContain('_last_checkpoint')
    expect(add.path).toMatch(/^part-.*\.parquet$/)
    for (let version = 0; version < 99; version += 1)
      await putLog(root, version, ['not read any more'])
    expect(await stored(session, root)).toEqual([
      {n: 0, s: 'x'},
      {n: 99, s: null},
    ])
    expect((await readSnapshot(session, root))?.transactions).toMatchObject([
      {appId: 'app', version: 5},
    ])
  }))

describe('tables of other writers', () => {
  test.each([
    [
      'writer version 4',
      {protocol: {minReaderVersion: 1, minWriterVersion: 4}},
      /generated columns/,
    ],
    [
      'a feature',
      {protocol: {minReaderVersion: 1, minWriterVersion: 7, writerFeatures: ['rowTracking']}},
      /rowTracking/,
    ],
  ])('with %s are read, not written', (_name, action, reason) =>
    inTable(async (session, root) => {
      await append(session, root, 'SELECT 1 AS id')
      await putLog(root, 1, [action])
      expect(await stored(session, root)).toEqual([{id: 1}])
      await expect(append(session, root, 'SELECT 2 AS id')).rejects.toMatchObject({
        code: 'UNSUPPORTED',
        message: expect.stringMatching(reason),
      })
    }),
  )

  test('that are partitioned get a file for each part', () =>
    inTable(async (session, root) => {
      await append(
        session,
        root,
        "SELECT 1 AS id, 'x' AS grp, DATE '2020-01-01' AS day WHERE false",
      )
      const [info, protocol, {metaData}] = await actionsOf(root, 0)
      await putLog(root, 0, [
        info,
        protocol,
        {metaData: {...metaData, partitionColumns: ['day', 'grp']}},
      ])
      await append(
        session,
        root,
        `SELECT i::INTEGER AS id, CASE i WHEN 2 THEN NULL ELSE 'ü/%=' END AS grp,
        DATE '2020-01-01' + (i // 2)::INTEGER AS day FROM range(4) r(i)`,
      )
      expect(await stored(session, root)).toHaveLength(4)
      const added = (await actionsOf(root, 1)).flatMap(one => one.add?.partitionValues ?? [])
      expect(added).toHaveLength(3)
      expect(added).toContainEqual({day: '2020-01-02', grp: null})
      expect(new Set((await stored(session, root)).map(row => JSON.stringify(row)))).toEqual(
        new Set([
          '{"id":0,"grp":"ü/%=","day":"2020-01-01"}',
          '{"id":1,"grp":"ü/%=","day":"2020-01-01"}',
          '{"id":2,"grp":null,"day":"2020-01-02"}',
          '{"id":3,"grp":"ü/%=","day":"2020-01-02"}',
        ]),
      )
    }))

  test('with columns that may not be NULL get none', () =>
    inTable(async (session, root) => {
      await append(session, root, "SELECT 'a' AS id, 1 AS n")
      const [info, protocol, {metaData}, add] = await actionsOf(root, 0)
      const schemaString = metaData.schemaString.replace('"nullable":true', '"nullable":false')
      await putLog(root, 0, [info, protocol, {metaData: {...metaData, schemaString}}, add])
      await expect(append(session, root, 'SELECT 2 AS n')).rejects.toThrow(/"id".*may not be NULL/)
      await append(session, root, "SELECT 'b' AS id")
      expect(await stored(session, root)).toHaveLength(2)
      expect(await leftOver(root)).toEqual([])
    }))
})

describe('a write that fails', () => {
  test('says where, and leaves nothing', () =>
    inTable(async (session, root) => {
      await mkdir(join(root, '..'), {recursive: true})
      await writeFile(root, 'a file where the folder should be')
      await expect(append(session, root, 'SELECT 1 AS id')).rejects.toMatchObject({
        code: 'GENERIC_ERROR',
        message: expect.stringMatching(/cannot be written.*Nothing was written/),
      })
    }))

  test('at the limit of file sizes says so', async () => {
    const root = join(await emptyFolder(), 't.delta')
    const script = new URL('./write-too-much.ts', import.meta.url).pathname
    const command = `ulimit -f 40; exec "$0" --no-warnings "$1" "$2"`
    const {stdout} = await promisify(execFile)('bash', [
      '-c',
      command,
      process.execPath,
      script,
      root,
    ])
    expect(stdout).toMatch(/^GENERIC_ERROR .*cannot be written/)
    expect(existsSync(root)).toBe(false)
  })
})
