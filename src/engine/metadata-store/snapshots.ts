import {MetaxyError} from '../errors.ts'
import {groupBy} from '../graph/group-by.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {FeatureVersionRow} from './system-tables.ts'

/** What one push, or several with the same project version, recorded. */
export interface Snapshot {
  readonly project: string
  readonly projectVersion: string
  /** Of its newest row. */
  readonly recordedAtMicros: bigint
  /** The newest row of each feature, in the order they were recorded. */
  readonly rows: readonly FeatureVersionRow[]
}

/**
 * The newest push of each project, by project name (stores.md §3.4): the project version of its
 * newest row, and of that version the newest row of each feature.
 *
 * @param rows oldest first.
 */
export function currentSnapshots(
  rows: readonly FeatureVersionRow[],
): ReadonlyMap<string, Snapshot> {
  const projects = groupBy(rows, row => row.project)
  return new Map(
    [...projects].flatMap(([project, ofProject]) => {
      const version = newestOf(ofProject)?.projectVersion
      const snapshot = snapshotOf(ofProject.filter(row => row.projectVersion === version))
      return snapshot === undefined ? [] : [[project, snapshot] as const]
    }),
  )
}

/**
 * The pushes with a project version, one per project that has it.
 *
 * @param version the whole version, or the beginning of exactly one.
 * @throws MetaxyError SNAPSHOT_ERROR when none or several begin so, listing the known ones.
 */
export function snapshotsByVersion(
  rows: readonly FeatureVersionRow[],
  version: string,
): readonly Snapshot[] {
  const known = [...new Set(rows.map(row => row.projectVersion))].reverse()
  const matching = known.includes(version)
    ? [version]
    : known.filter(other => version !== '' && other.startsWith(version))
  const [found] = matching
  if (found === undefined || matching.length > 1) {
    throw new MetaxyError({
      code: 'SNAPSHOT_ERROR',
      message:
        found === undefined
          ? `No push with project version "${version}" is recorded.`
          : `"${version}" begins several project versions: ${matching.join(', ')}.`,
      hint: known.length === 0 ? 'Run `metaxy push` first.' : `Recorded are ${known.join(', ')}.`,
      details: {project_versions: known},
    })
  }
  const projects = groupBy(
    rows.filter(row => row.projectVersion === found),
    row => row.project,
  )
  return [...projects.values()].map(snapshotOf).filter(snapshot => snapshot !== undefined)
}

/**
 * The newest row of every feature over all projects and pushes: what stands for a dep that its own
 * snapshot does not hold. With a time, the newest that was recorded by then, else the next one.
 */
export function latestDefinitions(
  rows: readonly FeatureVersionRow[],
  asOfMicros?: bigint,
): ReadonlyMap<FeatureKey, FeatureVersionRow> {
  if (asOfMicros === undefined) return newestByFeature(rows)
  const later = rows.filter(row => row.recordedAtMicros > asOfMicros).toReversed()
  const then = newestByFeature(rows.filter(row => row.recordedAtMicros <= asOfMicros))
  return new Map([...later.map(row => [row.featureKey, row] as const), ...then])
}

/** The same over a chain of stores: of each key that of the first store that has one. */
export function latestOfAll(
  stores: readonly (readonly FeatureVersionRow[])[],
  asOfMicros?: bigint,
): ReadonlyMap<FeatureKey, FeatureVersionRow> {
  const latest = stores.map(rows => latestDefinitions(rows, asOfMicros))
  return new Map(latest.reverse().flatMap(one => [...one]))
}

/** The feature versions that pushes recorded for one feature, the newest push first. */
export function knownVersions(
  rows: readonly FeatureVersionRow[],
  feature: FeatureKey,
): readonly {
  readonly featureVersion: string
  /** In the order they were first recorded. */
  readonly projectVersions: readonly string[]
  readonly firstRecordedAtMicros: bigint
  readonly lastRecordedAtMicros: bigint
}[] {
  const ofFeature = rows.filter(row => row.featureKey === feature)
  return [...groupBy(ofFeature, row => row.featureVersion)]
    .map(([featureVersion, group]) => {
      const times = group.map(row => row.recordedAtMicros)
      return {
        featureVersion,
        projectVersions: [...new Set(group.map(row => row.projectVersion))],
        firstRecordedAtMicros: times.reduce((a, b) => (b < a ? b : a)),
        lastRecordedAtMicros: times.reduce((a, b) => (b > a ? b : a)),
      }
    })
    .sort((a, b) => (a.lastRecordedAtMicros > b.lastRecordedAtMicros ? -1 : 1))
}

function snapshotOf(rows: readonly FeatureVersionRow[]): Snapshot | undefined {
  const newest = newestOf(rows)
  if (newest === undefined) return undefined
  const {project, projectVersion, recordedAtMicros} = newest
  return {project, projectVersion, recordedAtMicros, rows: [...newestByFeature(rows).values()]}
}

/** Later rows win, also among equal times: the table is read in its stored order. */
function newestByFeature(
  rows: readonly FeatureVersionRow[],
): ReadonlyMap<FeatureKey, FeatureVersionRow> {
  const newest = new Map<FeatureKey, FeatureVersionRow>()
  for (const row of rows) {
    const other = newest.get(row.featureKey)
    if (other === undefined || row.recordedAtMicros >= other.recordedAtMicros) {
      newest.set(row.featureKey, row)
    }
  }
  return newest
}

function newestOf(rows: readonly FeatureVersionRow[]): FeatureVersionRow | undefined {
  return rows.reduce<FeatureVersionRow | undefined>(
    (newest, row) =>
      newest === undefined || row.recordedAtMicros >= newest.recordedAtMicros ? row : newest,
    undefined,
  )
}
