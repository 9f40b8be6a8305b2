import {access} from 'node:fs/promises'
import {resolve} from 'node:path'
import type {Config, UnusableStore} from '../config/config.ts'
import {displayOf} from '../config/display.ts'
import type {DuckDB} from '../duckdb/connection.ts'
import {MetaxyError} from '../errors.ts'
import {duckdbMetadataStore} from '../metadata-store/duckdb-metadata-store.ts'
import type {AskOptions, MetadataStoreInfo} from './questions.ts'

/** Every configured metadata store and whether it opens; those of other kinds, or malformed, say so. */
export async function metadataStoreInfos(
  config: Config,
  directory: string,
  duckdb: () => Promise<DuckDB>,
  options: AskOptions,
): Promise<readonly MetadataStoreInfo[]> {
  const infos: MetadataStoreInfo[] = []
  for (const one of config.stores.values()) {
    const error = await reasonUnreachable(config, one.name, directory, duckdb, options)
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
  config: Config,
  name: string,
  directory: string,
  duckdb: () => Promise<DuckDB>,
  options: AskOptions,
): Promise<string | null> {
  const one = config.stores.get(name)
  if (one === undefined) return 'It is not configured.'
  try {
    if (one.kind === 'duckdb') {
      const metadataStore = await duckdbMetadataStore(one, directory, await duckdb())
      await metadataStore.reading(async open => open.tablesWithColumn('metaxy_provenance'), options)
      return null
    }
    if (one.kind === 'delta' && typeof one.config.root_path === 'string') {
      await access(resolve(directory, one.config.root_path))
      return null
    }
    return `Metadata stores of type ${one.className} are not supported yet.`
  } catch (error) {
    if (error instanceof MetaxyError) return error.message
    if (one.kind === 'delta') return `${one.config.root_path} does not exist.`
    throw error
  }
}
