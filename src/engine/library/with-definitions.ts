import type {Config} from '../config/config.ts'
import {checkGraph} from '../graph/check-graph.ts'
import type {ProjectGraph} from '../graph/project-graph.ts'
import {topologicalOrder} from '../graph/topological-order.ts'
import type {FeatureDefinition} from '../models/feature-definition.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import {graphVersions, projectVersion} from '../versioning/versions.ts'

/** Definitions that a program brings along, as Metaxy's feature classes are there once they are imported. */
export interface AddedDefinitions {
  /** Takes the place of what was pushed, or given before, under the same key. */
  add(definition: FeatureDefinition): void
  /** The graph with them; the same object as long as nothing changes. */
  over(pushed: ProjectGraph): ProjectGraph
}

export function definitionsAdded(config: Config): AddedDefinitions {
  const added = new Map<FeatureKey, FeatureDefinition>()
  let made: {readonly pushed: ProjectGraph; readonly graph: ProjectGraph} | undefined
  return {
    add: given => {
      const project = given.project === '' ? (config.project ?? '') : given.project
      const before = added.get(given.spec.key)
      if (before?.specJson === given.specJson && before.schemaJson === given.schemaJson) return
      added.set(given.spec.key, {...given, project})
      made = undefined
    },
    over: pushed => {
      if (added.size === 0) return pushed
      if (made?.pushed !== pushed) made = {pushed, graph: graphWith(pushed, added, config)}
      return made.graph
    },
  }
}

function graphWith(
  pushed: ProjectGraph,
  added: ReadonlyMap<FeatureKey, FeatureDefinition>,
  config: Config,
): ProjectGraph {
  const length = config.hashTruncationLength
  const {graph, broken} = checkGraph(
    {definitions: new Map([...pushed.graph.definitions, ...added])},
    pushed.broken.filter(({feature}) => !added.has(feature)),
  )
  const versions = graphVersions(graph, length)
  const own = [...graph.definitions.values()].filter(({external}) => !external)
  const projects = new Set(own.map(({project}) => project))
  const projectVersions = new Map(
    [...projects].map(name => {
      const members = own.filter(({project}) => project === name)
      const definitionVersions = members.map(
        ({spec}) => [spec.key, versions.get(spec.key)?.definitionVersion ?? ''] as const,
      )
      return [name, projectVersion(new Map(definitionVersions), length)]
    }),
  )
  const [only, ...others] = projects
  const writing = config.project ?? (others.length === 0 ? only : undefined)
  return {
    ...pushed,
    graph,
    broken,
    versions,
    order: topologicalOrder(graph),
    projectVersions: new Map([...pushed.projectVersions, ...projectVersions]),
    writingProjectVersion:
      (writing === undefined ? undefined : projectVersions.get(writing)) ??
      pushed.writingProjectVersion,
  }
}
