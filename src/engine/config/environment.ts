import {ConfigError} from '../errors.ts'
import type {Environment} from './templates.ts'
import {isSettings, type Settings} from './toml-file.ts'

/** Settings that `METAXY_*` variables give, and which variable gave what. */
export interface EnvironmentSettings {
  readonly settings: Settings
  /** Variable by dotted setting, e.g. `stores.dev.type`. */
  readonly variables: ReadonlyMap<string, string>
}

/** Settings that are texts, numbers or flags. */
const PLAIN: readonly string[] = [
  'store',
  'theme',
  'hash_truncation_length',
  'enable_map_datatype',
  'auto_create_tables',
  'project',
  'locked',
  'sync',
  'metaxy_lock_path',
]
const LISTS: readonly string[] = ['entrypoints', 'extra_features']
const TABLES: readonly string[] = ['stores', 'ext']

/** Every setting there is (stores.md §9.2). */
export const SETTING_NAMES: readonly string[] = [...PLAIN, ...LISTS, ...TABLES]

/**
 * The settings among environment variables: `METAXY_STORES__DEV__CONFIG__DATABASE` is
 * `stores.dev.config.database`, in any case. Lists and tables are JSON, and so is whatever in a
 * store's config reads as JSON (stores.md §9.1). Other variables with that prefix are not settings.
 *
 * @throws ConfigError when a list or a table is not JSON.
 */
export function settingsFromEnvironment(env: Environment): EnvironmentSettings {
  const settings: Record<string, unknown> = {}
  const variables = new Map<string, string>()
  const found = Object.entries(env).flatMap(([name, text]) => {
    const path = settingPath(name)
    return path === undefined || text === undefined ? [] : [{name, path, text}]
  })
  // A table given as a whole first, so that a variable for one of its members goes over it.
  for (const {name, path, text} of found.sort((a, b) => a.path.length - b.path.length)) {
    place(settings, path, decoded(name, path, text))
    variables.set(path.join('.'), name)
  }
  return {settings, variables}
}

function settingPath(name: string): readonly string[] | undefined {
  if (!/^METAXY_/i.test(name)) return undefined
  const path = name.slice('METAXY_'.length).toLowerCase().split('__')
  const [first = ''] = path
  const fits = path.length === 1 ? SETTING_NAMES.includes(first) : TABLES.includes(first)
  return fits && !path.includes('') ? path : undefined
}

function decoded(name: string, path: readonly string[], text: string): unknown {
  const [first = ''] = path
  if (PLAIN.includes(first)) return text
  if (path.length === 3 && first === 'stores' && path[2] === 'type') return text
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (path.length > 1) return text
    const kind = LISTS.includes(first) ? 'list' : 'table'
    throw new ConfigError(`The environment variable ${name} should be a JSON ${kind}.`, {cause})
  }
}

function place(table: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [first = '', ...rest] = path
  if (rest.length === 0) {
    table[first] = value
    return
  }
  const inner = isSettings(table[first]) ? {...table[first]} : {}
  place(inner, rest, value)
  table[first] = inner
}

/** Tables member by member at any depth; of two other values the one above counts. */
export function laidOver(above: Settings, below: Settings): Settings {
  const together: Record<string, unknown> = {...below}
  for (const [name, value] of Object.entries(above)) {
    const other = below[name]
    together[name] = isSettings(value) && isSettings(other) ? laidOver(value, other) : value
  }
  return together
}
