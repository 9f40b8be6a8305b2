import type {Table} from 'apache-arrow'
import type {CustomTables, StoredRows} from '../metadata-store/custom-tables.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {Home} from './home.ts'
import {OpenModes} from './open-modes.ts'
import {standalone} from './standalone.ts'
import {INTERNALS, type Place, type StoreOptions, type StoreSettings} from './store-options.ts'

/** What a metadata store of one's own implements, and where it works. */
export abstract class BaseMetadataStore implements CustomTables {
  protected readonly home: Home
  private place: Promise<Place> | undefined
  private isBound = false

  constructor(options: StoreOptions = {}) {
    const placed = () => {
      this.place ??= standalone(this)
      return this.place
    }
    const modes = new OpenModes(this.constructor.name)
    this.home = {modes, place: placed}
    INTERNALS.set(this, {
      options,
      settings: () => this.settings(),
      tables: this.isOwn() ? this : null,
      bind: place => {
        this.isBound = true
        this.place = Promise.resolve(place)
      },
      place: placed,
    })
  }

  /** For people, never a secret. Metaxy: `display`. */
  abstract display(): string
  /** All rows ever appended to a table; null when there is none. Metaxy: `read_metadata_in_store`. */
  abstract readTable(feature: FeatureKey): Promise<StoredRows | null>
  /** Appends rows; makes the table when there is none. Metaxy: `write_metadata_to_store`. */
  abstract appendTable(feature: FeatureKey, rows: Table): Promise<void>
  /** Removes a table with everything in it. Metaxy: `_drop_feature_metadata_impl`. */
  abstract dropTable(feature: FeatureKey): Promise<void>

  /** Frees what the store holds in memory; one of a project is closed with it. */
  async close(): Promise<void> {
    if (this.place === undefined || this.isBound) return
    await (await this.place).room.close()
  }

  /** As a configuration would name it; a store of one's own by its class. */
  protected settings(): StoreSettings {
    return {type: this.constructor.name, config: {}}
  }

  /** Implemented by a program, not by this library. */
  protected isOwn(): boolean {
    return true
  }
}
