import type {HashAlgorithm, MetadataStoreKind} from './config.ts'

const IN_DATABASE: readonly HashAlgorithm[] = ['md5', 'xxh3_64', 'xxhash32', 'xxhash64']
const IN_MEMORY: readonly HashAlgorithm[] = [
  'xxh3_64',
  'xxhash64',
  'xxhash32',
  'wyhash',
  'sha256',
  'md5',
]

/** The algorithms that each kind of metadata store takes (stores.md §2.9). */
export const ACCEPTED_HASH_ALGORITHMS: Readonly<
  Record<MetadataStoreKind, readonly HashAlgorithm[]>
> = {
  duckdb: IN_DATABASE,
  clickhouse: IN_DATABASE,
  bigquery: ['md5', 'farmhash', 'sha256'],
  postgresql: IN_MEMORY,
  delta: IN_MEMORY,
  iceberg: IN_MEMORY,
  lancedb: IN_MEMORY,
  custom: IN_MEMORY,
}

/** What a store hashes with when its config names nothing. */
export function defaultHashAlgorithm(kind: MetadataStoreKind): HashAlgorithm {
  return kind === 'bigquery' ? 'md5' : 'xxhash32'
}
