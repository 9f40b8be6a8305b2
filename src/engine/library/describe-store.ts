import {chooseMetadataStore, fallbackChain} from '../config/choose-metadata-store.ts'
import {displayOf} from '../config/display.ts'
import {answeringTable} from '../metadata-store/answering-table.ts'
import {contextOf, type Feature, type Home, keyOf} from './home.ts'
import {internalsOf, type StoreLike} from './store-options.ts'

/** What is known of a feature's place; never a secret. */
export interface StoreMetadata {
  readonly name: string
  readonly display: string
  /** Null when no store of the chain has a table of the feature. */
  readonly resolvedFrom: {
    readonly name: string
    readonly type: string
    readonly display: string
  } | null
}

export async function hasTable(
  home: Home,
  named: Feature,
  checkFallback: boolean,
): Promise<boolean> {
  home.modes.checkOpen()
  const feature = await keyOf(home, named)
  const {metadataStore} = await contextOf(home)
  const found = await metadataStore.reading(async open =>
    checkFallback ? answeringTable(open, feature) : open.table(feature),
  )
  return found !== null
}

export async function storeMetadata(home: Home, named: Feature): Promise<StoreMetadata> {
  home.modes.checkOpen()
  const feature = await keyOf(home, named)
  const {room, name} = await home.place()
  const {metadataStore} = await contextOf(home)
  const found = await metadataStore.reading(open => answeringTable(open, feature))
  const answering = found === null ? null : chooseMetadataStore(room.config, found.metadataStore)
  return {
    name,
    display: metadataStore.display,
    resolvedFrom:
      answering === null
        ? null
        : {
            name: answering.name,
            type: answering.type,
            display: displayOf(answering, room.directory),
          },
  }
}

export async function validateHash(home: Home, withFallbacks: boolean): Promise<void> {
  const {room, name} = await home.place()
  const chosen = chooseMetadataStore(room.config, name)
  if (withFallbacks) fallbackChain(room.config, chosen)
}

export async function fallbacksOf(home: Home): Promise<readonly StoreLike[]> {
  const {room, name, metadataStore} = await home.place()
  return chooseMetadataStore(room.config, name).fallbackStores.map(metadataStore)
}

/** The name of a source under which a copy finds it; one from elsewhere is taken in. */
export async function sourceName(home: Home, source: StoreLike | string): Promise<string> {
  if (typeof source === 'string') return source
  const {room} = await home.place()
  const from = await internalsOf(source).place()
  if (from.room === room) return from.name
  const {duckdb} = await contextOf(home)
  const name = `${from.name} (source)`
  room.metadataStores.add(name, await from.room.elsewhere(duckdb, from.name))
  return name
}
