import type {LockFile} from '../config/lock-file.ts'
import type {Warning} from '../errors.ts'
import type {BrokenFeature} from '../graph/project-graph.ts'
import type {FeatureDefinition} from '../models/feature-definition.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import {definitionOfRow} from './definition-of-row.ts'
import {currentSnapshots, latestOfAll, type Snapshot, snapshotsByVersion} from './snapshots.ts'
import type {FeatureVersionRow} from './system-tables.ts'

/** The rows of one store's system table, oldest first; none when it has no such table. */
export interface PushedRows {
  readonly metadataStore: string
  readonly rows: readonly FeatureVersionRow[]
}

/** A push that the graph is made of. */
export interface ChosenSnapshot extends Snapshot {
  readonly metadataStore: string
}

/** A chosen push with what it says of each of its features. */
export interface ReadSnapshot extends ChosenSnapshot {
  readonly members: readonly (FeatureDefinition | BrokenFeature)[]
}

/** Everything known about the features of a graph, before it is checked. */
export interface Definitions {
  readonly definitions: ReadonlyMap<FeatureKey, FeatureDefinition>
  /** Those that cannot be read. */
  readonly broken: readonly BrokenFeature[]
  readonly snapshots: readonly ReadSnapshot[]
  /** The lock file, when definitions of it are among them. */
  readonly lockFile: LockFile | null
  readonly warnings: readonly Warning[]
}

export interface CollectOptions {
  /** Only the push with this project version, and what it depends on as it was then. */
  readonly snapshot?: string
  /** `lock-file`: its entries count whatever was pushed since (`sync = false`). */
  readonly externals?: 'store' | 'lock-file'
  /** The project whose own features are no external ones. */
  readonly localProject?: string | null
}

/**
 * Of each project the newest push in the first store that has one, else its entries in the lock
 * file; and what these depend on, from the newest definitions of any project (stores.md §3.4).
 *
 * @param pushed the chosen store first, then its fallback stores.
 * @throws MetaxyError SNAPSHOT_ERROR when `snapshot` names no push, or several.
 */
export function collectDefinitions(
  pushed: readonly PushedRows[],
  lockFile: LockFile | null,
  {snapshot, externals = 'store', localProject = null}: CollectOptions = {},
): Definitions {
  const chosen = snapshot === undefined ? currentOf(pushed) : pushesOf(pushed, snapshot)
  const read = new Map<FeatureVersionRow, FeatureDefinition | BrokenFeature>()
  const snapshots = chosen.map(one => ({...one, members: one.rows.map(readOnce)}))
  const definitions = new Map<FeatureKey, FeatureDefinition>()
  const broken = new Map<FeatureKey, BrokenFeature>()
  const warnings: Warning[] = []

  for (const row of oldestFirst(snapshots.flatMap(({rows}) => rows))) {
    const other = definitions.get(row.featureKey)
    if (other !== undefined) warnings.push(inTwoProjects(row, other.project))
    add(row)
  }
  const projects = new Set(snapshots.map(({project}) => project))
  const locked = lockFile?.features.map(({definition}) => definition) ?? []
  const latest = latestOfAll(
    pushed.map(({rows}) => rows),
    snapshot === undefined ? undefined : newestTime(snapshots),
  )
  if (snapshot === undefined) {
    for (const definition of locked) addLocked(definition)
    for (const entry of lockFile?.broken ?? []) {
      if (!definitions.has(entry.feature)) broken.set(entry.feature, entry)
    }
  }
  completeWith(latest)

  const external = [...definitions.values()].some(definition => definition.external)
  return {
    definitions,
    broken: [...broken.values()],
    snapshots,
    lockFile: external ? lockFile : null,
    warnings,
  }

  function add(row: FeatureVersionRow): void {
    const made = readOnce(row)
    definitions.delete(row.featureKey)
    broken.delete(row.featureKey)
    if ('spec' in made) definitions.set(row.featureKey, made)
    else broken.set(row.featureKey, made)
  }

  function readOnce(row: FeatureVersionRow): FeatureDefinition | BrokenFeature {
    const made = read.get(row) ?? definitionOfRow(row)
    read.set(row, made)
    return made
  }

  /** A push of its project replaces it, unless the store is not to be asked (versioning.md §2.8). */
  function addLocked(definition: FeatureDefinition): void {
    const {key} = definition.spec
    const known = definitions.get(key) ?? broken.get(key)
    const isLocal = known !== undefined && 'project' in known && known.project === localProject
    if (externals === 'lock-file') {
      if (isLocal) return
      definitions.delete(key)
      broken.delete(key)
      definitions.set(key, definition)
    } else if (!projects.has(definition.project)) addMissing(definition)
  }

  function addMissing(definition: FeatureDefinition): void {
    if (!definitions.has(definition.spec.key)) definitions.set(definition.spec.key, definition)
  }

  function completeWith(latest: ReadonlyMap<FeatureKey, FeatureVersionRow>): void {
    // A Map goes on to what is added while it is walked.
    for (const {spec} of definitions.values()) {
      for (const {feature} of spec.deps) {
        if (definitions.has(feature) || broken.has(feature)) continue
        const row = latest.get(feature)
        if (row !== undefined) add(row)
        else locked.filter(definition => definition.spec.key === feature).forEach(addMissing)
      }
    }
  }
}

function currentOf(pushed: readonly PushedRows[]): readonly ChosenSnapshot[] {
  const chosen = new Map<string, ChosenSnapshot>()
  for (const {metadataStore, rows} of pushed) {
    for (const snapshot of currentSnapshots(rows).values()) {
      if (!chosen.has(snapshot.project)) chosen.set(snapshot.project, {...snapshot, metadataStore})
    }
  }
  return [...chosen.values()]
}

function pushesOf(pushed: readonly PushedRows[], version: string): readonly ChosenSnapshot[] {
  const found = snapshotsByVersion(
    pushed.flatMap(({rows}) => rows),
    version,
  )
  return found.map(snapshot => {
    const holder = pushed.find(({rows}) => rows.some(row => snapshot.rows.includes(row)))
    return {...snapshot, metadataStore: holder?.metadataStore ?? ''}
  })
}

/** When the newest of these pushes was recorded. */
function newestTime(snapshots: readonly Snapshot[]): bigint | undefined {
  const times = snapshots.map(({recordedAtMicros}) => recordedAtMicros)
  return times.length === 0 ? undefined : times.reduce((a, b) => (b > a ? b : a))
}

function oldestFirst(rows: readonly FeatureVersionRow[]): readonly FeatureVersionRow[] {
  return [...rows].sort((a, b) => Number(a.recordedAtMicros - b.recordedAtMicros))
}

function inTwoProjects(row: FeatureVersionRow, other: string): Warning {
  return {
    code: 'feature_in_two_projects',
    message: `Feature "${row.featureKey}" was pushed by projects "${other}" and "${row.project}"; the newer push of "${row.project}" counts.`,
    feature: row.featureKey,
    projects: [other, row.project],
  }
}
