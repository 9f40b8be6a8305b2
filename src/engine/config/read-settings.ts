import {dirname, resolve} from 'node:path'
import {ConfigError} from '../errors.ts'
import {parseKey} from '../models/feature-key.ts'
import type {Config, MetadataStoreConfig, UnusableStore} from './config.ts'
import {SETTING_NAMES} from './environment.ts'
import {metadataStoreConfig} from './metadata-store-config.ts'
import {
  flagOf,
  listOf,
  type Origin,
  type Setting,
  tableOf,
  textOf,
  textsOf,
  wholeNumberOf,
  wrong,
} from './setting-values.ts'
import {withoutIncomplete} from './store-tables.ts'
import type {Settings} from './toml-file.ts'

/**
 * Checks merged settings and fills in Metaxy's defaults (stores.md §9.2).
 *
 * @throws ConfigError naming file or variable, the setting and what it should be.
 */
export function readSettings(settings: Settings, origin: Origin): Config {
  const unknown = Object.keys(settings).find(name => !SETTING_NAMES.includes(name))
  if (unknown !== undefined) {
    throw new ConfigError(`${origin.file}: "${unknown}" is not a setting of Metaxy.`, {
      ...(origin.file === null ? {} : {file: origin.file}),
      hint: `The settings are ${[...SETTING_NAMES, 'extend'].sort().join(', ')}.`,
    })
  }
  const {complete, warnings} = withoutIncomplete(tableOf(setting('stores', {})))
  const stores = complete.map(([name, table]) => metadataStoreConfig(name, table, origin))
  const locked = setting('locked', null)
  const project = setting('project', null)
  return {
    file: origin.file,
    project: project.value === null ? null : projectOf(project),
    store: textOf(setting('store', 'dev')),
    stores: new Map(stores.filter(isUsable).map(one => [one.name, one])),
    unusableStores: new Map(stores.filter(isUnusable).map(one => [one.name, one])),
    hashTruncationLength: wholeNumberOf(setting('hash_truncation_length', 8), 8),
    enableMapDatatype: flagOf(setting('enable_map_datatype', false)),
    autoCreateTables: flagOf(setting('auto_create_tables', false)),
    locked: locked.value === null ? null : flagOf(locked),
    sync: flagOf(setting('sync', true)),
    theme: textOf(setting('theme', 'default')),
    entrypoints: textsOf(setting('entrypoints', [])),
    extraFeatures: listOf(setting('extra_features', [])).map((value, index) =>
      selectionOf({name: `extra_features[${index}]`, value, origin}),
    ),
    ext: extensionsOf(setting('ext', {})),
    lockFile: lockFileOf(setting('metaxy_lock_path', 'metaxy.lock')),
    warnings,
  }

  function setting(name: string, missing: unknown): Setting {
    return {name, value: settings[name] ?? missing, origin}
  }
}

/** The grammar of project names (stores.md §0). */
function projectOf(setting: Setting): string {
  const project = textOf(setting)
  if (!/^[a-zA-Z0-9_-]+$/.test(project) || project.includes('__')) {
    throw wrong(setting, 'a project name: letters, digits, "_" and "-", without "__"')
  }
  return project
}

function selectionOf(setting: Setting): Settings {
  const selection = tableOf(setting)
  const member = (name: string): Setting => ({
    ...setting,
    name: `${setting.name}.${name}`,
    value: selection[name] ?? [],
  })
  const unknown = Object.keys(selection).find(name => !['projects', 'keys', 'all'].includes(name))
  if (unknown !== undefined) throw wrong(member(unknown), 'left out: known are projects, keys, all')
  const projects = textsOf(member('projects'))
  const keys = textsOf(member('keys'))
  const all = selection.all === undefined ? false : flagOf(member('all'))
  if (projects.length + keys.length === 0 && !all) {
    throw wrong(setting, 'a selection with at least one of projects, keys, all')
  }
  for (const [index, key] of keys.entries()) {
    if (!isKey(key)) {
      throw wrong({...setting, name: `${setting.name}.keys[${index}]`, value: key}, 'a feature key')
    }
  }
  return selection
}

function isKey(key: string): boolean {
  try {
    return parseKey(key) === key
  } catch {
    return false
  }
}

function extensionsOf(setting: Setting): Settings {
  const extensions = tableOf(setting)
  for (const [name, value] of Object.entries(extensions)) {
    tableOf({...setting, name: `ext.${name}`, value})
  }
  return extensions
}

/** Relative to the configuration file; without one, only an absolute path says where. */
function lockFileOf(setting: Setting): string | null {
  const path = textOf(setting)
  if (setting.origin.file !== null) return resolve(dirname(setting.origin.file), path)
  return path.startsWith('/') ? path : null
}

function isUsable(one: MetadataStoreConfig | UnusableStore): one is MetadataStoreConfig {
  return 'kind' in one
}

function isUnusable(one: MetadataStoreConfig | UnusableStore): one is UnusableStore {
  return 'reason' in one
}
