import {resolve} from 'node:path'
import {withCustomStores} from '../config/custom-stores.ts'
import {readSettings} from '../config/read-settings.ts'
import type {CustomTables} from '../metadata-store/custom-tables.ts'
import {systemMicros} from './clock.ts'
import {internalsOf, type Place, type StoreLike} from './store-options.ts'
import {workspace} from './workspace.ts'

/**
 * A workspace around a metadata store that was made in code, with its fallback stores: as if a
 * configuration named them.
 * @throws ConfigError for options that a configuration could not have either.
 */
export async function standalone(metadataStore: StoreLike): Promise<Place> {
  const names = namesOf(metadataStore)
  const name = names.get(metadataStore) ?? ''
  const {options} = internalsOf(metadataStore)
  const settings = {
    ...given({
      project: options.project,
      hash_truncation_length: options.hashTruncationLength,
      enable_map_datatype: options.enableMapDatatype,
    }),
    store: name,
    stores: Object.fromEntries([...names].map(([one, own]) => [own, storeTable(one, names)])),
  }
  const types = [...names.keys()].flatMap(one => {
    const {tables, settings: own} = internalsOf(one)
    return tables === null ? [] : [own().type]
  })
  const config = withCustomStores(readSettings(settings, {file: null, variables: new Map()}), types)
  const tables = new Map<string, CustomTables | null>(
    [...names].map(([one, own]) => [own, internalsOf(one).tables]),
  )
  const {materializationId, journalDirectory, lockTimeoutMs} = options
  const room = await workspace(config, resolve(options.directory ?? '.'), {
    now: options.now ?? systemMicros,
    makeTables: one => tables.get(one.name) ?? null,
    ...(materializationId === undefined ? {} : {materializationId}),
    ...(journalDirectory === undefined ? {} : {journalDirectory}),
    ...(lockTimeoutMs === undefined ? {} : {lockTimeoutMs}),
  })
  for (const definition of options.features ?? []) room.define(definition)
  return {
    room,
    name,
    metadataStore: wanted => [...names].find(([, own]) => own === wanted)?.[0] ?? metadataStore,
  }
}

/** The store and all behind it; each has a name of its own. */
function namesOf(metadataStore: StoreLike): ReadonlyMap<StoreLike, string> {
  const names = new Map<StoreLike, string>()
  visit(metadataStore)
  return names

  function visit(one: StoreLike): void {
    if (names.has(one)) return
    const {options, settings} = internalsOf(one)
    const wanted = options.name ?? settings().type
    const taken = new Set(names.values())
    let name = wanted
    for (let count = 2; taken.has(name); count += 1) name = `${wanted} ${count}`
    names.set(one, name)
    for (const fallback of options.fallbackStores ?? []) visit(fallback)
  }
}

function storeTable(one: StoreLike, names: ReadonlyMap<StoreLike, string>) {
  const {options, settings} = internalsOf(one)
  const {type, config} = settings()
  return {
    type,
    config: {
      ...config,
      ...given({
        hash_algorithm: options.hashAlgorithm,
        versioning_engine: options.versioningEngine,
        auto_create_tables: options.autoCreateTables,
        fallback_stores: options.fallbackStores?.map(fallback => names.get(fallback) ?? ''),
      }),
    },
  }
}

/** Members that were said. */
function given(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
}
