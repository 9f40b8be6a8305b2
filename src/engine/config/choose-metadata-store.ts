import {ConfigError, MetadataStoreError} from '../errors.ts'
import type {Config, MetadataStoreConfig} from './config.ts'

/**
 * The store with this name, or the default one (stores.md §9.4).
 *
 * @throws MetadataStoreError STORE_NOT_FOUND when no store has this name, listing those there are.
 * @throws ConfigError when there is no store at all, or this one cannot be used.
 */
export function chooseMetadataStore(config: Config, name = config.store): MetadataStoreConfig {
  const found = config.stores.get(name)
  if (found !== undefined) return found
  const unusable = config.unusableStores.get(name)
  if (unusable !== undefined) throw invalid(config, unusable.reason)
  const names = [...config.stores.keys(), ...config.unusableStores.keys()]
  if (names.length === 0) throw noStores(config)
  throw new MetadataStoreError({
    code: 'STORE_NOT_FOUND',
    message: `No metadata store "${name}" is configured${config.file === null ? '' : ` in ${config.file}`}.`,
    hint: `Configured are ${names.sort().join(', ')}.`,
    details: {store: name, available: names},
  })
}

/**
 * The stores behind a store, in the order a read consults them: depth first, each once
 * (stores.md §7).
 *
 * @throws ConfigError when they form a circle, one is not configured or cannot be used, or one
 *   hashes differently.
 */
export function fallbackChain(
  config: Config,
  metadataStore: MetadataStoreConfig,
): readonly MetadataStoreConfig[] {
  const chain = new Map<string, MetadataStoreConfig>()
  follow(metadataStore, [metadataStore.name])
  return [...chain.values()]

  function follow(parent: MetadataStoreConfig, path: readonly string[]): void {
    for (const name of parent.fallbackStores) {
      if (path.includes(name)) {
        throw invalid(config, `fallback_stores run in a circle: ${[...path, name].join(' → ')}.`)
      }
      const fallback = usableFallback(config, parent, name)
      if (!chain.has(name)) chain.set(name, fallback)
      follow(fallback, [...path, name])
    }
  }
}

function usableFallback(
  config: Config,
  parent: MetadataStoreConfig,
  name: string,
): MetadataStoreConfig {
  const fallback = config.stores.get(name)
  if (fallback === undefined) {
    const reason = config.unusableStores.get(name)?.reason
    throw invalid(
      config,
      reason ??
        `[stores.${parent.name}] names the fallback store "${name}", which is not configured.`,
    )
  }
  if (fallback.hashAlgorithm !== parent.hashAlgorithm) {
    throw invalid(
      config,
      `Fallback store "${name}" uses hash_algorithm "${fallback.hashAlgorithm}" but "${parent.name}" uses "${parent.hashAlgorithm}"; a chain has to agree.`,
    )
  }
  return fallback
}

function noStores(config: Config): ConfigError {
  const message =
    config.file === null
      ? 'There is no metaxy.toml, and no pyproject.toml with [tool.metaxy], in this folder or above it.'
      : `${config.file} configures no metadata store.`
  return invalid(config, message, 'Add one: [stores.dev] with "type" and [stores.dev.config].')
}

function invalid(config: Config, message: string, hint?: string): ConfigError {
  return new ConfigError(message, {
    ...(config.file === null ? {} : {file: config.file}),
    ...(hint === undefined ? {} : {hint}),
  })
}
