import {describe, expect, test} from 'vitest'
import {readable} from '../../../src/engine/duckdb/sql.ts'
import {
  anyOfFilters,
  compileExpression,
  compileFilter,
  compileFilters,
} from '../../../src/engine/filter/compile-filter.ts'
import {columnsOf, type FilterExpression} from '../../../src/engine/filter/filter-tree.ts'
import {parseFilter} from '../../../src/engine/filter/parse-filter.ts'

const columns = [
  {name: 'status', type: 'VARCHAR'},
  {name: 'n', type: 'BIGINT'},
  {name: 'score', type: 'DOUBLE'},
  {name: 'small', type: 'FLOAT'},
  {name: 'ok', type: 'BOOLEAN'},
  {name: 'price', type: 'DECIMAL(10,2)'},
  {name: 'mood', type: "ENUM('sad', 'glad')"},
  {name: 'metaxy_created_at', type: 'TIMESTAMP WITH TIME ZONE'},
  {name: 'meta.owner', type: 'VARCHAR'},
  {name: 'order', type: 'INTEGER'},
]

describe('what a filter says in SQL', () => {
  test.each([
    ["n > 25 AND status = 'active'", `("n" > 25 AND "status" = 'active')`],
    ['ok OR n = 1 AND score < .5', `("ok" OR ("n" = 1 AND "score" < 5e-1))`],
    ["NOT (status = 'x' OR n != NULL)", `(NOT ("status" = 'x' OR "n" IS NOT NULL))`],
    ["meta . owner = 'it''s'", `"meta.owner" = 'it''s'`],
    ['order IS 3', `"order" = 3`],
    ['n IS NOT 3', `"n" != 3`],
    ['ok IS NOT TRUE', `"ok" != TRUE`],
    ['NULL = n', `"n" IS NULL`],
    ['n NOTNULL', `"n" IS NOT NULL`],
    ['n > NULL', 'CAST(NULL AS BOOLEAN)'],
    ['3 < n', `"n" > 3`],
    ['n = - -3', `"n" = 3`],
    ['n < 2.5', `"n" <= 2`],
    ['n = 1e3', `"n" = 1000`],
    ['n = 2.5', `(CASE WHEN "n" IS NOT NULL THEN FALSE END)`],
    ['n IN (1, 2.5, NULL)', `"n" IN (1)`],
    ['n NOT IN (1, 2)', `(NOT "n" IN (1, 2))`],
    ['n IN (NULL)', `(CASE WHEN "n" IS NOT NULL THEN FALSE END)`],
    ['small = 0.1', `CAST("small" AS DOUBLE) = 1e-1`],
    ['price >= 1.5', `"price" >= CAST('1.50' AS DECIMAL(10,2))`],
    ["mood = 'glad'", `CAST("mood" AS VARCHAR) = 'glad'`],
    [
      "metaxy_created_at < '2026-01-15 08:02+01:00'",
      `"metaxy_created_at" < CAST('2026-01-15T07:02:00.000000Z' AS TIMESTAMP WITH TIME ZONE)`,
    ],
    ['1 = 1.0', 'TRUE'],
    ["'a' < 'b'", `CAST('a' AS VARCHAR) < CAST('b' AS VARCHAR)`],
    ['NULL', 'CAST(NULL AS BOOLEAN)'],
    ['/* all */ TRUE; -- rows', 'TRUE'],
    ['! ok', `(NOT "ok")`],
  ])('%s', (text, where) => {
    expect(readable(compileFilter(text, columns))).toBe(where)
  })
})

test('texts are bound, never written into the statement', () => {
  expect(compileFilter("status IN ('a', 'b?')", columns)).toEqual({
    text: '"status" IN (?, ?)',
    values: ['a', 'b?'],
  })
})

test('several filters all hold, or any of them', () => {
  expect(readable(compileFilters(['ok', 'n = 1'], columns))).toBe('("ok") AND ("n" = 1)')
  expect(readable(compileFilters([], columns))).toBe('TRUE')
  expect(readable(anyOfFilters(['ok', 'n = 1'], columns))).toBe('("ok") OR ("n" = 1)')
  expect(readable(anyOfFilters([], columns))).toBe('FALSE')
})

test('a tree built by hand means the same as one that was read', () => {
  const built: FilterExpression = {
    kind: 'and',
    terms: [
      {kind: 'column', name: 'ok', at: null},
      {
        kind: 'comparison',
        operator: '>=',
        left: {kind: 'column', name: 'n', at: null},
        right: {kind: 'number', value: '5', at: null},
      },
    ],
  }
  expect(compileExpression(built, columns)).toEqual(compileFilter('ok AND n >= 5', columns))
})

test('a filter names its columns', () => {
  expect(columnsOf(parseFilter('a.b = 1 OR NOT (c IN (1) AND \'x\' = "d e") OR c'))).toEqual([
    'a.b',
    'c',
    'd e',
  ])
})
