import type {HashAlgorithm} from '../config/config.ts'

/** Hashes found in a metadata store; the newest rows tell most. */
export interface StoredHashes {
  /** `metaxy_feature_version` of pushes or rows. */
  readonly featureVersions: readonly string[]
  /** `metaxy_provenance` of rows of features with deps: a root's may be anything. */
  readonly provenance: readonly string[]
}

export interface HashConfig {
  readonly hashAlgorithm: HashAlgorithm
  readonly hashTruncationLength: number
}

/** Nothing is held against the configuration that chance would do more often than this. */
const CHANCE = 1e-4

/** No configuration cuts shorter; a shorter text is a person's own, or a small number. */
const SHORTEST_CUT = 8
const DECIMAL = /^\d{7,}$/

/** How long the full hex text is, or up to which number the decimal one goes (versioning.md §5.1). */
const HEX_LENGTH = {md5: 32, sha256: 64} as const
const DECIMAL_RANGE = {
  xxhash32: 2 ** 32,
  xxhash64: 2 ** 64,
  xxh3_64: 2 ** 64,
  wyhash: 2 ** 64,
} as const

/**
 * Why stored hashes cannot come from the configured algorithm and truncation, in one sentence, or
 * null when they can (stores.md §14, trap 24). Increments over such a store would call every row
 * stale, so they are not computed.
 */
export function hashDisagreement(stored: StoredHashes, config: HashConfig): string | null {
  return versionLengths(stored.featureVersions, config) ?? provenanceForm(stored.provenance, config)
}

/** Versions are SHA-256 hex, so each is exactly as long as it was cut. */
function versionLengths(versions: readonly string[], config: HashConfig): string | null {
  const lengths = new Set(versions.map(version => version.length))
  const expected = Math.min(config.hashTruncationLength, HEX_LENGTH.sha256)
  if (lengths.size === 0 || lengths.has(expected)) return null
  return `stored feature versions have ${[...lengths].sort((a, b) => a - b).join(' or ')} characters, hash_truncation_length is ${config.hashTruncationLength}`
}

function provenanceForm(values: readonly string[], config: HashConfig): string | null {
  const {hashAlgorithm: algorithm, hashTruncationLength: length} = config
  if (values.length === 0 || algorithm === 'farmhash') return null
  if (algorithm === 'md5' || algorithm === 'sha256') {
    return hexForm(values, Math.min(length, HEX_LENGTH[algorithm]), algorithm)
  }
  return decimalForm(values, length, algorithm)
}

function hexForm(values: readonly string[], expected: number, algorithm: string): string | null {
  const decimal = values.filter(value => DECIMAL.test(value))
  const chance = (10 / 16) ** decimal.reduce((sum, value) => sum + value.length, 0)
  if (mostOf(decimal, values) && chance < CHANCE) {
    return `stored provenance is decimal, hash_algorithm is ${algorithm}`
  }
  if (
    mostOf(
      values.filter(value => !/^[0-9a-f]+$/.test(value)),
      values,
    )
  )
    return null
  const others = values.filter(value => value.length >= SHORTEST_CUT && value.length !== expected)
  if (!mostOf(others, values)) return null
  return `stored provenance has ${lengthsOf(others)} characters, ${algorithm} gives ${expected}`
}

function decimalForm(
  values: readonly string[],
  length: number,
  algorithm: keyof typeof DECIMAL_RANGE,
): string | null {
  const hexadecimal = values.filter(value => /^(?=.*[a-f])[0-9a-f]{8,}$/.test(value))
  if (mostOf(hexadecimal, values)) {
    return `stored provenance is hexadecimal, hash_algorithm is ${algorithm}`
  }
  const decimal = values.filter(value => DECIMAL.test(value))
  if (!mostOf(decimal, values)) return null
  const range = DECIMAL_RANGE[algorithm]
  const most = Math.min(length, String(range).length)
  const tooLong = decimal.filter(value => value.length > most)
  if (mostOf(tooLong, values)) {
    return `stored provenance has ${lengthsOf(tooLong)} digits, ${algorithm} gives at most ${most}`
  }
  // Short numbers are legitimate, but not all of them: a tenth of all is one digit short.
  const longest = Math.max(...decimal.map(value => value.length))
  const chance =
    longest >= SHORTEST_CUT && longest < most ? (10 ** longest / range) ** decimal.length : 1
  if (chance >= CHANCE) return null
  return `stored provenance has at most ${longest} digits, ${algorithm} gives ${most}`
}

function mostOf(part: readonly string[], all: readonly string[]): boolean {
  return part.length * 2 > all.length
}

function lengthsOf(values: readonly string[]): string {
  return [...new Set(values.map(value => value.length))].sort((a, b) => a - b).join(' or ')
}
