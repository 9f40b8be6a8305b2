import {chooseMetadataStore, fallbackChain} from '../config/choose-metadata-store.ts'
import type {Config, MetadataStoreConfig} from '../config/config.ts'
import type {DuckDB} from '../duckdb/connection.ts'
import {MetaxyError} from '../errors.ts'
import {deltaMetadataStore} from './delta-metadata-store.ts'
import {duckdbMetadataStore} from './duckdb-metadata-store.ts'
import type {FallbackStore, MetadataStore, OpenMetadataStore} from './metadata-store.ts'

/** Every metadata store of a project, each made when it is first asked for. */
export interface ConnectedStores {
  /**
   * The store with its chain of fallback stores behind it.
   * @throws MetadataStoreError STORE_NOT_FOUND; ConfigError; MetaxyError UNSUPPORTED for a kind that is not built.
   */
  of(name: string): Promise<MetadataStore>
}

/**
 * @param directory the working directory that relative paths start from.
 * @param now microseconds since 1970, UTC.
 */
export function connectedStores(
  config: Config,
  directory: string,
  duckdb: () => Promise<DuckDB>,
  now: () => bigint,
): ConnectedStores {
  const made = new Map<string, Promise<MetadataStore>>()
  const alone = (one: MetadataStoreConfig) => {
    const known = made.get(one.name) ?? connect(one, directory, duckdb, now)
    made.set(one.name, known)
    return known
  }
  return {
    of: async name => {
      const chosen = chooseMetadataStore(config, name)
      const fallbacks = fallbackChain(config, chosen)
      return withFallbacks(await alone(chosen), fallbacks, alone)
    },
  }
}

async function connect(
  config: MetadataStoreConfig,
  directory: string,
  duckdb: () => Promise<DuckDB>,
  now: () => bigint,
): Promise<MetadataStore> {
  switch (config.kind) {
    case 'duckdb':
      return duckdbMetadataStore(config, directory, await duckdb())
    case 'delta':
      return deltaMetadataStore(config, directory, await duckdb(), now)
    default:
      throw new MetaxyError({
        code: 'UNSUPPORTED',
        message: `Metadata store "${config.name}" is a ${config.className}, which this program does not open.`,
        hint: 'Choose another with --store NAME.',
        details: {store: config.name},
      })
  }
}

function withFallbacks(
  metadataStore: MetadataStore,
  fallbacks: readonly MetadataStoreConfig[],
  connected: (config: MetadataStoreConfig) => Promise<MetadataStore>,
): MetadataStore {
  if (fallbacks.length === 0) return metadataStore
  const chained = <T extends OpenMetadataStore>(open: T): T => ({
    ...open,
    fallbackStores: fallbacks.map(one => fallbackStore(one, open, connected)),
  })
  return {
    ...metadataStore,
    reading: (work, options) => metadataStore.reading(open => work(chained(open)), options),
    writing: (work, options) => metadataStore.writing(open => work(chained(open)), options),
    beside: async session => chained(await metadataStore.beside(session)),
  }
}

/** Opened once for the length of a piece of work. */
function fallbackStore(
  config: MetadataStoreConfig,
  {session}: OpenMetadataStore,
  connected: (config: MetadataStoreConfig) => Promise<MetadataStore>,
): FallbackStore {
  let opened: Promise<OpenMetadataStore> | undefined
  return {
    name: config.name,
    open: () => {
      opened ??= connected(config).then(metadataStore => metadataStore.beside(session))
      return opened
    },
  }
}
