import type {MetadataStoreConfig, MetadataStoreKind, UnusableStore} from './config.ts'
import {ACCEPTED_HASH_ALGORITHMS, defaultHashAlgorithm} from './hash-algorithms.ts'
import {type Origin, tableOf, textOf} from './setting-values.ts'
import type {Settings} from './toml-file.ts'

const KINDS: Readonly<Record<string, MetadataStoreKind>> = {
  DuckDBMetadataStore: 'duckdb',
  DeltaMetadataStore: 'delta',
  IcebergMetadataStore: 'iceberg',
  LanceDBMetadataStore: 'lancedb',
  PostgreSQLMetadataStore: 'postgresql',
  ClickHouseMetadataStore: 'clickhouse',
  BigQueryMetadataStore: 'bigquery',
}

const ENGINES = ['auto', 'native', 'polars'] as const

/**
 * Checks one `[stores.<name>]` table. Any module path that ends in one of Metaxy's classes is one
 * (stores.md §2.1).
 *
 * @throws ConfigError when `type` is no text or `config` no table. What only makes this one store
 *   unusable is answered as such.
 */
export function metadataStoreConfig(
  name: string,
  table: Settings,
  origin: Origin,
): MetadataStoreConfig | UnusableStore {
  const type = textOf({name: `stores.${name}.type`, value: table.type, origin})
  const config = tableOf({name: `stores.${name}.config`, value: table.config ?? {}, origin})
  const className = type.split(/[.:]/).at(-1) ?? type
  const kind = KINDS[className]
  if (kind === undefined) return unusable(`its type "${type}" is not one of ${known(KINDS)}`)

  const hashAlgorithm = config.hash_algorithm ?? defaultHashAlgorithm(kind)
  const accepted = ACCEPTED_HASH_ALGORITHMS[kind].find(other => other === hashAlgorithm)
  if (accepted === undefined) {
    return unusable(
      `its hash_algorithm ${JSON.stringify(hashAlgorithm)} is not one that ${className} takes: ${ACCEPTED_HASH_ALGORITHMS[kind].join(', ')}`,
    )
  }
  const engine = config.versioning_engine ?? (config.prefer_native === false ? 'polars' : 'auto')
  const versioningEngine = ENGINES.find(other => other === engine)
  if (versioningEngine === undefined) {
    return unusable(
      `its versioning_engine ${JSON.stringify(engine)} is not one of ${ENGINES.join(', ')}`,
    )
  }
  const fallbackStores = config.fallback_stores ?? []
  if (!isTexts(fallbackStores)) return unusable('its fallback_stores is not a list of store names')
  return {
    name,
    type,
    className,
    kind,
    config,
    fallbackStores,
    hashAlgorithm: accepted,
    versioningEngine,
  }

  function unusable(what: string): UnusableStore {
    const where = origin.file === null ? '' : `${origin.file}: `
    return {name, type, config, reason: `${where}[stores.${name}] cannot be used: ${what}.`}
  }
}

function known(kinds: Readonly<Record<string, unknown>>): string {
  return Object.keys(kinds).join(', ')
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(item => typeof item === 'string')
}
