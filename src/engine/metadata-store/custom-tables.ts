import type {Table} from 'apache-arrow'
import type {MetadataStoreConfig} from '../config/config.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {ObjectRow, RecordBatches} from '../models/rows-input.ts'

/** Rows of a store of one's own, as it has them. */
export type StoredRows = Table | RecordBatches | readonly ObjectRow[]

/**
 * What a metadata store of one's own has to do; reading, increments, writing and deleting are made of it.
 * System tables (`metaxy-system/feature_versions`) come along as features do.
 */
export interface CustomTables {
  /** For people, never a secret: `JsonMetadataStore(/data/metadata)`. */
  display(): string
  /** All rows ever appended to a table, null when there is none; times may be ISO texts. */
  readTable(feature: FeatureKey): Promise<StoredRows | null>
  /** Appends rows, and makes the table when there is none. Columns may be new. */
  appendTable(feature: FeatureKey, rows: Table): Promise<void>
  /** Removes a table with everything in it. */
  dropTable(feature: FeatureKey): Promise<void>
}

/** The tables of a configured store of one's own; null when its type is none. */
export type MakeTables = (config: MetadataStoreConfig) => CustomTables | null
