import {DuckDBInstance} from '@duckdb/node-api'
import {beforeAll, describe, expect, test} from 'vitest'
import {cellConverter, cellParameter} from '../../../src/engine/duckdb/cell-value.ts'
import {parseColumnType} from '../../../src/engine/duckdb/parse-column-type.ts'
import {type Query, sql} from '../../../src/engine/duckdb/sql.ts'
import type {CellValue} from '../../../src/engine/models/cell-value.ts'

const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()

beforeAll(async () => {
  await connection.run("SET TimeZone = 'Asia/Tokyo'")
})

describe('a stored value in the JSON form of the contract', () => {
  test.each<[string, CellValue]>([
    ["'it''s'", "it's"],
    ['TRUE', true],
    ['NULL::INTEGER', null],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', '9007199254740992'],
    ['(-9007199254740992)::BIGINT', '-9007199254740992'],
    ['170141183460469231731687303715884105727::HUGEINT', '170141183460469231731687303715884105727'],
    ['5::UHUGEINT', 5],
    ['0.1::DOUBLE', 0.1],
    ['0.1::FLOAT', 0.10000000149011612],
    ["'NaN'::DOUBLE", 'NaN'],
    ["'-inf'::FLOAT", '-Infinity'],
    ['(-0.5)::DECIMAL(10,2)', '-0.50'],
    ['0.5::DECIMAL(38,38)', '0.50000000000000000000000000000000000000'],
    ["DATE '1969-12-31'", '1969-12-31'],
    ["DATE '0044-03-15 (BC)'", '-0043-03-15'],
    ["DATE '0001-01-01'", '0001-01-01'],
    ["DATE '12345-06-07'", '12345-06-07'],
    ["DATE '-infinity'", '-infinity'],
    ["TIMESTAMP '2020-01-02 03:04:05'", '2020-01-02T03:04:05.000000'],
    ["TIMESTAMP '1969-12-31 23:59:59.999999'", '1969-12-31T23:59:59.999999'],
    ["TIMESTAMP '0044-03-15 (BC) 01:02:03.5'", '-0043-03-15T01:02:03.500000'],
    ["TIMESTAMP '294247-01-10 04:00:54.775806'", '294247-01-10T04:00:54.775806'],
    ["TIMESTAMP 'infinity'", 'infinity'],
    ["TIMESTAMP_S '1900-01-01 00:00:01'", '1900-01-01T00:00:01.000000'],
    ["TIMESTAMP_MS '2020-01-02 03:04:05.678'", '2020-01-02T03:04:05.678000'],
    ["TIMESTAMP_NS '2020-01-02 03:04:05.678901'", '2020-01-02T03:04:05.678901'],
    ["TIMESTAMP_NS '2020-01-02 03:04:05.678901234'", '2020-01-02T03:04:05.678901234'],
    ["TIMESTAMPTZ '2020-01-02 03:04:05.000001+09'", '2020-01-01T18:04:05.000001Z'],
    ["TIME '01:02:03.000004'", '01:02:03.000004'],
    ["TIME '24:00:00'", '24:00:00.000000'],
    ["'01:02:03-02:30'::TIMETZ", '01:02:03.000000-02:30'],
    ["'\\x00\\xFF'::BLOB", 'AP8='],
    ["'12345678-9abc-def0-1234-56789abcdef0'::UUID", '12345678-9abc-def0-1234-56789abcdef0'],
    ["INTERVAL '14 months -3 days 1 second'", '1 year 2 months -3 days 00:00:01'],
    ["'0101'::BIT", '0101'],
    ["'glad'::ENUM('sad', 'glad')", 'glad'],
    ['[1, NULL, 3]', [1, null, 3]],
    ['[1.5::DOUBLE, 2]::DOUBLE[2]', [1.5, 2]],
    ["{'a': 1, 'b': {'c': DATE '2020-01-01'}}", {a: 1, b: {c: '2020-01-01'}}],
    ["MAP {'a': 9007199254740993, 'b': NULL}", {a: '9007199254740993', b: null}],
    [
      'MAP {1: 0.5::DOUBLE, 2: NULL}',
      [
        {key: 1, value: 0.5},
        {key: 2, value: null},
      ],
    ],
    ['union_value(age := 5)::UNION(name VARCHAR, age SMALLINT)', {age: 5}],
    ['\'{"a":  1}\'::JSON', '{"a":  1}'],
    ["MAP {'__proto__': 1}", Object.fromEntries([['__proto__', 1]])],
  ])('%s', async (expression, cell) => {
    expect(await cellsOf(`SELECT ${expression}`)).toEqual([[cell]])
  })
})

test('the cell of every value of every type leads back to exactly that value', async () => {
  await connection.run('CREATE TABLE every_type AS FROM test_all_types()')
  await connection.run(`CREATE TABLE more AS SELECT * FROM (VALUES
    (1, TIMESTAMP '2020-01-02 03:04:05.678901', 0.1::FLOAT, MAP {1: 'x'}, INTERVAL '-13 months 2 days',
     TIME_NS '01:02:03.000000001', {'it''s "odd"': [{'k': 1.5::DECIMAL(3,1)}]}, TIMESTAMP 'infinity'),
    (2, TIMESTAMP '0044-03-15 (BC) 01:02:03', 'NaN'::FLOAT, MAP {}, -INTERVAL 1 SECOND,
     TIME_NS '24:00:00', {'it''s "odd"': []}, TIMESTAMP '-infinity'),
    (3, TIMESTAMP '99999-01-01', '-inf'::FLOAT, MAP {2: NULL}, INTERVAL 0 SECOND, NULL, NULL, NULL)
    ) AS t(a, b, c, d, e, f, g, h)`)
  expect(await strayed('every_type')).toEqual(['bignum', 'geometry'])
  expect(await strayed('more')).toEqual([])
})

test('what is no value of a type is refused before anything runs', () => {
  const wrong: [CellValue, string][] = [
    ['abc', 'BIGINT'],
    [300, 'TINYINT'],
    [1.5, 'INTEGER'],
    ['1.005', 'DECIMAL(10,2)'],
    ['100', 'DECIMAL(3,1)'],
    ['2026-02-30', 'DATE'],
    ['2026-01-01T00:00:00.5', 'TIMESTAMP_S'],
    ['3000-01-01', 'TIMESTAMP_NS'],
    ['25:00', 'TIME'],
    ['x', 'UUID'],
    ['*', 'BLOB'],
    ['', 'INTERVAL'],
    ['huge', "ENUM('small')"],
    [[1, 2], 'INTEGER[3]'],
    [{a: 1, z: 2}, 'STRUCT(a INTEGER)'],
    [1, 'VARCHAR'],
    ["'; DROP TABLE x; --", 'TIMESTAMP'],
  ]
  for (const [cell, type] of wrong) {
    expect(() => cellParameter(cell, type), `${type}`).toThrow(
      expect.objectContaining({
        code: 'INVALID_INPUT',
        message: expect.stringContaining(type[0] ?? ''),
      }),
    )
  }
  expect(() => cellParameter('x', 'GEOMETRY')).toThrow(
    expect.objectContaining({code: 'UNSUPPORTED'}),
  )
})

test('types are read as DuckDB prints them', async () => {
  const {rows} = await select('SELECT column_type FROM (DESCRIBE FROM test_all_types())')
  for (const [type] of rows) {
    const parsed = parseColumnType(String(type))
    const known = parsed.kind !== 'other'
    expect(known, String(type)).toBe(!['BIGNUM', 'GEOMETRY'].includes(String(type)))
    if (known) await select(`SELECT CAST(NULL AS ${parsed.name})`)
  }
})

/** Names of columns with a value that its cell does not lead back to. */
async function strayed(table: string): Promise<readonly string[]> {
  const described = await select(`SELECT column_name, column_type FROM (DESCRIBE ${table})`)
  const columns = described.rows.map(([name, type]) => ({name: String(name), type: String(type)}))
  const found: string[] = []
  for (const {name, type} of columns) {
    const values = await cellsOf(`SELECT "${name}" FROM ${table} ORDER BY rowid`)
    for (const [index, [cell = null]] of values.entries()) {
      try {
        const back = sql`${cellParameter(cell, type)}`
        const {rows} = await select(
          sql`SELECT count(*) FROM ${{text: table, values: []}} WHERE rowid = ${index}
            AND ${{text: `"${name}"`, values: []}} IS NOT DISTINCT FROM ${back}
            AND typeof(${back}) IN (${type}, 'VARCHAR')`,
        )
        if (rows[0]?.[0] !== 1n) found.push(`${name} ${index} ${JSON.stringify(cell)}`)
      } catch (error) {
        if (!Object(error).code?.includes('UNSUPPORTED')) throw error
        if (!found.includes(name)) found.push(name)
      }
    }
  }
  return found
}

async function cellsOf(statement: string): Promise<CellValue[][]> {
  const {rows, types} = await select(statement)
  const converters = types.map(cellConverter)
  return rows.map(row => row.map((value, index) => converters[index]?.(value) ?? null))
}

async function select(statement: string | Query) {
  const query = typeof statement === 'string' ? {text: statement, values: []} : statement
  const reader = await connection.runAndReadAll(query.text, [...query.values])
  return {rows: reader.getRows(), types: reader.columnTypes()}
}
