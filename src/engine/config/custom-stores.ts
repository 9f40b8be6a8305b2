import type {Config, MetadataStoreConfig, UnusableStore} from './config.ts'
import {metadataStoreConfig} from './metadata-store-config.ts'

/**
 * The configuration with stores of one's own among the usable ones: those whose `type` is named
 * (stores.md §2.1).
 */
export function withCustomStores(config: Config, types: readonly string[]): Config {
  const made = [...config.unusableStores.values()]
    .filter(({type}) => types.includes(type))
    .map(customStore)
  const usable = made.filter(one => 'kind' in one)
  const unusable = new Map(config.unusableStores)
  for (const one of made) {
    if ('kind' in one) unusable.delete(one.name)
    else unusable.set(one.name, one)
  }
  return {
    ...config,
    stores: new Map([...config.stores, ...usable.map(one => [one.name, one] as const)]),
    unusableStores: unusable,
  }
}

/** Its members are read as those of a store that computes in memory. */
function customStore({name, type, config}: UnusableStore): MetadataStoreConfig | UnusableStore {
  const table = {type: 'DeltaMetadataStore', config}
  const read = metadataStoreConfig(name, table, {file: null, variables: new Map()})
  if (!('kind' in read)) {
    return {...read, type, reason: read.reason.replaceAll('DeltaMetadataStore', type)}
  }
  return {...read, type, className: type.split(/[.:]/).at(-1) ?? type, kind: 'custom'}
}
