import {chooseMetadataStore, fallbackChain} from '../config/choose-metadata-store.ts'
import type {Config, MetadataStoreConfig} from '../config/config.ts'
import type {DuckDB} from '../duckdb/connection.ts'
import {MetaxyError} from '../errors.ts'
import {customMetadataStore} from './custom-metadata-store.ts'
import type {MakeTables} from './custom-tables.ts'
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
  /** One that is in no configuration, under a name of its own from now on. */
  add(name: string, metadataStore: MetadataStore): void
}

/**
 * @param directory the working directory that relative paths start from.
 * @param now microseconds since 1970, UTC.
 * @param makeTables the tables of stores of one's own, asked once for each.
 */
export function connectedStores(
  config: Config,
  directory: string,
  duckdb: () => Promise<DuckDB>,
  now: () => bigint,
  makeTables: MakeTables = () => null,
): ConnectedStores {
  const made = new Map<string, Promise<MetadataStore>>()
  const alone = (one: MetadataStoreConfig) => {
    const known = made.get(one.name) ?? connect(one, directory, duckdb, now, makeTables)
    made.set(one.name, known)
    return known
  }
  const added = new Map<string, MetadataStore>()
  return {
    add: (name, metadataStore) => void added.set(name, metadataStore),
    of: async name => {
      const other = added.get(name)
      if (other !== undefined) return other
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
  makeTables: MakeTables,
): Promise<MetadataStore> {
  const tables = makeTables(config)
  if (tables !== null) return customMetadataStore(config, tables, await duckdb())
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
