import {MetaxyError, type Warning} from '../errors.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {Context} from '../questions/context.ts'

/**
 * What is said of a table that a write makes. SQL stores make tables only when they are told to, by the
 * store's own `auto_create_tables` or that of the configuration; Delta always does (stores.md §1.1).
 *
 * @throws MetaxyError TABLE_NOT_FOUND when the store may not make it.
 */
export function creatingTable(
  {config, metadataStore}: Pick<Context, 'config' | 'metadataStore'>,
  feature: FeatureKey,
): Warning {
  const {name, kind, config: own} = metadataStore.config
  const may =
    typeof own.auto_create_tables === 'boolean' ? own.auto_create_tables : config.autoCreateTables
  if (kind === 'duckdb' && !may) {
    throw new MetaxyError({
      code: 'TABLE_NOT_FOUND',
      message: `Metadata store "${name}" has no table for ${feature}, and auto_create_tables is off.`,
      hint: 'Set auto_create_tables = true in metaxy.toml, or METAXY_AUTO_CREATE_TABLES=1.',
      details: {feature},
    })
  }
  return {
    code: 'table_created',
    message: `The table of ${feature} did not exist in metadata store "${name}" and is created.`,
    feature,
  }
}
