import type {Warning} from '../errors.ts'

/** The kinds of metadata store that Metaxy has; ours opens the first two (stores.md §2.1). */
export type MetadataStoreKind =
  | 'duckdb'
  | 'delta'
  | 'iceberg'
  | 'lancedb'
  | 'postgresql'
  | 'clickhouse'
  | 'bigquery'
  /** One of the program's own, given when the project was opened. */
  | 'custom'

export type HashAlgorithm =
  | 'xxhash32'
  | 'xxhash64'
  | 'xxh3_64'
  | 'wyhash'
  | 'sha256'
  | 'md5'
  | 'farmhash'

/** One `[stores.<name>]` table, checked. */
export interface MetadataStoreConfig {
  readonly name: string
  /** As written, any historical module path. */
  readonly type: string
  /** The last part of `type`. */
  readonly className: string
  readonly kind: MetadataStoreKind
  /** Members of the `config` table as written, after templating. */
  readonly config: Readonly<Record<string, unknown>>
  readonly fallbackStores: readonly string[]
  readonly hashAlgorithm: HashAlgorithm
  readonly versioningEngine: 'auto' | 'native' | 'polars'
}

/** A configured store that cannot be opened; it hurts whoever asks for it, and nobody else. */
export interface UnusableStore {
  readonly name: string
  readonly type: string
  readonly config: Readonly<Record<string, unknown>>
  /** What, where, what to do. */
  readonly reason: string
}

/** The effective configuration (stores.md §9). */
export interface Config {
  /** The file it came from; null when there is none. */
  readonly file: string | null
  readonly project: string | null
  /** The name of the default metadata store. */
  readonly store: string
  readonly stores: ReadonlyMap<string, MetadataStoreConfig>
  readonly unusableStores: ReadonlyMap<string, UnusableStore>
  readonly hashTruncationLength: number
  readonly enableMapDatatype: boolean
  readonly autoCreateTables: boolean
  readonly locked: boolean | null
  readonly sync: boolean
  readonly theme: string
  readonly entrypoints: readonly string[]
  readonly extraFeatures: readonly Readonly<Record<string, unknown>>[]
  readonly ext: Readonly<Record<string, unknown>>
  /** Absolute path of metaxy.lock, whether it exists or not; null without a configuration file. */
  readonly lockFile: string | null
  readonly warnings: readonly Warning[]
}
