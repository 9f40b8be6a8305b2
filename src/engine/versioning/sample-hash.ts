import type {HashAlgorithm} from '../config/config.ts'
import {type HashName, LONGEST_INLINE} from '../duckdb/hash-kernel.ts'
import {type Query, raw, sql} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'

/**
 * SQL for the sample-level hash of a VARCHAR expression (versioning.md §5.1): lower-case hex, or an
 * unsigned decimal without padding, of which the first `truncation` characters stay. NULL for NULL.
 *
 * @throws MetaxyError UNSUPPORTED for farmhash, which only BigQuery has.
 */
export function hashExpression(algorithm: HashAlgorithm, text: Query, truncation: number): Query {
  const length = raw(String(truncation))
  const name = DECIMAL[algorithm]
  if (name !== undefined && truncation <= LONGEST_INLINE) {
    return sql`${raw(name)}_decimal(${text}, ${length})`
  }
  const {hash, longest} = fullHash(algorithm, text)
  return truncation < longest ? sql`left(${hash}, ${length})` : hash
}

/** The functions whose hashes are numbers. */
const DECIMAL: Partial<Record<HashAlgorithm, HashName>> = {
  xxhash32: 'xxh32',
  xxhash64: 'xxh64',
  xxh3_64: 'xxh3_64',
  wyhash: 'wyhash',
}

/** The text of a hash before truncation, and how long it can be. */
function fullHash(algorithm: HashAlgorithm, text: Query): {hash: Query; longest: number} {
  switch (algorithm) {
    case 'xxhash32':
      return {hash: sql`xxh32(${text})::VARCHAR`, longest: 10}
    case 'xxhash64':
      return {hash: sql`xxh64(${text})::VARCHAR`, longest: 20}
    case 'xxh3_64':
      return {hash: sql`xxh3_64(${text})::VARCHAR`, longest: 20}
    case 'md5':
      return {hash: sql`md5(${text})`, longest: 32}
    case 'sha256':
      return {hash: sql`sha256(${text})`, longest: 64}
    case 'wyhash':
      return {hash: sql`wyhash(${text})::VARCHAR`, longest: 20}
    case 'farmhash':
      throw new MetaxyError({
        code: 'UNSUPPORTED',
        message: `The hash algorithm ${algorithm} cannot be computed here.`,
        hint: 'Choose md5, sha256, xxhash32, xxhash64, xxh3_64 or wyhash as hash_algorithm of the store.',
      })
  }
}
