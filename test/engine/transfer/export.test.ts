import {mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {tableFromIPC} from 'apache-arrow'
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {cellConverter} from '../../../src/engine/duckdb/cell-value.ts'
import {DuckDB} from '../../../src/engine/duckdb/connection.ts'
import type {Session} from '../../../src/engine/duckdb/session.ts'
import {type Query, raw, sql} from '../../../src/engine/duckdb/sql.ts'
import {exportQuery} from '../../../src/engine/transfer/export.ts'

let database: DuckDB
let folder: string

beforeAll(async () => {
  database = await DuckDB.create()
})

afterAll(() => database.close())

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'export-'))
})

describe('a .jsonl file', () => {
  test('holds every type as the command line prints it', async () => {
    // Years before 1 have fewer digits, and BIGNUM and GEOMETRY are texts of DuckDB's own.
    const rows =
      raw(`SELECT t.* EXCLUDE (bignum, geometry, date, timestamp, timestamp_s, timestamp_ms,
        timestamp_tz, date_array, timestamp_array, timestamptz_array),
      x.* FROM test_all_types() AS t LEFT JOIN (VALUES
        (false, TIMESTAMPTZ '2020-01-02 03:04:05.000001Z', DATE '2020-02-29', TIMESTAMP_S '1969-12-31 23:59:59',
         MAP {1: [9007199254740993]}, MAP {'k': 0.1::FLOAT}, {'a b': [{'c': 'x'::BLOB}]}, TIMESTAMP_NS '2020-01-01 00:00:00.5'),
        (true, TIMESTAMPTZ 'infinity', DATE 'infinity', TIMESTAMP_S '12345-01-01', NULL, NULL, NULL, NULL)
      ) AS x(bool2, tz, day, s, m1, m2, st, ns) ON bool = bool2 ORDER BY bool`)
    const {file, cells, names} = await exported(rows, 'rows.jsonl')

    const lines = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    lines.forEach((line, row) => {
      names.forEach((name, index) => {
        expect(line[name] ?? null, `row ${row}, ${name}`).toEqual(cells[row]?.[index])
      })
    })
    expect(lines).toHaveLength(3)
  })
})

describe('a .csv file', () => {
  test('has a header, texts in quotes where they need them, and nested values as JSON', async () => {
    const {file} = await exported(
      raw(`SELECT 'it''s, "quoted"' AS text, NULL AS nothing, '' AS blank, 9007199254740993 AS big,
        'NaN'::DOUBLE AS nan, {'x': 'h1', 'y': 2.50::DECIMAL(4,2)} AS struct, MAP {'k': NULL} AS map,
        TIMESTAMPTZ '2020-01-02 03:04:05Z' AS at, TIME '01:02:03.5' AS time, '\\xFF'::BLOB AS bytes, TRUE AS ok`),
      'rows.csv',
    )
    expect(readFileSync(file, 'utf8')).toBe(
      [
        'text,nothing,blank,big,nan,struct,map,at,time,bytes,ok',
        '"it\'s, ""quoted""",,"",9007199254740993,NaN,"{""x"":""h1"",""y"":""2.50""}","{""k"":null}",2020-01-02T03:04:05.000000Z,01:02:03.500000,/w==,true',
        '',
      ].join('\n'),
    )
  })
})

describe('a .parquet file', () => {
  test('holds the same values, 128-bit integers as texts', async () => {
    const {file} = await exported(
      raw(`SELECT 170141183460469231731687303715884105727::HUGEINT AS huge, [5::UHUGEINT] AS huges,
        {'a': 1, 'b': 'x'} AS struct, TIMESTAMPTZ '2020-01-02 03:04:05.000001Z' AS at`),
      'rows.parquet',
    )
    const back = await database.session(session =>
      session.table({text: `FROM read_parquet('${file}')`, values: []}),
    )
    expect(back.columns.map(column => String(column.type))).toEqual([
      'VARCHAR',
      'VARCHAR[]',
      'STRUCT("a" INTEGER, "b" VARCHAR)',
      'TIMESTAMP WITH TIME ZONE',
    ])
    expect(String(back.rows[0]?.[0])).toBe('170141183460469231731687303715884105727')
  })
})

test('bound values, order and odd names survive', async () => {
  const {file, rows} = await exported(
    sql`SELECT i AS ${raw('"odd ""name, x"')} FROM range(5) AS t(i) WHERE i != ${3} ORDER BY i DESC`,
    'rows.csv',
  )
  expect(rows).toBe(4)
  expect(readFileSync(file, 'utf8')).toBe('"odd ""name, x"\n4\n2\n1\n0\n')
})

test('a failing export leaves the older file and nothing else', async () => {
  const file = join(folder, "it's rows.csv")
  writeFileSync(file, 'old')
  const failing = raw("SELECT CAST(i::VARCHAR || 'x' AS INTEGER) AS n FROM range(3) AS t(i)")
  await expect(exportTo(failing, file)).rejects.toThrow('Could not convert')
  expect(readdirSync(folder)).toEqual(["it's rows.csv"])
  expect(readFileSync(file, 'utf8')).toBe('old')

  await exportTo(raw('SELECT 1 AS n'), file)
  expect(readFileSync(file, 'utf8')).toBe('n\n1\n')
  expect(readdirSync(folder)).toEqual(["it's rows.csv"])
})

test('a place that cannot be written to is said with its reason', async () => {
  mkdirSync(join(folder, 'taken.csv'))
  writeFileSync(join(folder, 'file'), '')
  for (const [file, reason] of [
    ['missing/rows.csv', 'its folder does not exist'],
    ['file/rows.csv', 'its folder is a file'],
    ['taken.csv', 'a folder has this name'],
    ['rows.xlsx', '.parquet, .csv, .jsonl, .arrow'],
    ['rows', 'its ending'],
  ] as const) {
    await expect(exportTo(raw('SELECT 1 AS n'), join(folder, file)), file).rejects.toThrow(
      expect.objectContaining({code: 'INVALID_INPUT', message: expect.stringContaining(reason)}),
    )
  }
  expect(readdirSync(folder)).toEqual(['file', 'taken.csv'])
})

test('an .arrow file holds the rows in order', async () => {
  const {file, rows} = await exported(
    raw("SELECT i AS id, {'x': 'h' || i} AS struct FROM range(5000) AS t(i) ORDER BY i"),
    'rows.arrow',
  )
  const table = tableFromIPC(readFileSync(file))
  expect(rows).toBe(5000)
  expect(table.numRows).toBe(5000)
  expect(table.get(4321)?.toJSON()).toMatchObject({id: 4321n, struct: {x: 'h4321'}})
  expect(readdirSync(folder)).toEqual(['rows.arrow'])
})

async function exported(query: Query, name: string) {
  const file = join(folder, name)
  return database.session(async session => {
    const {rows} = await exportQuery(session, query, file)
    return {file, rows, ...(await cellsOf(session, query))}
  })
}

async function cellsOf(session: Session, query: Query) {
  const {columns, rows} = await session.table(query)
  const converters = columns.map(column => cellConverter(column.type))
  return {
    names: columns.map(column => column.name),
    cells: rows.map(row => row.map((value, index) => converters[index]?.(value) ?? null)),
  }
}

async function exportTo(query: Query, file: string): Promise<unknown> {
  return database.session(session => exportQuery(session, query, file))
}
