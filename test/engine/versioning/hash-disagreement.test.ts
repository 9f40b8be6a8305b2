import {createHash} from 'node:crypto'
import {describe, expect, test} from 'vitest'
import type {HashAlgorithm} from '../../../src/engine/config/config.ts'
import {hashDisagreement} from '../../../src/engine/versioning/hash-disagreement.ts'

const DECIMAL = ['xxhash32', 'xxhash64', 'xxh3_64', 'wyhash'] as const
const HEX = ['md5', 'sha256'] as const
const ALL: readonly HashAlgorithm[] = [...DECIMAL, ...HEX]

describe('what the configuration itself writes is never held against it', () => {
  test.each(ALL)('%s, cut to any length, from one row on', algorithm => {
    for (const length of [8, 9, 12, 16, 20, 32, 64]) {
      for (const rows of [1, 2, 3, 10, 500]) {
        expect(judged(algorithm, length, values(algorithm, length, rows))).toBeNull()
      }
    }
  })

  test('nothing stored yet', () => {
    expect(hashDisagreement({featureVersions: [], provenance: []}, config('md5', 8))).toBeNull()
  })

  test('one MD5 prefix that happens to be digits, a short decimal hash', () => {
    expect(judged('md5', 8, ['12345678'])).toBeNull()
    expect(judged('xxhash32', 8, ['1234567', '40962137'])).toBeNull()
    expect(judged('xxhash32', 8, ['12'])).toBeNull()
  })

  test("a person's own provenance", () => {
    for (const algorithm of ALL) {
      expect(
        judged(
          algorithm,
          8,
          Array.from({length: 50}, (_, row) => `v${row}`),
        ),
      ).toBeNull()
      expect(
        judged(
          algorithm,
          8,
          Array.from({length: 50}, (_, row) => String(row)),
        ),
      ).toBeNull()
    }
  })

  test('farmhash, which is not read here', () => {
    expect(judged('farmhash', 8, ['-1234567', 'x'])).toBeNull()
  })
})

describe('another algorithm is told', () => {
  test.each(DECIMAL)('decimal %s under md5 and sha256', algorithm => {
    for (const other of HEX) {
      expect(judged(other, 8, values(algorithm, 8, 5))).toBe(
        `stored provenance is decimal, hash_algorithm is ${other}`,
      )
    }
  })

  test.each(HEX)('hexadecimal %s under every decimal algorithm', algorithm => {
    for (const other of DECIMAL) {
      expect(judged(other, 8, values(algorithm, 8, 5))).toBe(
        `stored provenance is hexadecimal, hash_algorithm is ${other}`,
      )
    }
  })

  test('where the cut leaves enough, also 32 bits from 64 and md5 from sha256', () => {
    expect(judged('xxhash64', 16, values('xxhash32', 16, 3))).toBe(
      'stored provenance has at most 10 digits, xxhash64 gives 16',
    )
    expect(judged('xxhash32', 16, values('xxhash64', 16, 3))).toBe(
      'stored provenance has 16 digits, xxhash32 gives at most 10',
    )
    expect(judged('sha256', 64, values('md5', 64, 3))).toBe(
      'stored provenance has 32 characters, sha256 gives 64',
    )
  })

  test('most of the rows decide, not a few odd ones', () => {
    const mixed = [...values('md5', 8, 20), ...values('xxhash32', 8, 5)]
    expect(judged('xxhash32', 8, mixed)).toBe(
      'stored provenance is hexadecimal, hash_algorithm is xxhash32',
    )
    expect(judged('md5', 8, mixed)).toBeNull()
  })
})

describe('another truncation is told', () => {
  test('by the length of versions', () => {
    const versions = ['0123456789abcdef', 'fedcba9876543210']
    const stored = {featureVersions: versions, provenance: []}
    expect(hashDisagreement(stored, config('xxhash32', 8))).toBe(
      'stored feature versions have 16 characters, hash_truncation_length is 8',
    )
    expect(hashDisagreement(stored, config('xxhash32', 16))).toBeNull()
  })

  test('not when versions of the configured length are among them', () => {
    const featureVersions = ['0123456789abcdef', '01234567']
    const stored = {featureVersions, provenance: []}
    expect(hashDisagreement(stored, config('xxhash32', 8))).toBeNull()
  })

  test('untruncated versions are as long as SHA-256 is', () => {
    const stored = {featureVersions: ['a'.repeat(64)], provenance: []}
    expect(hashDisagreement(stored, config('xxhash32', 100))).toBeNull()
  })

  test('by the length of provenance', () => {
    expect(judged('md5', 8, values('md5', 32, 3))).toBe(
      'stored provenance has 32 characters, md5 gives 8',
    )
    expect(judged('xxhash64', 8, values('xxhash64', 20, 3))).toContain('gives at most 8')
    expect(judged('xxhash64', 16, values('xxhash64', 8, 3))).toBe(
      'stored provenance has at most 8 digits, xxhash64 gives 16',
    )
  })
})

function judged(algorithm: HashAlgorithm, length: number, provenance: readonly string[]) {
  return hashDisagreement({featureVersions: [], provenance}, config(algorithm, length))
}

function config(hashAlgorithm: HashAlgorithm, hashTruncationLength: number) {
  return {hashAlgorithm, hashTruncationLength}
}

/** Texts of the form that an algorithm gives, as evenly spread as hashes are. */
function values(algorithm: HashAlgorithm, length: number, rows: number): readonly string[] {
  return Array.from({length: rows}, (_, row) => {
    const hex = createHash(algorithm === 'md5' ? 'md5' : 'sha256')
      .update(`row ${row}`)
      .digest('hex')
    if (algorithm === 'md5' || algorithm === 'sha256') return hex.slice(0, length)
    return BigInt(`0x${hex.slice(0, algorithm === 'xxhash32' ? 8 : 16)}`)
      .toString()
      .slice(0, length)
  })
}
