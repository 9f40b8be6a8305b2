import type {HashAlgorithm} from '../config/config.ts'
import type {CustomTables} from '../metadata-store/custom-tables.ts'
import type {FeatureDefinition} from '../models/feature-definition.ts'
import type {VersioningEngine} from '../models/increment.ts'
import type {Workspace} from './workspace.ts'

/** A metadata store, for those that the class itself is made of. */
export interface StoreLike {
  display(): string
}

/** What every metadata store is made with (stores.md §1.1), and what Metaxy takes from its configuration. */
export interface StoreOptions {
  /** For people; default made of the class. */
  readonly name?: string
  readonly hashAlgorithm?: HashAlgorithm
  /** Kept for compatibility: everything is computed by DuckDB (commands.md §5). */
  readonly versioningEngine?: VersioningEngine
  /** Asked in this order for features that the store has no table of. */
  readonly fallbackStores?: readonly StoreLike[]
  /** Default false; Delta stores make tables always. */
  readonly autoCreateTables?: boolean
  /** The run that appended rows belong to, unless a write names another. */
  readonly materializationId?: string
  /** Definitions that are written and read, beside those that were pushed into the store. */
  readonly features?: readonly FeatureDefinition[]
  /** The project that writes; default: the only one of the graph. */
  readonly project?: string
  /** Default 8. */
  readonly hashTruncationLength?: number
  readonly enableMapDatatype?: boolean
  /** What relative paths start from; default: the working directory of the process. */
  readonly directory?: string
  /** Microseconds since 1970, UTC; default: the system's clock. */
  readonly now?: () => bigint
  /** Folder of the journal; without one nothing that is written can be undone. */
  readonly journalDirectory?: string
  /** How long a read or write waits for a locked file; default 5000. */
  readonly lockTimeoutMs?: number
}

/** A metadata store as a configuration would have it. */
export interface StoreSettings {
  readonly type: string
  readonly config: Readonly<Record<string, unknown>>
}

/** What a metadata store is to the parts of the library, and to nobody else. */
export interface Internals {
  readonly options: StoreOptions
  settings(): StoreSettings
  /** Of a store of one's own. */
  readonly tables: CustomTables | null
  /** Makes it one of the metadata stores of a project. */
  bind(place: Place): void
  place(): Promise<Place>
}

/** Where a metadata store works. */
export interface Place {
  readonly room: Workspace
  /** Its name there. */
  readonly name: string
  /** The others of the same configuration. */
  metadataStore(name: string): StoreLike
}

export const INTERNALS: WeakMap<StoreLike, Internals> = new WeakMap()

export function internalsOf(metadataStore: StoreLike): Internals {
  const found = INTERNALS.get(metadataStore)
  if (found === undefined) throw new Error('every metadata store has its internals')
  return found
}
