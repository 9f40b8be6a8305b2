import type {RecordBatch} from 'apache-arrow'
import {targetOf} from '../change/rebase.ts'
import {expectedUnder, rebasedRows} from '../change/rebased-rows.ts'
import {versionsOf} from '../change/version-graph.ts'
import {arrowTable} from '../duckdb/arrow-bridge.ts'
import {MetaxyError} from '../errors.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {IncrementRequest, VersioningEngine} from '../models/increment.ts'
import type {RowsInput} from '../models/rows-input.ts'
import {knownFeature} from '../questions/known-feature.ts'
import {type LazyIncrement, lazyIncrement} from '../questions/lazy-increment.ts'
import {contextOf, type Feature, type Filters, filterTexts, type Home, keyOf} from './home.ts'
import {type ReadableRows, type RowsArgument, rowsInput} from './rows-argument.ts'
import {streamed} from './streams.ts'

/** What Metaxy's `resolve_update` takes (stores.md §1.3). */
export interface ResolveUpdateOptions {
  /** Ids and `metaxy_provenance_by_field`, in place of the upstream rows; a root feature needs them. */
  readonly samples?: RowsArgument
  /** Read-time filters by feature key; of the feature itself: over its stored rows and the samples. */
  readonly filters?: Readonly<Record<string, Filters>>
  readonly globalFilters?: Filters
  readonly targetFilters?: Filters
  /** A stored row that fulfils one of them is stale. */
  readonly stalenessPredicates?: Filters
  /** Everything is new; nothing is stale or orphaned. */
  readonly skipComparison?: boolean
  readonly versioningEngine?: VersioningEngine
}

/** @throws MetaxyError MISSING_REQUIRED_FLAG for a root feature without samples, at once. */
export async function resolveFeature(
  home: Home,
  named: Feature,
  options: ResolveUpdateOptions,
): Promise<LazyIncrement> {
  home.modes.checkOpen()
  const feature = await keyOf(home, named)
  const {spec} = knownFeature(await contextOf(home), feature).definition
  if (spec.deps.length === 0 && options.samples === undefined) throw needsSamples(feature)
  const {directory} = (await home.place()).room
  const request = await requestOf(feature, options, directory)
  const increment = lazyIncrement(asked => {
    home.modes.checkOpen()
    return contextOf(home, asked)
  }, request)
  return {
    ...increment,
    batches: (frame, asked) =>
      streamed(home.place, release => increment.batches(frame, {...asked, release})),
  }
}

/**
 * The rows as they are in another version, ready to be written with `preserveFeatureVersion`
 * (stores.md §6).
 *
 * @param rows as a read gives them, with Metaxy's columns.
 * @throws MetaxyError INVALID_INPUT for a root feature and an unknown version.
 */
export async function rebaseRows(
  home: Home,
  named: Feature,
  rows: RowsArgument,
  toFeatureVersion: string | null,
): Promise<ReadableRows> {
  home.modes.checkOpen()
  const feature = await keyOf(home, named)
  const {room, name} = await home.place()
  const input = await rowsInput(rows, room.directory)
  const table = await room.staged({metadataStore: name, withoutJournal: true}, staging =>
    staging.context.metadataStore.reading(async open => {
      const {context, inputs} = staging
      const {definition, versions} = knownFeature(context, feature)
      if (definition.spec.deps.length === 0) throw isRoot(feature)
      const known = await versionsOf(context, open, feature)
      const to = known.find('--to', toFeatureVersion ?? versions.featureVersion)
      const given = await inputs.load(open.session, input)
      const target = targetOf(feature, to)
      const rebased = rebasedRows(
        await expectedUnder(target.context, open, feature),
        {feature, from: given.from, columns: given.columns},
        target,
      )
      return arrowTable(await open.session.stream(rebased.query))
    }),
  )
  return {table: async () => table}
}

async function requestOf(
  feature: FeatureKey,
  options: ResolveUpdateOptions,
  directory: string,
): Promise<IncrementRequest> {
  const {samples, filters = {}, versioningEngine} = options
  const byFeature = Object.entries(filters).map(
    ([key, texts]) => [key, filterTexts(texts)] as const,
  )
  return {
    feature,
    filters: filterTexts(options.targetFilters),
    globalFilters: filterTexts(options.globalFilters),
    upstreamFilters: new Map(byFeature),
    staleIf: filterTexts(options.stalenessPredicates),
    skipComparison: options.skipComparison ?? false,
    ...(samples === undefined ? {} : {samples: await keptRows(samples, directory)}),
    ...(versioningEngine === undefined ? {} : {versioningEngine}),
  }
}

/** An increment is asked several times: what can be read once is kept. */
async function keptRows(rows: RowsArgument, directory: string): Promise<RowsInput> {
  const input = await rowsInput(rows, directory)
  if (input.kind !== 'batches') return input
  const {Table} = await import('apache-arrow')
  const batches: RecordBatch[] = []
  for await (const batch of input.batches) batches.push(batch)
  return {kind: 'arrow', table: new Table(batches)}
}

function needsSamples(feature: FeatureKey): MetaxyError {
  return new MetaxyError({
    code: 'MISSING_REQUIRED_FLAG',
    message: `Feature ${feature} has no upstream dependencies: it is a root feature.`,
    hint: 'Give its samples: rows with the id columns and metaxy_provenance_by_field.',
    details: {feature},
  })
}

function isRoot(feature: FeatureKey): MetaxyError {
  return new MetaxyError({
    code: 'INVALID_INPUT',
    message: `Cannot rebase root feature ${feature}: there is no upstream that its rows could be rebased on.`,
    hint: 'Write its samples again.',
    details: {feature},
  })
}
