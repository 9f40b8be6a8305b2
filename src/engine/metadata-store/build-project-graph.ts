import type {Config} from '../config/config.ts'
import type {LockFile} from '../config/lock-file.ts'
import {checkGraph} from '../graph/check-graph.ts'
import {nameCollisions} from '../graph/name-collisions.ts'
import type {GraphSource, ProjectGraph} from '../graph/project-graph.ts'
import {topologicalOrder} from '../graph/topological-order.ts'
import type {FeatureDefinition} from '../models/feature-definition.ts'
import {tableName} from '../models/feature-key.ts'
import {
  definitionVersion,
  EMPTY_PROJECT_VERSION,
  graphVersions,
  projectVersion,
} from '../versioning/versions.ts'
import {
  collectDefinitions,
  type Definitions,
  type PushedRows,
  type ReadSnapshot,
} from './collect-definitions.ts'
import {versionDifferences} from './version-differences.ts'

export interface ProjectGraphParts {
  readonly config: Pick<Config, 'project' | 'hashTruncationLength'> & Partial<Pick<Config, 'sync'>>
  /** The chosen store first, then its fallback stores in order. */
  readonly pushed: readonly PushedRows[]
  readonly lockFile: LockFile | null
  /** The whole project version of a push, or its beginning, for the graph as it was then. */
  readonly snapshot?: string
  /** Tables of the chosen store that have Metaxy's columns, without the configured prefix. */
  readonly tableNames: readonly string[]
}

/**
 * The graph that questions are answered against (commands.md §1, definitions), with every version
 * computed and compared with the recorded one. It holds all projects; `featuresOfProject` narrows.
 *
 * @throws MetaxyError SNAPSHOT_ERROR when `snapshot` names no push, or several.
 */
export function buildProjectGraph(parts: ProjectGraphParts): ProjectGraph {
  const length = parts.config.hashTruncationLength
  const collected = collectDefinitions(parts.pushed, parts.lockFile, {
    ...(parts.snapshot === undefined ? {} : {snapshot: parts.snapshot}),
    externals: parts.config.sync === false ? 'lock-file' : 'store',
    localProject: parts.config.project,
  })
  const {graph, broken} = checkGraph({definitions: collected.definitions}, collected.broken)
  const versions = graphVersions(graph, length)
  // A feature that is broken, or that another project's newer push replaced, still counts in its own.
  const versionOf = (definition: FeatureDefinition): string => {
    const {key} = definition.spec
    const known = graph.definitions.get(key) === definition ? versions.get(key) : undefined
    return known?.definitionVersion ?? definitionVersion(definition, length)
  }
  const projectVersions = new Map(
    collected.snapshots.map(snapshot => [
      snapshot.project,
      versionOfSnapshot(snapshot, versionOf, length),
    ]),
  )
  return {
    graph,
    order: topologicalOrder(graph),
    versions,
    projectVersions,
    writingProjectVersion: writingProjectVersion(parts.config.project, collected, projectVersions),
    sources: sourcesOf(collected),
    broken,
    unregisteredTables: unregisteredTables(parts, collected),
    warnings: [
      ...collected.warnings,
      ...versionDifferences(collected, versions, projectVersions),
      ...nameCollisions(graph),
    ],
  }
}

/** Recorded as it was when a definition can no longer be read, so that it cannot be computed. */
function versionOfSnapshot(
  {members, projectVersion: recorded}: ReadSnapshot,
  versionOf: (definition: FeatureDefinition) => string,
  length: number,
): string {
  const definitions = members.filter(member => 'spec' in member)
  if (definitions.length < members.length) return recorded
  return projectVersion(new Map(definitions.map(one => [one.spec.key, versionOf(one)])), length)
}

/** Of the configured project, else of the only one there is, else not clear (versioning.md §4.1). */
function writingProjectVersion(
  configured: string | null,
  {definitions}: Definitions,
  projectVersions: ReadonlyMap<string, string>,
): string | null {
  const own = [...definitions.values()].filter(definition => !definition.external)
  const [only, ...others] = new Set(own.map(definition => definition.project))
  const project = configured ?? (others.length === 0 ? only : undefined)
  return project === undefined ? null : (projectVersions.get(project) ?? EMPTY_PROJECT_VERSION)
}

function sourcesOf({snapshots, lockFile}: Definitions): readonly GraphSource[] {
  const sources: GraphSource[] = snapshots.map(snapshot => ({
    kind: 'push',
    project: snapshot.project,
    projectVersion: snapshot.projectVersion,
    recordedAtMicros: snapshot.recordedAtMicros,
    metadataStore: snapshot.metadataStore,
  }))
  if (lockFile !== null) sources.push({kind: 'lock-file', file: lockFile.file})
  return sources.length === 0 ? [{kind: 'none'}] : sources
}

/** Tables of features that any push knows are not among them, current or not. */
function unregisteredTables(
  {pushed, tableNames}: ProjectGraphParts,
  {definitions, broken}: Definitions,
): readonly string[] {
  const claimed = new Set(
    [
      ...definitions.keys(),
      ...broken.map(({feature}) => feature),
      ...pushed.flatMap(({rows}) => rows.map(row => row.featureKey)),
    ].map(tableName),
  )
  return tableNames.filter(table => !claimed.has(table) && !table.startsWith('metaxy_system__'))
}
