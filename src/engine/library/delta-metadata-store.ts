import {resolve} from 'node:path'
import {withoutSecrets} from '../config/secrets.ts'
import {BuiltInMetadataStore} from './built-in-store.ts'
import type {StoreOptions, StoreSettings} from './store-options.ts'

export interface DeltaStoreOptions extends StoreOptions {
  /** The folder of the tables; made by the first write. */
  readonly rootPath: string
  /** Default `nested`: a folder per part of the feature key. */
  readonly layout?: 'nested' | 'flat'
  /** Taken for compatibility; tables in local folders need none. */
  readonly storageOptions?: Readonly<Record<string, string>>
}

/**
 * A metadata store of Delta Lake tables. Metaxy: `DeltaMetadataStore(root_path=…)`, in all its releases;
 * the first one called with the path alone.
 */
export class DeltaMetadataStore extends BuiltInMetadataStore {
  private readonly own: DeltaStoreOptions

  constructor(options: DeltaStoreOptions) {
    super(options)
    this.own = options
  }

  display(): string {
    const {rootPath, directory = '.'} = this.own
    const isAddress = /^[a-z][a-z0-9+.-]+:/i.test(rootPath)
    return `DeltaMetadataStore(path=${isAddress ? withoutSecrets(rootPath) : resolve(directory, rootPath)})`
  }

  protected override settings(): StoreSettings {
    const {rootPath, layout, storageOptions} = this.own
    return {
      type: 'DeltaMetadataStore',
      config: {
        root_path: rootPath,
        ...(layout === undefined ? {} : {layout}),
        ...(storageOptions === undefined ? {} : {storage_options: storageOptions}),
      },
    }
  }
}
