import {DuckDBInstance} from '@duckdb/node-api'
import {beforeAll, expect, test} from 'vitest'
import {MetaxyError} from '../../../src/engine/errors.ts'
import {compileFilter} from '../../../src/engine/filter/compile-filter.ts'
import {filterProblem} from '../../../src/engine/filter/filter-problem.ts'
import type {Column} from '../../../src/engine/models/system-columns.ts'
import {type Random, seededRandom} from '../../helpers/random.ts'

const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()
let columns: readonly Column[] = []

beforeAll(async () => {
  // A session that is not in UTC must not change any answer.
  await connection.run("SET TimeZone = 'America/New_York'")
  await connection.run(`CREATE TABLE every_type AS
    SELECT *, '{}'::JSON AS json, 'it''s' AS "odd ""name", 1.5::DECIMAL(3,2) AS "a.b",
      TIMESTAMPTZ 'infinity' AS late, DATE '-infinity' AS early, 'NaN'::FLOAT AS nan
    FROM test_all_types()`)
  await connection.run(`INSERT INTO every_type ("varchar", "int", "date", json)
    VALUES ('abc', 42, DATE '2026-01-05', '{"a": 1}'), ('', 0, DATE '1969-12-31', '[]')`)
  const described = await connection.runAndReadAll('DESCRIBE every_type')
  columns = described.getRows().map(([name, type]) => ({name: String(name), type: String(type)}))
})

test('a random filter is refused with INVALID_FILTER or runs over columns of every type', async () => {
  const random = seededRandom(20260105)
  let ran = 0
  for (let round = 0; round < 2000; round += 1) {
    const text = condition(random, 3)
    const where = compiled(text)
    expect(filterProblem(text, columns) === null, text).toBe(where !== null)
    if (where === null) continue
    ran += 1
    const statement = `SELECT count(*) FROM every_type WHERE ${where.text}`
    await connection.run(statement, [...where.values]).catch(error => {
      throw new Error(`${text}\n${where.text}\n${error}`)
    })
  }
  expect(ran).toBeGreaterThan(200)
})

test('each column can stand beside each other column and each kind of constant', async () => {
  for (const left of columns) {
    const right = [...columns.map(column => quoted(column.name)), ...CONSTANTS]
    for (const text of right.map(
      one => `${quoted(left.name)} <= ${one} OR ${quoted(left.name)} = ${one}`,
    )) {
      const where = compiled(text)
      if (where === null) continue
      const statement = `SELECT count(*) FROM every_type WHERE ${where.text}`
      await connection.run(statement, [...where.values]).catch(error => {
        throw new Error(`${text}\n${where.text}\n${error}`)
      })
    }
  }
})

test('garbage is refused with INVALID_FILTER and nothing else', () => {
  const random = seededRandom(7)
  const pieces = [
    ...SYMBOLS,
    ...WORDS,
    ...CONSTANTS,
    '\0',
    '\x1b[31m',
    '\ud800',
    '\n',
    '“',
    '😀',
    'é',
  ]
  for (let round = 0; round < 5000; round += 1) {
    const length = 1 + random.below(12)
    const text = Array.from({length}, () => random.pick(pieces)).join(random.pick(['', ' ']))
    compiled(text)
  }
  for (const deep of [
    '(',
    'NOT ',
    '!',
    '-',
    '-(',
    '((-',
    'a=(',
    '/*',
    "'",
    'a IN (',
    'a.',
    'a AND ',
  ]) {
    compiled(deep.repeat(20_000))
  }
  compiled(`${'('.repeat(20_000)}TRUE${')'.repeat(20_000)}`)
  compiled(`int = ${'9'.repeat(20_000)}`)
  compiled('double = 1e999999999999 AND int < -1e999999999999 AND int > 1e-999999999999')
})

/** Null when the filter is refused, as it should be refused. */
function compiled(text: string) {
  try {
    return compileFilter(text, columns)
  } catch (error) {
    if (!(error instanceof MetaxyError) || error.code !== 'INVALID_FILTER') {
      throw new Error(`${text.slice(0, 200)}: ${String(error)}`)
    }
    expect(error.message).not.toMatch(/[^\P{Cc}\n]/u)
    return null
  }
}

function condition(random: Random, depth: number): string {
  if (depth > 0 && random.oneIn(3)) {
    const joined = ` ${random.pick(['AND', 'OR', 'and'])} `
    return `(${condition(random, depth - 1)}${joined}${condition(random, depth - 1)})`
  }
  if (depth > 0 && random.oneIn(5)) return `NOT ${condition(random, depth - 1)}`
  const column = quoted(random.pick(columns).name)
  switch (random.below(5)) {
    case 0:
      return `${column} ${random.pick(['IS NULL', 'IS NOT NULL', 'IS TRUE', 'IS NOT FALSE', '= NULL'])}`
    case 1:
      return `${column} ${random.pick(['IN', 'NOT IN'])} (${[1, 2, 3].map(() => random.pick(CONSTANTS)).join(', ')})`
    case 2:
      return random.pick([column, random.pick(CONSTANTS)])
    default: {
      const other = random.oneIn(3) ? quoted(random.pick(columns).name) : random.pick(CONSTANTS)
      const sides = random.oneIn(4) ? [other, column] : [column, other]
      return sides.join(` ${random.pick(['=', '!=', '<>', '<', '<=', '>', '>=', '=='])} `)
    }
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

const CONSTANTS = [
  ...["'x'", "''", "'it''s'", "'2026-01-05'", "'2026-01-05 08:02:00.123456789+02'", "'0001-01-01'"],
  ...["'9999999-12-31'", "'-290309-12-22'", "'1677-09-21'", "'infinity'", "'-infinity'", "'12:00'"],
  ...["'24:00:00'", "'12:00:00.123456789'", "'12345678-9abc-def0-1234-56789abcdef0'", "'GOOSE'"],
  ...[
    '0',
    '-1',
    '300',
    '1.5',
    '.5',
    '1e400',
    '-1e400',
    '1e-9',
    '99999999999999999999999999999999999999999',
  ],
  ...['9223372036854775807', '-9223372036854775808', '170141183460469231731687303715884105728'],
  ...['-170141183460469231731687303715884105728', '340282366920938463463374607431768211455'],
  ...['TRUE', 'FALSE', 'NULL', '1000000000000.123456789012345678901234567890'],
]
const SYMBOLS = [
  '=',
  '<',
  '>',
  '!',
  '(',
  ')',
  ',',
  '.',
  ';',
  '-',
  '+',
  '*',
  '--',
  '/*',
  '*/',
  '"',
  "'",
  '`',
  ':',
  '?',
  '$1',
  '[',
  '{',
  '\\',
  '%',
  '|',
]
const WORDS = [
  'AND',
  'OR',
  'NOT',
  'IN',
  'IS',
  'NULL',
  'BETWEEN',
  'LIKE',
  'SELECT',
  'int',
  'varchar',
  'a.b',
  'bool',
  'unknown',
  'isnull',
]
