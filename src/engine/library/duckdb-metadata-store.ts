import {resolve} from 'node:path'
import {BuiltInMetadataStore} from './built-in-store.ts'
import type {StoreOptions, StoreSettings} from './store-options.ts'

export interface DuckDBStoreOptions extends StoreOptions {
  /** The path of the file; it is made by the first write. */
  readonly database: string
  readonly tablePrefix?: string
}

/** A metadata store in one DuckDB file. Metaxy: `DuckDBMetadataStore(database=…)`, the same in all its releases. */
export class DuckDBMetadataStore extends BuiltInMetadataStore {
  private readonly own: DuckDBStoreOptions

  constructor(options: DuckDBStoreOptions) {
    super(options)
    this.own = options
  }

  display(): string {
    return `DuckDBMetadataStore(database=${resolve(this.own.directory ?? '.', this.own.database)})`
  }

  protected override settings(): StoreSettings {
    const {database, tablePrefix} = this.own
    return {
      type: 'DuckDBMetadataStore',
      config: {database, ...(tablePrefix === undefined ? {} : {table_prefix: tablePrefix})},
    }
  }
}
