import type {FilterGround} from './draw-filter.ts'
import {type Answer, mxx, mxxDone} from './mxx.ts'
import type {Place} from './place.ts'
import type {Changed} from './predictions.ts'

/** A feature, its versions and what filters can be about. */
export interface Target extends Changed {
  readonly versions: readonly string[]
  readonly currentVersion: string
  /** Versions in which the latest row of some sample is. */
  readonly storedVersions: readonly string[]
  /** How many rows there are to compute for it under its current version. */
  readonly expectedRows: number
  /** Every metadata store that can be asked, the default one first. */
  readonly storeNames: readonly string[]
  /** Those of them that have rows of it themselves. */
  readonly holders: readonly string[]
  readonly ground: FilterGround
}

/** Every feature of the project, with what changes are drawn from. */
export async function targetsOf(place: Place): Promise<readonly Target[]> {
  const targets: Target[] = []
  const storeNames = await storeNamesOf(place)
  for (const [key, idColumns] of await idColumnsOf(place)) {
    const {json} = await mxx(place, 'metadata', 'read', key, '--with-feature-history')
    const rows: readonly Answer['json'][] = json.rows ?? []
    const versions: readonly Answer['json'][] = (await mxxDone(place, 'versions', key)).versions
    const names = versions.map(version => version.feature_version)
    const currentVersion = versions.find(version => version.is_current)?.feature_version ?? ''
    const stored = new Set(rows.map(row => row.metaxy_feature_version))
    const holders: string[] = []
    for (const storeName of storeNames) {
      if ((await storedRows({...place, storeName}, key)) > 0) holders.push(storeName)
    }
    targets.push({
      ...(await readersIn(place, key)),
      versions: names,
      currentVersion,
      storedVersions: names.filter(name => stored.has(name)),
      expectedRows: await expectedRows(place, key),
      storeNames,
      holders,
      ground: {idColumns, columns: userColumns(json.columns ?? []), rows},
    })
  }
  return targets
}

async function expectedRows(place: Place, feature: string): Promise<number> {
  const all = ['--skip-comparison', '--limit', '0']
  const {exit, json} = await mxx(place, 'metadata', 'increment', feature, ...all)
  return exit === 0 ? json.new.row_count : 0
}

function userColumns(columns: readonly Answer['json'][]): FilterGround['columns'] {
  return columns.filter(({name}) => !name.startsWith('metaxy_'))
}

async function storeNamesOf(place: Place): Promise<readonly string[]> {
  const {stores} = await mxxDone(place, 'list', 'stores')
  return stores
    .filter((one: Answer['json']) => one.reachable)
    .toSorted((a: Answer['json'], b: Answer['json']) => Number(b.is_default) - Number(a.is_default))
    .map((one: Answer['json']) => one.name)
}

/** The number of rows in the store's own table, whatever their version and state. */
export async function storedRows(place: Place, feature: string): Promise<number> {
  const everything = ['--with-feature-history', '--with-sample-history', '--include-soft-deleted']
  const own = [...everything, '--no-allow-fallback-stores', '--limit', '0']
  const {exit, json} = await mxx(place, 'metadata', 'read', feature, ...own)
  if (exit === 0) return json.total_rows
  if (json.error === 'FEATURE_NOT_WRITTEN') return 0
  throw new Error(JSON.stringify(json))
}

/** By feature. */
export async function idColumnsOf(place: Place): Promise<ReadonlyMap<string, readonly string[]>> {
  const {features} = await mxxDone(place, 'describe', 'features', '--all-features')
  return new Map(features.map((feature: Answer['json']) => [feature.key, feature.id_columns]))
}

/** Who reads a feature directly, and whether it reads any. */
export async function readersIn(place: Place, feature: string): Promise<Changed> {
  const {edges} = await mxxDone(place, 'graph', 'render')
  return {
    feature,
    isRoot: !edges.some((edge: Answer['json']) => edge.to === feature),
    readers: edges
      .filter((edge: Answer['json']) => edge.from === feature)
      .map((edge: Answer['json']) => edge.to),
  }
}
