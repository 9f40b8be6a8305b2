import type {FeatureGraph} from '../graph/feature-graph.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {JsonValue} from '../models/json.ts'
import {pythonJson} from '../models/python-json.ts'
import {graphVersions, projectVersion} from '../versioning/versions.ts'
import {currentSnapshots} from './snapshots.ts'
import type {FeatureVersionRow} from './system-tables.ts'

export interface PushOptions {
  readonly project: string
  /** Without the reserved `metaxy`. */
  readonly tags: Readonly<Record<string, string>>
  /** Microseconds since 1970, UTC. */
  readonly nowMicros: bigint
  readonly hashTruncationLength: number
}

/** What a push comes to. */
export interface PushPlan {
  readonly project: string
  readonly projectVersion: string
  /** `updated`: only rows that this very project version lacks. */
  readonly outcome: 'recorded' | 'updated' | 'unchanged'
  /** The project's features, as the graph has them. */
  readonly features: readonly FeatureKey[]
  /** What is appended to the system table. */
  readonly rows: readonly FeatureVersionRow[]
}

/** The release whose rows these are to every reader. */
const METAXY_VERSION = '0.1.11'

/**
 * The rows that `metaxy push` records of a graph (stores.md §3.3): all of them when the newest push of
 * the project is another version, also when an older one comes back; else only those that it lacks.
 *
 * @param graph checked; the project's features and all that they depend on.
 * @param existing every row of the system table, oldest first.
 */
export function pushRows(
  graph: FeatureGraph,
  existing: readonly FeatureVersionRow[],
  options: PushOptions,
): PushPlan {
  const {project, hashTruncationLength} = options
  const versions = graphVersions(graph, hashTruncationLength)
  const own = [...graph.definitions.values()].filter(
    definition => definition.project === project && !definition.external,
  )
  const features = own.map(definition => definition.spec.key)
  const version = projectVersion(
    new Map(features.map(key => [key, versions.get(key)?.definitionVersion ?? ''])),
    hashTruncationLength,
  )
  const begin = startAfter(existing, options.nowMicros)
  const tags = tagsText(options.tags)
  const rows = own.map(
    (definition, index): FeatureVersionRow => ({
      project,
      featureKey: definition.spec.key,
      featureVersion: versions.get(definition.spec.key)?.featureVersion ?? '',
      definitionVersion: versions.get(definition.spec.key)?.definitionVersion ?? '',
      recordedAtMicros: begin + BigInt(index),
      featureSpec: definition.specJson,
      featureSchema: definition.schemaJson,
      classPath: definition.classPath ?? '',
      projectVersion: version,
      tags,
    }),
  )
  const latest = currentSnapshots(existing).get(project)
  if (latest?.projectVersion !== version) {
    return {project, projectVersion: version, outcome: 'recorded', features, rows}
  }
  const known = new Map(latest.rows.map(row => [row.featureKey, row.definitionVersion]))
  const lacking = rows.filter(row => known.get(row.featureKey) !== row.definitionVersion)
  const outcome = lacking.length === 0 ? 'unchanged' : 'updated'
  return {project, projectVersion: version, outcome, features, rows: lacking}
}

/** Now, but later than every row that is there: a push is the newest one, whatever the clock says. */
function startAfter(existing: readonly FeatureVersionRow[], nowMicros: bigint): bigint {
  return existing.reduce(
    (start, row) => (row.recordedAtMicros >= start ? row.recordedAtMicros + 1n : start),
    nowMicros,
  )
}

/** The person's pairs, then Metaxy's own, whose value is JSON inside a text. */
function tagsText(tags: Readonly<Record<string, string>>): string {
  const metaxy = pythonJson(new Map<string, JsonValue>([['version', METAXY_VERSION]]))
  return pythonJson(new Map<string, JsonValue>([...Object.entries(tags), ['metaxy', metaxy]]))
}
