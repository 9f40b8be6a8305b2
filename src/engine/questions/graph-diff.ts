import {MetaxyError, type Warning} from '../errors.ts'
import type {ComparedGraph} from '../graph/compared-graph.ts'
import {compareGraphs, type FeatureDifferences} from '../graph/graph-diff.ts'
import type {ProjectGraph} from '../graph/project-graph.ts'
import type {FeatureKey} from '../models/feature-key.ts'

/** What changed between two graphs, and which those are. */
export interface GraphDiff extends FeatureDifferences {
  /** Project version; those of all projects, with commas, when several are compared at once. */
  readonly from: string
  readonly to: string
  /** Among them `broken_feature`: it is on neither side of the comparison. */
  readonly warnings: readonly Warning[]
}

/** `current`, `latest`, a project version, or the beginning of exactly one. */
export type GraphName = string

/** Where the graphs of names come from. */
export interface NamedGraphs {
  /** The graph that the project was opened with. */
  readonly current: () => Promise<ProjectGraph>
  /** That of the newest pushes, or of the push with this project version. */
  readonly pushed: (version: string | null) => Promise<ProjectGraph>
}

/**
 * Compares two graphs (commands.md §2, `graph-diff render`). Only features that the pushes themselves
 * recorded are compared, and none that cannot be used on either side.
 *
 * @param project whose newest pushes `current` and `latest` are; null for those of every project.
 * @throws MetaxyError SNAPSHOT_ERROR when a name is no push, or several.
 */
export async function graphDiff(
  graphs: NamedGraphs,
  names: {readonly from: GraphName; readonly to: GraphName},
  project: string | null,
): Promise<GraphDiff> {
  const [from, to] = [
    await side(graphs, names.from, project),
    await side(graphs, names.to, project),
  ]
  const lost = [from, to].flatMap(one => one.graph.broken)
  const broken = new Set(lost.map(({feature}) => feature))
  const compared = [from, to].map(
    ({graph, features}): ComparedGraph => ({
      graph: graph.graph,
      versions: graph.versions,
      features: features.filter(feature => !broken.has(feature)),
    }),
  )
  const [before, after] = compared
  if (before === undefined || after === undefined) throw new Error('two graphs are compared')
  const warnings = [
    ...[from, to].flatMap(one => one.graph.warnings),
    ...lost.map(({feature, reason}) => ({code: 'broken_feature', feature, message: reason})),
  ]
  return {from: from.version, to: to.version, ...compareGraphs(before, after), warnings}
}

interface Side {
  readonly graph: ProjectGraph
  readonly version: string
  readonly features: readonly FeatureKey[]
}

async function side(graphs: NamedGraphs, name: GraphName, project: string | null): Promise<Side> {
  const isVersion = name !== 'current' && name !== 'latest'
  const graph =
    name === 'current' ? await graphs.current() : await graphs.pushed(isVersion ? name : null)
  const pushes = graph.sources.flatMap(source =>
    source.kind === 'push' && (isVersion || project === null || source.project === project)
      ? [source]
      : [],
  )
  if (pushes.length === 0) throw nothingPushed(name, project)
  return {
    graph,
    version: [...new Set(pushes.map(push => push.projectVersion))].join(','),
    features: graph.order.filter(key => {
      const definition = graph.graph.definitions.get(key)
      return pushes.some(
        push =>
          push.project === definition?.project &&
          push.projectVersion === definition.recorded?.projectVersion,
      )
    }),
  }
}

function nothingPushed(name: GraphName, project: string | null): MetaxyError {
  const whose = project === null ? '' : ` of project "${project}"`
  return new MetaxyError({
    code: 'SNAPSHOT_ERROR',
    message: `"${name}" is no graph yet: no push${whose} is recorded.`,
    hint: 'Run `metaxy push` or `mxx push` first, or say --all-projects.',
  })
}
