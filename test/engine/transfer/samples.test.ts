import {mkdirSync, mkdtempSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {cellConverter} from '../../../src/engine/duckdb/cell-value.ts'
import {DuckDB} from '../../../src/engine/duckdb/connection.ts'
import {sql} from '../../../src/engine/duckdb/sql.ts'
import {samplesRelation} from '../../../src/engine/transfer/samples.ts'

let database: DuckDB
let folder: string

beforeAll(async () => {
  database = await DuckDB.create()
})

afterAll(() => database.close())

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samples-'))
})

describe('the same samples, recorded in three kinds of files', () => {
  test.each(['samples.json', 'samples.jsonl', 'samples.parquet'])('%s', async name => {
    const inputs = new URL('../../golden/cases/staleness-duckdb/project/inputs/', import.meta.url)
    const {columns, rows, feature} = await read(new URL(name, inputs).pathname)
    expect(feature).toBe(name)
    expect(columns).toEqual([
      'id VARCHAR',
      'grp VARCHAR',
      'n BIGINT',
      'metaxy_provenance_by_field STRUCT(x VARCHAR, y VARCHAR)',
    ])
    expect(rows).toHaveLength(5)
    expect(rows[1]).toEqual(['b', 'new', 1, {x: 'xb', y: 'other'}])
  })
})

describe('types are those that Polars infers', () => {
  test('in CSV: integers, floats and booleans; times stay texts', async () => {
    const {columns, rows} = await readText(
      'samples.csv',
      '\ufeffid,big,score,ok,day,note,"odd ""name"\r\n007,9223372036854775808,1,true,2026-01-05,+5,x\r\n-8,0,1e5,FALSE,2026-01-06,"","a\r\nb"\r\n9,1,,,,,\r\n',
    )
    expect(columns).toEqual([
      'id BIGINT',
      'big HUGEINT',
      'score DOUBLE',
      'ok BOOLEAN',
      'day VARCHAR',
      'note VARCHAR',
      'odd "name VARCHAR',
    ])
    expect(rows).toEqual([
      [7, '9223372036854775808', 1, true, '2026-01-05', '+5', 'x'],
      [-8, 0, 100000, false, '2026-01-06', '', 'a\r\nb'],
      [9, 1, null, null, null, null, null],
    ])
  })

  test('in JSON: no text is taken for a time or a UUID, mixed values become texts', async () => {
    const {columns, rows} = await readText(
      'samples.json',
      JSON.stringify([
        {
          id: '12345678-9abc-def0-1234-56789abcdef0',
          at: {day: '2026-01-05'},
          time: '12:00:00',
          mix: 1,
        },
        {
          id: '12345678-9abc-def0-1234-56789abcdef1',
          at: {day: '2026-01-06'},
          mix: 'a',
          late: [1.5],
        },
      ]),
    )
    expect(columns).toEqual([
      'id VARCHAR',
      'at STRUCT("day" VARCHAR)',
      'time VARCHAR',
      'mix VARCHAR',
      'late DOUBLE[]',
    ])
    expect(rows[1]).toEqual([
      '12345678-9abc-def0-1234-56789abcdef1',
      {day: '2026-01-06'},
      null,
      'a',
      [1.5],
    ])
  })

  test('a by-field column of a CSV file is a JSON object', async () => {
    const {columns, rows} = await readText(
      'samples.csv',
      'id,metaxy_provenance_by_field\n1,"{""x"": ""h1"", ""y"": null}"\n2,\n',
    )
    expect(columns[1]).toBe('metaxy_provenance_by_field MAP(VARCHAR, VARCHAR)')
    expect(rows).toEqual([
      [1, {x: 'h1', y: null}],
      [2, null],
    ])
  })
})

test('rows can be told apart, and a path is never a pattern', async () => {
  const odd = join(folder, "it's [a] *?.JSONL")
  writeFileSync(odd, '{"id": 1}\n\n{"id": 1}\n')
  mkdirSync(join(folder, 'day=1'))
  const inPartition = join(folder, 'day=1', 'rows.csv')
  writeFileSync(inPartition, 'id\n1\n')
  await database.session(async session => {
    const samples = await samplesRelation(session, {kind: 'file', path: odd}, 'none')
    const rows = await session.values(
      sql`SELECT ${samples.rowId}, id FROM ${samples.from} ORDER BY ${samples.rowId}`,
    )
    expect(rows).toEqual([
      [0n, 1n],
      [1n, 1n],
    ])
    expect(
      (await samplesRelation(session, {kind: 'file', path: inPartition}, 'none')).columns,
    ).toEqual([{name: 'id', type: 'BIGINT'}])
  })
})

test.each([
  ['missing.csv', null, 'it does not exist'],
  ['samples.txt', 'x', 'none of .parquet, .csv, .jsonl and .json'],
  ['empty.csv', '', 'its first line is empty'],
  ['twice.csv', 'a,A\n1,2\n', 'names the column A twice'],
  ['nameless.csv', 'a,\n1,2\n', 'has no name'],
  ['short.csv', 'a,b\n1\n', 'Expected Number of Columns: 2 Found: 1'],
  ['long.csv', 'a,b\n1,2,3\n', 'CSV Error on Line: 2'],
  ['open.csv', 'a,b\n"1,2\n', 'CSV Error on Line: 2'],
  ['latin.csv', Buffer.from('a\n\xff\n', 'latin1'), 'utf-8'],
  ['provenance.csv', 'id,metaxy_provenance_by_field\n1,h1\n', 'Malformed JSON'],
  ['half.json', '[{"a": 1}, {"a"', 'Malformed JSON'],
  ['object.json', '{"a": 1}', 'Expected top-level JSON array'],
  ['values.json', '[1, 2]', 'expected records'],
  ['none.json', '[]', 'expected records'],
  ['words.jsonl', '{"a": 1}\nnot json\n', 'Malformed JSON'],
  ['array.jsonl', '[{"a": 1}]', 'expected records'],
  ['text.parquet', 'no parquet at all', 'No magic bytes'],
])('%s is refused with its name and the reason', async (name, content, reason) => {
  const file = join(folder, name)
  if (content !== null) writeFileSync(file, content)
  await expect(read(file)).rejects.toThrow(
    expect.objectContaining({code: 'INVALID_INPUT', message: expect.stringContaining(file)}),
  )
  await expect(read(file)).rejects.toThrow(reason)
})

test('a folder is no samples file', async () => {
  mkdirSync(join(folder, 'rows.csv'))
  await expect(read(join(folder, 'rows.csv'))).rejects.toThrow('it is not a file')
})

async function readText(name: string, content: string) {
  const file = join(folder, name)
  writeFileSync(file, content)
  return read(file)
}

async function read(file: string) {
  return database.session(async session => {
    const {feature, from, rowId, columns} = await samplesRelation(
      session,
      {kind: 'file', path: file},
      'none',
    )
    const table = await session.table(sql`FROM ${from} ORDER BY ${rowId}`)
    const converters = table.columns.map(column => cellConverter(column.type))
    return {
      feature,
      columns: columns.map(column => `${column.name} ${column.type}`),
      rows: table.rows.map(row => row.map((value, index) => converters[index]?.(value) ?? null)),
    }
  })
}
