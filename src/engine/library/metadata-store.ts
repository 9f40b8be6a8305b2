import type {CommitOptions, WriteResult} from '../change/commit-outcome.ts'
import type {LazyIncrement} from '../questions/lazy-increment.ts'
import {BaseMetadataStore} from './base-store.ts'
import {BufferedMetadataWriter, type BufferedOptions} from './buffered-writer.ts'
import {
  type CopyOptions,
  copyFeatures,
  type DeleteOptions,
  deleteRows,
  dropFeature,
} from './change-features.ts'
import {
  fallbacksOf,
  hasTable,
  type StoreMetadata,
  sourceName,
  storeMetadata,
  validateHash,
} from './describe-store.ts'
import type {FeatureRows} from './feature-rows.ts'
import type {Feature} from './home.ts'
import type {AccessMode, OpenedStore} from './open-modes.ts'
import {type ReadOptions, readFeature, readInStore} from './read-feature.ts'
import {type ResolveUpdateOptions, rebaseRows, resolveFeature} from './resolve-feature.ts'
import type {ReadableRows, RowsArgument} from './rows-argument.ts'
import {
  type FeatureWrites,
  type WriteOptions,
  writeFeature,
  writeFeatures,
} from './write-features.ts'

/**
 * Where metadata lies: Metaxy's `MetadataStore`. The methods below are made of four that a store of
 * one's own implements (`display`, `readTable`, `appendTable`, `dropTable`); DuckDBMetadataStore and
 * DeltaMetadataStore have theirs. Each feature is named by key text, list of parts, or definition.
 *
 * Older Metaxy had the same methods with `_metadata` behind them (`write_metadata`, `read_metadata` …).
 */
export abstract class MetadataStore extends BaseMetadataStore {
  /**
   * Opens the store for reading (`'r'`) or writing (`'w'`), around `work` or until what it gives is
   * closed; openings nest, the innermost mode counts. No file is locked meanwhile: reads and writes
   * lock it for their own time. Metaxy: `open`, plain `with store:` is `'r'`; older modes `read`, `write`.
   */
  open(mode?: AccessMode): Promise<OpenedStore>
  open<T>(mode: AccessMode, work: (metadataStore: this) => Promise<T>): Promise<T>
  async open<T>(
    mode: AccessMode = 'r',
    work?: (metadataStore: this) => Promise<T>,
  ): Promise<T | OpenedStore> {
    const opened = this.home.modes.open(mode)
    if (work === undefined) return opened
    try {
      return await work(this)
    } finally {
      await opened.close()
    }
  }

  /** Rows of a feature, out of a fallback store where this one has no table. Metaxy: `read`, once `read_metadata`. */
  read(feature: Feature, options: ReadOptions = {}): Promise<FeatureRows> {
    return readFeature(this.home, feature, options)
  }

  /** Every stored row of this very store, null without a table. Metaxy: `read_feature`, once `read_metadata_in_store`. */
  readInStore(
    feature: Feature,
    options: Pick<ReadOptions, 'filters' | 'columns' | 'featureVersion'> = {},
  ): Promise<FeatureRows | null> {
    return readInStore(this.home, feature, options)
  }

  /** Appends rows and waits for a locked file. Metaxy: `write`, once `write_metadata`. */
  write(feature: Feature, rows: RowsArgument, options: WriteOptions = {}): Promise<WriteResult> {
    return writeFeature(this.home, feature, rows, options)
  }

  /** Several features, dependents first. Metaxy: `write_multi`, once `write_metadata_multi`. */
  writeMulti(writes: FeatureWrites, options: WriteOptions = {}): Promise<readonly WriteResult[]> {
    return writeFeatures(this.home, writes, options)
  }

  /** Writes behind the back of who computes. Metaxy: `BufferedMetadataWriter`. */
  buffered(options: BufferedOptions = {}): BufferedMetadataWriter {
    return new BufferedMetadataWriter(this.home, options)
  }

  /** New, stale and orphaned samples. Metaxy: `resolve_update`; once added, changed, removed. */
  resolveUpdate(feature: Feature, options: ResolveUpdateOptions = {}): Promise<LazyIncrement> {
    return resolveFeature(this.home, feature, options)
  }

  /** Soft by default. Metaxy: `delete`, once `delete_metadata`. */
  delete(feature: Feature, options: DeleteOptions = {}): Promise<{readonly rows: number}> {
    return deleteRows(this.home, feature, options)
  }

  /** The rows as they are in another version, to be written with `preserveFeatureVersion`. Metaxy: `rebase`. */
  rebase(
    feature: Feature,
    rows: RowsArgument,
    {toFeatureVersion = null}: {readonly toFeatureVersion?: string | null} = {},
  ): Promise<ReadableRows> {
    return rebaseRows(this.home, feature, rows, toFeatureVersion)
  }

  /** Rows of another store, given or by its name. Metaxy: `copy_metadata`. */
  async copyFrom(
    source: MetadataStore | string,
    options: CopyOptions = {},
  ): Promise<{readonly featuresCopied: number; readonly rowsCopied: number}> {
    this.home.modes.checkWriting()
    return copyFeatures(this.home, await sourceName(this.home, source), options)
  }

  /** Removes everything of a feature for good. Metaxy: `drop_feature_metadata`. */
  drop(feature: Feature, options: CommitOptions = {}): Promise<{readonly rows: number}> {
    return dropFeature(this.home, feature, options)
  }

  /** There is a table, even an empty one. Metaxy: `has_feature`. */
  hasFeature(feature: Feature, options: {readonly checkFallback?: boolean} = {}): Promise<boolean> {
    return hasTable(this.home, feature, options.checkFallback ?? false)
  }

  /** Which store answers for a feature, and where; never a secret. Metaxy: `get_store_metadata`. */
  getStoreMetadata(feature: Feature): Promise<StoreMetadata> {
    return storeMetadata(this.home, feature)
  }

  /** @throws ConfigError when the algorithm is none of this kind's, or a fallback store has another. Metaxy: `validate_hash_algorithm`. */
  validateHashAlgorithm(options: {readonly checkFallbackStores?: boolean} = {}): Promise<void> {
    return validateHash(this.home, options.checkFallbackStores ?? true)
  }

  /** The stores that are asked when this one has no table of a feature. Metaxy: `fallback_stores`. */
  async fallbackStores(): Promise<readonly MetadataStore[]> {
    const found = await fallbacksOf(this.home)
    return found.filter(one => one instanceof MetadataStore)
  }

  /** Within the work features of other projects may be written; re-entrant. Metaxy: `allow_cross_project_writes`, since removed. */
  async allowCrossProjectWrites<T>(work: () => Promise<T>): Promise<T> {
    const {room} = await this.home.place()
    return room.allowingCrossProjectWrites(work)
  }
}
