import type {Config, UnusableStore} from '../config/config.ts'
import {displayOf} from '../config/display.ts'
import {MetaxyError} from '../errors.ts'
import type {ConnectedStores} from '../metadata-store/connected-stores.ts'
import {FEATURE_VERSIONS_KEY} from '../metadata-store/system-tables.ts'
import type {AskOptions, MetadataStoreInfo} from './questions.ts'

/** Every configured metadata store and whether it opens; those of other kinds, or malformed, say so. */
export async function metadataStoreInfos(
  config: Config,
  directory: string,
  metadataStores: ConnectedStores,
  options: AskOptions,
): Promise<readonly MetadataStoreInfo[]> {
  const infos: MetadataStoreInfo[] = []
  for (const one of config.stores.values()) {
    const error = await reasonUnreachable(metadataStores, one.name, options)
    infos.push({
      name: one.name,
      isDefault: one.name === config.store,
      type: one.type,
      info: displayOf(one, directory),
      versioningEngine: one.versioningEngine,
      fallbacks: one.fallbackStores,
      reachable: error === null,
      error,
    })
  }
  return [...infos, ...[...config.unusableStores.values()].map(one => unusableInfo(config, one))]
}

/** Configured, but with a setting that nothing can be made of. */
function unusableInfo(config: Config, {name, type, reason}: UnusableStore): MetadataStoreInfo {
  return {
    name,
    isDefault: name === config.store,
    type,
    info: type.split(/[.:]/).at(-1) ?? type,
    versioningEngine: 'auto',
    fallbacks: [],
    reachable: false,
    error: reason,
  }
}

async function reasonUnreachable(
  metadataStores: ConnectedStores,
  name: string,
  options: AskOptions,
): Promise<string | null> {
  try {
    const metadataStore = await metadataStores.of(name)
    await metadataStore.reading(async open => open.table(FEATURE_VERSIONS_KEY), options)
    return null
  } catch (error) {
    if (error instanceof MetaxyError) return error.message
    throw error
  }
}
