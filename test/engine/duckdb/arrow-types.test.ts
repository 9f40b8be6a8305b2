import {type DuckDBConnection, DuckDBInstance} from '@duckdb/node-api'
import {beforeAll, expect, test} from 'vitest'
import {arrowTable} from '../../../src/engine/duckdb/arrow-bridge.ts'
import {columnOf, throughIpc} from './arrow-values.ts'

const BIG = '170141183460469231731687303715884105727'
const LONG = 'longer than twelve bytes'

/** DuckDB's type, Arrow's type, then literals and what becomes of them. */
const TYPES: readonly (readonly [string, string, ...(readonly [string, unknown])[]])[] = [
  ['BOOLEAN', 'Bool', ['true', true], ['false', false]],
  ['TINYINT', 'Int8', ['-128', -128], ['127', 127]],
  ['SMALLINT', 'Int16', ['-32768', -32768]],
  ['INTEGER', 'Int32', ['-2147483648', -2147483648]],
  ['BIGINT', 'Int64', ['-9223372036854775808', -(2n ** 63n)], ['9007199254740993', 2n ** 53n + 1n]],
  ['UTINYINT', 'Uint8', ['255', 255]],
  ['USMALLINT', 'Uint16', ['65535', 65535]],
  ['UINTEGER', 'Uint32', ['4294967295', 4294967295]],
  ['UBIGINT', 'Uint64', ['18446744073709551615', 2n ** 64n - 1n]],
  ['FLOAT', 'Float32', ['1.5', 1.5], ["'-inf'", -Infinity]],
  ['DOUBLE', 'Float64', ['0.1', 0.1], ["'nan'", NaN], ['1e300', 1e300]],
  ['DECIMAL(4,1)', 'Decimal[4e+1]', ['-999.9', -9999n], ['0.1', 1n]],
  ['DECIMAL(9,2)', 'Decimal[9e+2]', ['-1234567.89', -123456789n]],
  ['DECIMAL(18,3)', 'Decimal[18e+3]', ['-123456789012345.678', -123456789012345678n]],
  ['DECIMAL(38,0)', 'Decimal[38e0]', ['-12345678901234567890', -12345678901234567890n]],
  ['DATE', 'Date32<DAY>', ["'2026-02-03'", 20487n], ["'0001-01-01'", -719162n]],
  ['TIME', 'Time64<MICROSECOND>', ["'23:59:59.123456'", 86399123456n]],
  ['TIME_NS', 'Time64<NANOSECOND>', ["'23:59:59.123456789'", 86399123456789n]],
  ['TIMESTAMP', 'Timestamp<MICROSECOND>', ["'2026-01-05 08:03:00.124456'", 1767600180124456n]],
  ['TIMESTAMPTZ', 'Timestamp<MICROSECOND, UTC>', ["'2026-01-05 08:03:00.1'", 1767567780100000n]],
  ['TIMESTAMP_S', 'Timestamp<SECOND>', ["'2026-01-05 08:03:00'", 1767600180n]],
  ['TIMESTAMP_MS', 'Timestamp<MILLISECOND>', ["'2026-01-05 08:03:00.124'", 1767600180124n]],
  ['TIMESTAMP_NS', 'Timestamp<NANOSECOND>', ["'1970-01-01 00:00:01.123456789'", 1123456789n]],
  [
    'VARCHAR',
    'Utf8',
    ["''", ''],
    ["'é🎬'", 'é🎬'],
    ["'just 12 long'", 'just 12 long'],
    [`'${LONG}'`, LONG],
  ],
  ['JSON', 'Utf8', [`'{"a": [1, null]}'`, '{"a": [1, null]}']],
  ['BLOB', 'Binary', ["'\\x00\\xFFa'", Uint8Array.of(0, 255, 97)]],
  [
    'UUID',
    'Utf8',
    ["'123e4567-e89b-12d3-a456-426614174000'", '123e4567-e89b-12d3-a456-426614174000'],
  ],
  ['HUGEINT', 'Utf8', [BIG, BIG]],
  ['UHUGEINT', 'Utf8', [`${BIG}`, BIG]],
  ['BIGNUM', 'Utf8', [`'${BIG}000'`, `${BIG}000`]],
  ["ENUM('low', 'high')", 'Utf8', ["'high'", 'high']],
  ['BIT', 'Utf8', ["'010110'", '010110']],
  ['TIMETZ', 'Utf8', ["'12:34:56+02'", '12:34:56+02']],
  ['INTERVAL', 'Utf8', ["INTERVAL '1 month 2 days 3 seconds'", '1 month 2 days 00:00:03']],
  ['UNION(n INTEGER, s VARCHAR)', 'Utf8', ["'text'", 'text']],
  ['INTEGER[]', 'List<Int32>', ['[1, NULL, 3]', [1, null, 3]], ['[]', []]],
  [
    'VARCHAR[][]',
    'List<List<Utf8>>',
    [`[['a', NULL], NULL, [], ['${LONG}']]`, [['a', null], null, [], [LONG]]],
  ],
  ['INTEGER[2]', 'FixedSizeList[2]<Int32>', ['[1, 2]', [1, 2]], ['[NULL, 4]', [null, 4]]],
  ['STRUCT(a INTEGER, b VARCHAR)', 'Struct<{a:Int32, b:Utf8}>', ["{a: 1, b: 'x'}", {a: 1, b: 'x'}]],
  [
    'STRUCT(x STRUCT(y DATE[]))',
    'Struct<{x:Struct<{y:List<Date32<DAY>>}>}>',
    ['{x: NULL}', {x: null}],
  ],
  [
    'MAP(VARCHAR, VARCHAR)',
    'Map<{key:Utf8, value:Utf8}>',
    [
      "MAP {'a': 'x', 'b': NULL}",
      [
        ['a', 'x'],
        ['b', null],
      ],
    ],
    ['MAP {}', []],
  ],
  [
    'MAP(INTEGER, DOUBLE[])',
    'Map<{key:Int32, value:List<Float64>}>',
    ['MAP {1: [0.5]}', [[1, [0.5]]]],
  ],
]

let connection: DuckDBConnection

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run("SET TimeZone = 'Asia/Tokyo'")
})

test.each(TYPES)('%s is %s', async (type, arrowType, ...values) => {
  const literals = ['NULL', ...values.map(([literal]) => literal), 'NULL']
  const rows = literals.map((literal, n) => `(${n}, CAST(${literal} AS ${type}))`)
  const query = `SELECT v FROM (VALUES ${rows.join(', ')}) t(n, v) ORDER BY n`

  for (const result of [await connection.run(query), await connection.stream(query)]) {
    const table = throughIpc(await arrowTable(result))
    expect(String(table.schema.fields[0]?.type)).toBe(arrowType)
    expect(columnOf(table, 0)).toEqual([null, ...values.map(([, value]) => value), null])
  }
})
