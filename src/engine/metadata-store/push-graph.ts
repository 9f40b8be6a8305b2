import {MetaxyError} from '../errors.ts'
import {checkGraph} from '../graph/check-graph.ts'
import type {FeatureGraph} from '../graph/feature-graph.ts'
import type {ProjectGraph} from '../graph/project-graph.ts'
import type {FeatureDefinition} from '../models/feature-definition.ts'

/**
 * The graph that a push records: the definitions, and from the current graph what other projects and
 * metaxy.lock define. Whatever else the current graph has of this project is gone.
 *
 * @param definitions null pushes the project's features of the current graph again.
 * @throws MetaxyError NO_FEATURES when none of them is the project's; INVALID_INPUT when one is there
 *   twice or cannot be resolved.
 */
export function pushGraph(
  definitions: readonly FeatureDefinition[] | null,
  current: ProjectGraph,
  project: string,
): FeatureGraph {
  if (definitions === null && current.broken.length > 0) throw unusable(current.broken)
  const given = (definitions ?? ownFeatures(current, project)).map(one =>
    one.project === '' ? {...one, project} : one,
  )
  if (!given.some(one => one.project === project)) throw noFeatures(project)
  const others = [...current.graph.definitions].filter(
    ([, one]) => one.external || one.project !== project,
  )
  const pushed = new Map(given.map(one => [one.spec.key, one]))
  if (pushed.size < given.length) throw definedTwice(given)
  const {graph, broken} = checkGraph({definitions: new Map([...others, ...pushed])})
  const wrong = broken.filter(({feature}) => pushed.has(feature))
  if (wrong.length > 0) throw unusable(wrong)
  return graph
}

/** What the newest push of the project, or the asked one, recorded. */
function ownFeatures(current: ProjectGraph, project: string): readonly FeatureDefinition[] {
  return [...current.graph.definitions.values()].filter(
    one =>
      one.project === project &&
      current.sources.some(
        source =>
          source.kind === 'push' &&
          source.project === project &&
          source.projectVersion === one.recorded?.projectVersion,
      ),
  )
}

function noFeatures(project: string): MetaxyError {
  return new MetaxyError({
    code: 'NO_FEATURES',
    message: `There are no features of project "${project}" to push.`,
    hint: 'Name a file of definitions: mxx push --definitions FILE.',
    details: {project},
  })
}

function definedTwice(definitions: readonly FeatureDefinition[]): MetaxyError {
  const keys = definitions.map(one => one.spec.key)
  const twice = [...new Set(keys.filter((key, index) => keys.indexOf(key) < index))]
  return new MetaxyError({
    code: 'INVALID_INPUT',
    message: `Defined more than once: ${twice.join(', ')}.`,
    hint: 'Every feature key may stand in the definitions once.',
    details: {features: twice},
  })
}

function unusable(
  broken: readonly {readonly feature: string; readonly reason: string}[],
): MetaxyError {
  return new MetaxyError({
    code: 'INVALID_INPUT',
    message: broken.map(({reason}) => reason).join('\n'),
    hint: 'Nothing was pushed.',
    details: {features: broken.map(({feature}) => feature)},
  })
}
