import {fallbackChain} from '../config/choose-metadata-store.ts'
import type {Config, MetadataStoreConfig} from '../config/config.ts'
import {displayOf} from '../config/display.ts'
import {sql} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import type {ConnectedStores} from '../metadata-store/connected-stores.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {AskOptions} from './questions.ts'

/** One metadata store of a chain, as configured. */
export interface ChainStore {
  readonly name: string
  readonly type: string
  /** Metaxy's display, never a secret. */
  readonly info: string
  readonly hashAlgorithm: string
  readonly versioningEngine: MetadataStoreConfig['versioningEngine']
  readonly fallbacks: readonly string[]
}

/** The table of one feature in one metadata store. */
export type TableFacts =
  | {readonly kind: 'none'}
  /** Physical rows, soft-deleted ones and old versions included. */
  | {readonly kind: 'rows'; readonly rows: number}
  | {readonly kind: 'unreadable'; readonly reason: string}

/** What one metadata store has by itself; fallback stores are not asked. */
export interface StoreContents {
  readonly metadataStore: string
  /** Why it cannot be opened; null when it can, and `tables` says what it has. */
  readonly error: string | null
  readonly tables: ReadonlyMap<FeatureKey, TableFacts>
}

/** A metadata store and those behind it, in the order in which a read asks them (stores.md §7). */
export function storeChain(
  config: Config,
  chosen: MetadataStoreConfig,
  directory: string,
): readonly ChainStore[] {
  return [chosen, ...fallbackChain(config, chosen)].map(one => ({
    name: one.name,
    type: one.type,
    info: displayOf(one, directory),
    hashAlgorithm: one.hashAlgorithm,
    versioningEngine: one.versioningEngine,
    fallbacks: one.fallbackStores,
  }))
}

/**
 * Which of the features a metadata store has a table of, and how many rows. What cannot be opened is an
 * answer here, not an error; so is a table that cannot be read.
 *
 * @throws CancelledError.
 */
export async function storeContents(
  metadataStores: ConnectedStores,
  name: string,
  features: readonly FeatureKey[],
  options: AskOptions,
): Promise<StoreContents> {
  try {
    const metadataStore = await metadataStores.of(name)
    const tables = await metadataStore.reading(async open => {
      const facts = new Map<FeatureKey, TableFacts>()
      for (const feature of features) facts.set(feature, await tableFacts(open, feature))
      return facts
    }, options)
    return {metadataStore: name, error: null, tables}
  } catch (error) {
    if (!(error instanceof MetaxyError)) throw error
    return {metadataStore: name, error: textOf(error), tables: new Map()}
  }
}

async function tableFacts(open: OpenMetadataStore, feature: FeatureKey): Promise<TableFacts> {
  try {
    const table = await open.table(feature)
    if (table === null) return {kind: 'none'}
    const [row = []] = await open.session.values(sql`SELECT count(*) FROM ${table.from}`)
    return {kind: 'rows', rows: Number(row[0] ?? 0)}
  } catch (error) {
    if (!(error instanceof MetaxyError)) throw error
    return {kind: 'unreadable', reason: textOf(error)}
  }
}

function textOf({message, hint}: MetaxyError): string {
  return hint === undefined ? message : `${message} ${hint}`
}
