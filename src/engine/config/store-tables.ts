import type {Warning} from '../errors.ts'
import {isSettings, type Settings} from './toml-file.ts'

export interface StoreTables {
  readonly settings: Settings
  /** Names of members that were moved into `config`, by store. */
  readonly moved: ReadonlyMap<string, readonly string[]>
}

/**
 * Moves members that stand directly under `[stores.<name>]` into its `config`, where Metaxy wants
 * them; one that is there already counts (stores.md §9.1).
 */
export function withMembersInConfig(settings: Settings): StoreTables {
  if (!isSettings(settings.stores)) return {settings, moved: new Map()}
  const moved = new Map<string, readonly string[]>()
  const stores = Object.entries(settings.stores).map(([name, table]) => {
    if (!isSettings(table)) return [name, table] as const
    const {type, config, ...others} = table
    const names = Object.keys(others)
    // A config that is no table is left for the check of types to name.
    if (names.length === 0 || (config !== undefined && !isSettings(config)))
      return [name, table] as const
    moved.set(name, names)
    return [name, {...(type === undefined ? {} : {type}), config: {...others, ...config}}] as const
  })
  return {settings: {...settings, stores: Object.fromEntries(stores)}, moved}
}

/** Stores without a `type` are left out, as Metaxy does: single variables make such tables. */
export function withoutIncomplete(stores: Settings): {
  readonly complete: readonly (readonly [string, Settings])[]
  readonly warnings: readonly Warning[]
} {
  const entries = Object.entries(stores)
  return {
    complete: entries.flatMap(([name, table]) =>
      isSettings(table) && 'type' in table ? [[name, table] as const] : [],
    ),
    warnings: entries
      .filter(([, table]) => !isSettings(table) || !('type' in table))
      .map(([name, table]) => {
        const members = isSettings(table) ? memberNames(table) : []
        const has = members.length === 0 ? '' : ` (it has ${members.join(', ')})`
        return {
          code: 'store_without_type',
          message: `[stores.${name}] is ignored: it has no "type"${has}.`,
          store: name,
          members,
        }
      }),
  }
}

/** Names only, dotted: values may be secrets. */
function memberNames(table: Settings, prefix = ''): readonly string[] {
  return Object.entries(table).flatMap(([name, value]) => [
    prefix + name,
    ...(isSettings(value) ? memberNames(value, `${prefix}${name}.`) : []),
  ])
}

export function movedWarning(name: string, members: readonly string[]): Warning {
  return {
    code: 'members_moved',
    message: `[stores.${name}]: ${members.join(', ')} should stand under [stores.${name}.config]; read as if ${members.length === 1 ? 'it' : 'they'} did.`,
    store: name,
    members,
  }
}
