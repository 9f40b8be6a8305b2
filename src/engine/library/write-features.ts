import {commitBlindly} from '../change/commit-blindly.ts'
import type {CommitOptions, WriteResult} from '../change/commit-outcome.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import {type Feature, type Home, keyOf} from './home.ts'
import {type RowsArgument, rowsInput} from './rows-argument.ts'

/** What Metaxy's `write` takes (stores.md §4.1). */
export interface WriteOptions extends CommitOptions {
  /** In place of the metadata store's own. */
  readonly materializationId?: string
  /** Keeps the versions that the rows bring along, when they have both. */
  readonly preserveFeatureVersion?: boolean
}

/** Rows by feature: a Map, a list of pairs, or an object of keys. */
export type FeatureWrites =
  | Iterable<readonly [Feature, RowsArgument]>
  | Readonly<Record<string, RowsArgument>>

export async function writeFeature(
  home: Home,
  named: Feature,
  rows: RowsArgument,
  {materializationId, preserveFeatureVersion = false, ...options}: WriteOptions,
): Promise<WriteResult> {
  home.modes.checkWriting()
  const feature = await keyOf(home, named)
  const {room, name} = await home.place()
  const request = {
    feature,
    rows: await rowsInput(rows, room.directory),
    preserveFeatureVersion,
    ...(materializationId === undefined ? {} : {materializationId}),
  }
  await (await room.metadataStores.of(name)).create()
  room.streams.release()
  return room.staged({...options, metadataStore: name, withoutJournal: true}, staging =>
    commitBlindly(staging, request, room.commitOptions(options)),
  )
}

/**
 * Writes dependents before what they depend on, so that whoever looks in between recomputes rather than
 * misses; each feature by itself, so that a failure leaves those written that came before it.
 *
 * @param written told after each.
 */
export async function writeFeatures(
  home: Home,
  writes: FeatureWrites,
  options: WriteOptions,
  written: (result: WriteResult) => void = () => {},
): Promise<readonly WriteResult[]> {
  home.modes.checkWriting()
  const entries: {readonly feature: FeatureKey; readonly rows: RowsArgument}[] = []
  for (const [named, rows] of pairsOf(writes)) {
    entries.push({feature: await keyOf(home, named), rows})
  }
  if (entries.length === 0) return []
  const results: WriteResult[] = []
  for (const {feature, rows} of await dependentsFirst(home, entries)) {
    const result = await writeFeature(home, feature, rows, options)
    written(result)
    results.push(result)
  }
  return results
}

async function dependentsFirst<T extends {readonly feature: FeatureKey}>(
  home: Home,
  entries: readonly T[],
): Promise<readonly T[]> {
  const {room, name} = await home.place()
  await (await room.metadataStores.of(name)).create()
  const {order} = await room.graph({})
  return entries.toSorted((a, b) => order.indexOf(b.feature) - order.indexOf(a.feature))
}

/** Every write with its feature. */
export function pairsOf(writes: FeatureWrites): Iterable<readonly [Feature, RowsArgument]> {
  return isIterable(writes) ? writes : Object.entries(writes)
}

function isIterable(writes: FeatureWrites): writes is Iterable<readonly [Feature, RowsArgument]> {
  return Symbol.iterator in writes
}
