import {stringify} from 'smol-toml'
import type {Config} from './config.ts'
import {isSecretName, REDACTED, withoutSecrets} from './secrets.ts'
import {isSettings, type Settings} from './toml-file.ts'

/**
 * The effective configuration as plain data in Metaxy's own shape and names, for `config print`:
 * what is secret by its name or inside an address is replaced.
 */
export function redactedConfig(config: Config): Settings {
  const stores = [...config.stores.values(), ...config.unusableStores.values()]
  return {
    store: config.store,
    stores: Object.fromEntries(
      stores.map(({name, type, config: members}) => [name, {type, config: redacted(members)}]),
    ),
    entrypoints: config.entrypoints,
    theme: config.theme,
    ext: redacted(config.ext),
    hash_truncation_length: config.hashTruncationLength,
    enable_map_datatype: config.enableMapDatatype,
    auto_create_tables: config.autoCreateTables,
    project: config.project,
    locked: config.locked,
    sync: config.sync,
    extra_features: config.extraFeatures,
    config_file: config.file,
    lock_file: config.lockFile,
  }
}

/** The same as TOML; what is null, which TOML cannot say, is left out. */
export function redactedToml(config: Config): string {
  const told = Object.entries(redactedConfig(config)).filter(([, value]) => value !== null)
  return stringify(Object.fromEntries(told))
}

function redacted(table: Settings): Settings {
  return Object.fromEntries(
    Object.entries(table).map(([name, value]) => [
      name,
      isSecretName(name) && value !== '' ? REDACTED : plain(value),
    ]),
  )
}

function plain(value: unknown): unknown {
  if (typeof value === 'string') return withoutSecrets(value)
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(plain)
  return isSettings(value) ? redacted(value) : value
}
