import type {Change} from '../change/change.ts'
import {commitAtOnce} from '../change/change-at-once.ts'
import type {CommitOptions} from '../change/commit-outcome.ts'
import {MetaxyError} from '../errors.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import {type Feature, type Filters, filterTexts, type Home, keyOf} from './home.ts'

/** What Metaxy's `delete` takes (stores.md §5). */
export interface DeleteOptions extends CommitOptions {
  /** Which rows; none: all of them. */
  readonly filters?: Filters
  /** Default true: tombstones are appended. False removes stored rows for good. */
  readonly soft?: boolean
  /** Rows of every feature version. */
  readonly withFeatureHistory?: boolean
}

/** What Metaxy's `copy_metadata` takes (stores.md §5.5). */
export interface CopyOptions extends CommitOptions {
  /** Default: every feature of the project. */
  readonly features?: readonly Feature[]
  /** By feature key. */
  readonly filters?: Readonly<Record<string, Filters>>
  readonly globalFilters?: Filters
  /** Default true. */
  readonly withFeatureHistory?: boolean
  readonly withSampleHistory?: boolean
  /** Leaves out what is there of the same id and feature version; older Metaxy's default. */
  readonly incremental?: boolean
  /** Only rows that were written under this project version. */
  readonly fromSnapshot?: string
}

/** So often a change is made anew because somebody wrote in between. */
const ATTEMPTS = 5

export async function deleteRows(
  home: Home,
  named: Feature,
  {filters, soft = true, withFeatureHistory = false, ...options}: DeleteOptions,
): Promise<{readonly rows: number}> {
  home.modes.checkWriting()
  const feature = await keyOf(home, named)
  const where = {kind: 'filter', filters: filterTexts(filters)} as const
  const kind = soft ? 'soft-delete' : 'hard-delete'
  return {rows: await commit(home, [{kind, feature, where, withFeatureHistory}], options)}
}

export async function dropFeature(
  home: Home,
  named: Feature,
  options: CommitOptions,
): Promise<{readonly rows: number}> {
  home.modes.checkWriting()
  const feature = await keyOf(home, named)
  return {rows: await commit(home, [{kind: 'drop', feature}], options)}
}

export async function copyFeatures(
  home: Home,
  from: string,
  given: CopyOptions,
): Promise<{readonly featuresCopied: number; readonly rowsCopied: number}> {
  home.modes.checkWriting()
  const {features, filters = {}, globalFilters, fromSnapshot, ...options} = given
  const keys = features === undefined ? await ownFeatures(home) : await keysOf(home, features)
  const source = await (await home.place()).room.metadataStores.of(from)
  let [featuresCopied, rowsCopied] = [0, 0]
  for (const feature of keys) {
    // What the source does not have is left out, whatever its filters say.
    if ((await source.reading(async open => open.table(feature), options)) === null) continue
    const texts = [...filterTexts(filters[feature]), ...filterTexts(globalFilters)]
    const rows = await commit(
      home,
      [
        {
          kind: 'copy',
          feature,
          where: {kind: 'filter', filters: texts},
          from,
          withFeatureHistory: given.withFeatureHistory ?? true,
          withSampleHistory: given.withSampleHistory ?? false,
          onlyMissing: given.incremental ?? false,
          fromSnapshot: fromSnapshot ?? null,
        },
      ],
      options,
    )
    if (rows > 0) featuresCopied += 1
    rowsCopied += rows
  }
  return {featuresCopied, rowsCopied}
}

/** Commits at once, again when a table moved in between: what is asked is what holds then. */
async function commit(
  home: Home,
  changes: readonly Change[],
  options: CommitOptions,
): Promise<number> {
  const {room, name} = await home.place()
  await (await room.metadataStores.of(name)).create()
  room.streams.release()
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const outcome = await room.staged(
      {...options, metadataStore: name, withoutJournal: true},
      staging => commitAtOnce(staging, changes, room.commitOptions(options)),
    )
    if (outcome.kind === 'conflicted') continue
    const made = outcome.files.flatMap(file => (file.kind === 'committed' ? file.changes : []))
    return made.reduce((sum, {rowsWritten}) => sum + rowsWritten, 0)
  }
  throw new MetaxyError({
    code: 'CONFLICT',
    message: `${changes.map(({feature}) => feature).join(', ')}: somebody else keeps writing to the table; nothing was written.`,
    hint: 'Try again later.',
  })
}

async function ownFeatures(home: Home): Promise<readonly FeatureKey[]> {
  const {room} = await home.place()
  const {graph, order} = await room.graph({})
  const {project} = room.config
  return order.filter(key => project === null || graph.definitions.get(key)?.project === project)
}

async function keysOf(home: Home, features: readonly Feature[]): Promise<readonly FeatureKey[]> {
  const keys: FeatureKey[] = []
  for (const feature of features) keys.push(await keyOf(home, feature))
  return keys
}
