import {DuckDBInstance} from '@duckdb/node-api'
import {expect, test} from 'vitest'
import {compileFilter} from '../../../src/engine/filter/compile-filter.ts'
import {seededRandom} from '../../helpers/random.ts'

const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()

/** Values are counted in this many parts of one: enough for every type below. */
const PARTS = 1_000_000_000n
const DAY = 86_400n * PARTS

interface Line {
  readonly type: string
  /** Size of one step of the type, in parts; for times a part is a nanosecond. */
  readonly step: bigint
  readonly constant: (parts: bigint) => string
  /** A constant of DuckDB with exactly this value. */
  readonly stored: (parts: bigint) => string
}

const LINES: readonly Line[] = [
  ...['TINYINT', 'UTINYINT', 'INTEGER', 'BIGINT', 'HUGEINT', 'UHUGEINT'].map(type => ({
    type,
    step: PARTS,
    constant: number,
    stored: (parts: bigint) => `${parts / PARTS}`,
  })),
  {type: 'DECIMAL(10,2)', step: PARTS / 100n, constant: number, stored: number},
  {type: 'DECIMAL(38,9)', step: 1n, constant: number, stored: number},
  {type: 'DOUBLE', step: PARTS / 8n, constant: number, stored: number},
  {type: 'FLOAT', step: PARTS / 8n, constant: number, stored: number},
  {type: 'DATE', step: DAY, constant: moment, stored: day},
  {type: 'TIMESTAMP_S', step: PARTS, constant: moment, stored: moment},
  {type: 'TIMESTAMP_MS', step: PARTS / 1_000n, constant: moment, stored: moment},
  {type: 'TIMESTAMP', step: PARTS / 1_000_000n, constant: moment, stored: moment},
  {
    type: 'TIMESTAMPTZ',
    step: PARTS / 1_000_000n,
    constant: moment,
    stored: parts => `'${iso(parts)}Z'`,
  },
  {type: 'TIMESTAMP_NS', step: 1n, constant: moment, stored: moment},
]

test.each(LINES)('$type: a comparison means what the numbers say', async line => {
  const random = seededRandom(line.type.length * 1000 + Number(line.step % 997n))
  const unsigned = line.type.startsWith('U')
  const values = Array.from({length: 40}, () => {
    const steps = BigInt(random.below(9) - (unsigned ? 0 : 4))
    return steps * line.step
  })
  const rows = values.map(value => `(CAST(${line.stored(value)} AS ${line.type}))`)
  await connection.run(
    `CREATE OR REPLACE TABLE line AS FROM (VALUES ${rows.join()}, (NULL)) AS t(v)`,
  )
  for (let round = 0; round < 60; round += 1) {
    const at =
      random.pick(values) +
      random.pick([0n, 0n, 1n, -1n]) * (line.step === 1n ? 1n : line.step / 2n)
    const operator = random.pick(['=', '!=', '<', '<=', '>', '>=', 'IN', 'NOT IN'] as const)
    const list = operator.endsWith('IN')
    const other = random.pick(values)
    const right = list ? `(${line.constant(at)}, ${line.constant(other)})` : line.constant(at)
    const mirrored = !list && random.oneIn(4)
    const text = mirrored ? `${right} ${MIRROR[operator]} v` : `v ${operator} ${right}`
    // Beside a DATE a datetime counts as its day.
    const seen = line.type === 'DATE' ? at - (((at % DAY) + DAY) % DAY) : at
    const holds = (value: bigint) => HOLDS[operator](value, seen, other)
    const where = compileFilter(text, [{name: 'v', type: await spelled(line.type)}])
    const negated = random.oneIn(3)
    const asked = negated ? `NOT (${where.text})` : where.text
    const reader = await connection.runAndReadAll(`SELECT count(*) FROM line WHERE ${asked}`, [
      ...where.values,
    ])
    const expected = values.filter(value => holds(value) !== negated).length
    expect(Number(reader.getRows()[0]?.[0]), `${negated ? 'NOT ' : ''}${text}: ${where.text}`).toBe(
      expected,
    )
  }
})

test('constants beyond a type are smaller or greater than all its values', async () => {
  const cases: [string, string, boolean][] = [
    ['127::TINYINT', 'v < 300', true],
    ['127::TINYINT', 'v >= 300', false],
    ['127::TINYINT', 'v != 300', true],
    ['(-128)::TINYINT', 'v > -1e400', true],
    ['9223372036854775807::BIGINT', 'v < 9223372036854775808', true],
    ['9223372036854775807::BIGINT', 'v = 9223372036854775807.0', true],
    ['9223372036854775806::BIGINT', 'v = 9223372036854775807', false],
    ['99.9::DECIMAL(3,1)', 'v < 99.99', true],
    ['99.9::DECIMAL(3,1)', 'v >= 100', false],
    ["TIMESTAMP_NS '2262-01-01'", "v < '3000-01-01'", true],
    ["TIMESTAMP_NS '1700-01-01'", "v > '0001-01-01'", true],
    ["TIMESTAMP 'infinity'", "v > '999999-01-01'", true],
    ["TIMESTAMP 'infinity'", "v = 'infinity'", true],
    ["TIMESTAMP '-infinity'", "v < '-999999-01-01'", true],
    ["DATE '2026-01-05'", "v = '2026-01-05T12:00:00'", true],
    ["DATE '2026-01-05'", "v < '2026-01-05 08:02Z'", false],
    ["DATE '2026-01-05'", "v = ' 2026-01-05T01:00:00+09:00 '", true],
    ["TIME '24:00:00'", "v > '23:59:59.999999999'", true],
    ["TIMESTAMPTZ '2026-01-05 08:02:00Z'", "v = '2026-01-05T17:02:00+09:00'", true],
    ["TIMESTAMPTZ '2026-01-05 08:02:00Z'", "v = '2026-01-05 08:02'", true],
    ["TIMESTAMP '2026-01-05 08:02:00'", "v = '2026-01-05T17:02:00+09'", true],
    ['0.1::FLOAT', 'v = 0.1', false],
    ['0.1::DOUBLE', 'v = 0.1', true],
    ["'inf'::DOUBLE", 'v = 1e400', true],
    ['TRUE', 'v = 1', true],
    ['TRUE', 'v > 0.5', true],
    ['TRUE', 'v IN (FALSE, 1)', true],
    ["'b'::ENUM('b', 'a')", "v > 'a'", true],
    ["'b'::ENUM('b', 'a')", "v = 'unknown'", false],
  ]
  await connection.run("SET TimeZone = 'America/New_York'")
  for (const [value, text, kept] of cases) {
    await connection.run(`CREATE OR REPLACE TABLE line AS SELECT ${value} AS v`)
    const described = await connection.runAndReadAll('DESCRIBE line')
    const where = compileFilter(text, [{name: 'v', type: String(described.getRows()[0]?.[1])}])
    const reader = await connection.runAndReadAll(`SELECT 1 FROM line WHERE ${where.text}`, [
      ...where.values,
    ])
    expect(reader.currentRowCount === 1, `${value}: ${text}`).toBe(kept)
  }
})

test('columns of different types are compared by their values', async () => {
  await connection.run(`CREATE TABLE pairs AS SELECT * FROM (VALUES
    ((-1)::TINYINT, 340282366920938463463374607431768211455::UHUGEINT, 9223372036854775807::BIGINT,
     0.5::DECIMAL(38,30), 1.0::DOUBLE, DATE '2026-01-05', TIMESTAMPTZ '2026-01-05 00:00:00Z', 'a',
     'a'::ENUM('b', 'a'))) AS t(tiny, widest, big, narrow, double, day, moment, word, kind)`)
  const described = await connection.runAndReadAll('DESCRIBE pairs')
  const columns = described
    .getRows()
    .map(([name, type]) => ({name: String(name), type: String(type)}))
  for (const text of [
    ...[
      'tiny < widest',
      'big < widest',
      'narrow > tiny',
      'big > narrow',
      'double > narrow',
      'tiny < big',
    ],
    ...['day = moment', 'moment <= day', 'word = kind', 'kind IS word', 'NOT tiny = double'],
  ]) {
    const where = compileFilter(text, columns)
    const reader = await connection.runAndReadAll(`SELECT 1 FROM pairs WHERE ${where.text}`)
    expect(reader.currentRowCount, text).toBe(1)
  }
  for (const text of ['word = tiny', 'day = tiny', 'double = word', 'day = word']) {
    expect(() => compileFilter(text, columns), text).toThrow('cannot be compared')
  }
})

const HOLDS = {
  '=': (value: bigint, at: bigint) => value === at,
  '!=': (value: bigint, at: bigint) => value !== at,
  '<': (value: bigint, at: bigint) => value < at,
  '<=': (value: bigint, at: bigint) => value <= at,
  '>': (value: bigint, at: bigint) => value > at,
  '>=': (value: bigint, at: bigint) => value >= at,
  IN: (value: bigint, at: bigint, other: bigint) => value === at || value === other,
  'NOT IN': (value: bigint, at: bigint, other: bigint) => value !== at && value !== other,
}
const MIRROR: Record<string, string> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

function number(parts: bigint): string {
  const digits = String(parts < 0n ? -parts : parts).padStart(10, '0')
  return `${parts < 0n ? '-' : ''}${digits.slice(0, -9)}.${digits.slice(-9)}`
}

function moment(parts: bigint): string {
  return `'${iso(parts)}'`
}

function day(parts: bigint): string {
  return `'${iso(parts).slice(0, 10)}'`
}

function iso(nanos: bigint): string {
  const inSecond = ((nanos % PARTS) + PARTS) % PARTS
  const second = new Date(Number((nanos - inSecond) / 1_000_000n)).toISOString().slice(0, 19)
  return inSecond === 0n ? second : `${second}.${String(inSecond).padStart(9, '0')}`
}

async function spelled(type: string): Promise<string> {
  const reader = await connection.runAndReadAll(`SELECT typeof(CAST(NULL AS ${type}))`)
  return String(reader.getRows()[0]?.[0])
}
