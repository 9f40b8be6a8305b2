import {describe, expect, test} from 'vitest'
import {col} from '../../../src/engine/filter/col.ts'
import type {FilterExpression} from '../../../src/engine/filter/filter-tree.ts'
import {parseFilter} from '../../../src/engine/filter/parse-filter.ts'

describe('conditions made in code are the trees that texts are parsed to', () => {
  const conditions = [
    [col('status').eq('failed'), "status = 'failed'"],
    [col('it\'s "odd"').ne("it's"), `"it's ""odd""" != 'it''s'`],
    [col('n').lt(-1.5).and(col('n').ge(-3n)), 'n < -1.5 AND n >= -3'],
    [col('n').gt(1e21).or(col('n').le(2), col('ok')), 'n > 1e+21 OR n <= 2 OR ok'],
    [col('a').isNull().not(), 'NOT (a IS NULL)'],
    [col('a').eq(null), 'a = NULL'],
    [col('a').ne(null), 'a != NULL'],
    [col('a').isIn(['x', 1, true, null]), "a IN ('x', 1, TRUE, NULL)"],
    [col('a').isIn([]), 'FALSE'],
    [col('a').eq(col('b')), 'a = b'],
    [col('at').lt(new Date('2026-01-05T01:02:03.456Z')), "at < '2026-01-05T01:02:03.456+00:00'"],
  ] as const
  test.each(conditions)('%s', (condition, text) => {
    expect(withoutPlaces(condition.tree)).toEqual(withoutPlaces(parseFilter(text)))
    expect(withoutPlaces(parseFilter(String(condition)))).toEqual(withoutPlaces(condition.tree))
  })

  test('numbers that no text can hold are refused', () => {
    expect(() => col('n').eq(Number.NaN)).toThrow('cannot be compared with NaN')
  })
})

/** The same without where in a text each part stood. */
function withoutPlaces(tree: FilterExpression): unknown {
  return JSON.parse(JSON.stringify(tree, (key, value) => (key === 'at' ? undefined : value)))
}
