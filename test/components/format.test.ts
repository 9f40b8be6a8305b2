import {describe, expect, test} from 'vitest'
import {
  formatCount,
  formatCounted,
  formatDifference,
  formatDuration,
  formatIncrement,
  hashLength,
  shortHash,
} from '../../src/components/format.ts'
import {alignOf, formatCell} from '../../src/components/format-cell.ts'
import {formatAge, formatClock, formatMicros, formatTime} from '../../src/components/format-time.ts'

const NOW = 1_795_174_867_000_000n // 2026-11-20T11:41:07Z

test('counts have separators, differences a sign', () => {
  expect(formatCount(3_414)).toBe('3,414')
  expect(formatDifference(3_414, 3_374)).toBe('-40')
  expect(formatDifference(12, 1_052)).toBe('+1,040')
  expect(formatDifference(2, 2)).toBe('0')
  expect(formatCounted(1, 'row')).toBe('1 row')
  expect(formatCounted(2_000, 'row')).toBe('2,000 rows')
})

test('an increment names only what there is to do', () => {
  expect(formatIncrement({new: 12, stale: 38, orphaned: 2})).toBe('~38 +12 -2')
  expect(formatIncrement({new: 2, stale: 0, orphaned: 0})).toBe('+2')
  expect(formatIncrement({new: 0, stale: 0, orphaned: 0})).toBe('')
})

test('hashes grow when eight characters do not tell them apart', () => {
  const length = hashLength(['3fa1c2d8aa11', '3fa1c2d8ab22', '88c0e4b1'])
  expect(length).toBe(10)
  expect(shortHash('3fa1c2d8aa11', length)).toBe('3fa1c2d8aa')
  expect(hashLength(['3fa1c2d8', '3fa1c2d8'])).toBe(8)
  expect(hashLength([])).toBe(8)
})

test('durations', () => {
  expect(formatDuration(420)).toBe('0.42 s')
  expect(formatDuration(12_340)).toBe('12.3 s')
  expect(formatDuration(67_000)).toBe('1:07')
  expect(formatDuration(7_391_000)).toBe('2:03:11')
})

describe('times', () => {
  const stored = '2026-11-20T09:12:34.567890Z'

  test('in UTC they keep their zone', () => {
    expect(formatTime(stored, 'utc', NOW)).toBe('2026-11-20 09:12:34Z')
    expect(formatTime('2026-11-20T09:12:34.567890', 'utc', NOW)).toBe('2026-11-20 09:12:34')
  })

  test('relative to now', () => {
    expect(formatTime(stored, 'relative', NOW)).toBe('2h ago')
    expect(formatAge(NOW - 30_000_000n, NOW)).toBe('just now')
    expect(formatAge(NOW + 300_000_000n, NOW)).toBe('in 5m')
    expect(formatAge(NOW - 400n * 86_400_000_000n, NOW)).toBe('1y ago')
  })

  test('local time is that of the machine', () => {
    expect(formatTime(stored, 'local', NOW)).toMatch(/^2026-11-\d\d \d\d:\d\d:34$/)
    expect(formatMicros(NOW, 'utc', NOW)).toBe('2026-11-20 11:41:07Z')
    expect(formatClock(NOW, 'utc')).toBe('11:41:07Z')
  })

  test('what is no time stays as it is', () => {
    expect(formatTime('infinity', 'relative', NOW)).toBe('infinity')
  })
})

describe('cells', () => {
  const options = {timeFormat: 'utc', nowMicros: NOW} as const

  test('one line each, whatever the type', () => {
    expect(formatCell(null, 'VARCHAR', options)).toBe('NULL')
    expect(formatCell(0.98, 'DOUBLE', options)).toBe('0.98')
    expect(formatCell('9223372036854775807', 'BIGINT', options)).toBe('9223372036854775807')
    expect(formatCell(true, 'BOOLEAN', options)).toBe('true')
    expect(formatCell({faces: 'cc02be47', n: 3}, 'STRUCT(faces VARCHAR, n INTEGER)', options)).toBe(
      '{faces: cc02be47, n: 3}',
    )
    expect(formatCell([1, [2, null]], 'INTEGER[][]', options)).toBe('[1, [2, NULL]]')
    expect(formatCell('2026-11-20T09:12:34.567890Z', 'TIMESTAMP WITH TIME ZONE', options)).toBe(
      '2026-11-20 09:12:34Z',
    )
  })

  test('a cell of megabytes is looked at from its beginning only', () => {
    expect(formatCell('x'.repeat(5_000_000), 'VARCHAR', options).length).toBeLessThan(10_000)
    const list = Array.from({length: 100_000}, (_, index) => index)
    expect(formatCell(list, 'INTEGER[]', options).length).toBeLessThan(10_000)
  })

  test('numbers stand right', () => {
    for (const type of ['INTEGER', 'UBIGINT', 'HUGEINT', 'DECIMAL(18,3)', 'DOUBLE']) {
      expect(alignOf(type)).toBe('right')
    }
    for (const type of ['VARCHAR', 'INTEGER[]', 'DATE', 'INTERVAL']) {
      expect(alignOf(type)).toBe('left')
    }
  })
})
