import {readdir} from 'node:fs/promises'
import {join} from 'node:path'
import type {MetadataStoreConfig} from '../config/config.ts'
import {listLog} from '../delta/log-files.ts'
import {ConfigError} from '../errors.ts'
import {type FeatureKey, tableName} from '../models/feature-key.ts'

/** How a store names the folders of its tables: by nested folders, or by one name. */
export type DeltaLayout = 'nested' | 'flat'

/** Where the tables of a Delta store lie. */
export interface DeltaPlace {
  readonly root: string
  readonly layout: DeltaLayout
  /** The folders that tables were found in, for the statements of a write. */
  readonly found: Map<FeatureKey, string>
}

/** @throws ConfigError when `layout` is neither. */
export function layoutOf({name, config}: MetadataStoreConfig): DeltaLayout {
  const {layout = 'nested'} = config
  if (layout === 'nested' || layout === 'flat') return layout
  throw new ConfigError(
    `[stores.${name}.config] layout = ${JSON.stringify(layout)} is neither "nested" nor "flat".`,
  )
}

/** The folder that a new table of a feature gets. */
export function newTableFolder({root, layout}: DeltaPlace, feature: FeatureKey): string {
  return join(root, `${names(feature)[layout]}.delta`)
}

/**
 * The folder in which a feature's table lies; null when it has none. Older releases named folders without
 * suffix, and a store's layout may have been changed since (stores.md §2.4).
 */
export async function tableFolder(
  {root, layout}: DeltaPlace,
  feature: FeatureKey,
): Promise<string | null> {
  const name = names(feature)
  const layouts = layout === 'nested' ? [name.nested, name.flat] : [name.flat, name.nested]
  for (const folder of new Set(layouts.flatMap(one => [`${one}.delta`, one]))) {
    const path = join(root, folder)
    if ((await listLog(path)) !== null) return path
  }
  return null
}

/**
 * The folders of all tables of a store, with the table names that they have in either layout.
 */
export async function tableFolders(
  root: string,
): Promise<readonly {readonly name: string; readonly folder: string}[]> {
  const found: {name: string; folder: string}[] = []
  let folders: readonly (readonly string[])[] = [[]]
  for (let depth = 0; depth < DEEPEST && folders.length > 0; depth += 1) {
    const below = await Promise.all(folders.map(parts => foldersIn(root, parts)))
    below.forEach((names, index) => {
      const parts = folders[index] ?? []
      if (!names.includes('_delta_log')) return
      const name = tableName(parts.join('/').replace(/\.delta$/, ''))
      if (parts.length > 0) found.push({name, folder: join(root, ...parts)})
    })
    folders = below.flatMap((names, index) =>
      names.filter(name => PART.test(name)).map(name => [...(folders[index] ?? []), name]),
    )
  }
  return found
}

/** Folders in folders further down than this, or called otherwise, are no tables of Metaxy. */
const DEEPEST = 10
const PART = /^(?!_delta_log$)[a-z0-9_][a-z0-9_-]*(?:\.delta)?$/

async function foldersIn(root: string, parts: readonly string[]): Promise<readonly string[]> {
  const entries = await readdir(join(root, ...parts), {withFileTypes: true}).catch(() => [])
  return entries
    .filter(entry => !entry.isFile())
    .map(entry => entry.name)
    .sort()
}

function names(feature: FeatureKey): Readonly<Record<DeltaLayout, string>> {
  return {nested: join(...feature.split('/')), flat: tableName(feature)}
}
