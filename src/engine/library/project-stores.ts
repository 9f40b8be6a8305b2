import {resolve} from 'node:path'
import {chooseMetadataStore} from '../config/choose-metadata-store.ts'
import type {MetadataStoreConfig} from '../config/config.ts'
import {displayOf} from '../config/display.ts'
import {MetaxyError} from '../errors.ts'
import type {MakeTables} from '../metadata-store/custom-tables.ts'
import {DeltaMetadataStore} from './delta-metadata-store.ts'
import {DuckDBMetadataStore} from './duckdb-metadata-store.ts'
import type {MetadataStore} from './metadata-store.ts'
import {internalsOf} from './store-options.ts'
import type {Workspace} from './workspace.ts'

/** Makes a store of one's own out of its `config` table. */
export type StoreFactory = (config: Readonly<Record<string, unknown>>) => MetadataStore

/** Stores of one's own by their `type`, each made once. */
export interface CustomStores {
  readonly types: readonly string[]
  readonly makeTables: MakeTables
  of(config: MetadataStoreConfig): MetadataStore | null
}

export function customStores(factories: Readonly<Record<string, StoreFactory>>): CustomStores {
  const made = new Map<string, MetadataStore>()
  const of = (config: MetadataStoreConfig) => {
    const factory = config.kind === 'custom' ? factories[config.type] : undefined
    if (factory === undefined) return null
    const metadataStore = made.get(config.name) ?? factory(config.config)
    made.set(config.name, metadataStore)
    return metadataStore
  }
  return {types: Object.keys(factories), makeTables: of, of}
}

/** The metadata stores of an open project by name; the same object each time. */
export function projectStores(
  room: Workspace,
  custom: CustomStores,
): (name: string) => MetadataStore {
  const made = new Map<string, MetadataStore>()
  const storeOf = (name: string): MetadataStore => {
    const config = chooseMetadataStore(room.config, name)
    const known = made.get(name)
    if (known !== undefined) return known
    const metadataStore = custom.of(config) ?? builtIn(config, room.directory)
    internalsOf(metadataStore).bind({room, name, metadataStore: storeOf})
    made.set(name, metadataStore)
    return metadataStore
  }
  return storeOf
}

function builtIn(config: MetadataStoreConfig, directory: string): MetadataStore {
  const member = (name: string) => String(config.config[name] ?? '')
  switch (config.kind) {
    case 'duckdb':
      return new DuckDBMetadataStore({directory, database: resolve(directory, member('database'))})
    case 'delta':
      return new DeltaMetadataStore({directory, rootPath: member('root_path')})
    default:
      throw new MetaxyError({
        code: 'UNSUPPORTED',
        message: `Metadata store "${config.name}" is a ${displayOf(config, directory)}, which this program does not open.`,
        hint: 'Give its class: openProject(directory, {metadataStores: {…}}).',
        details: {store: config.name},
      })
  }
}
