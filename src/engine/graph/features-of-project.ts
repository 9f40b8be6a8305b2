import type {FeatureKey} from '../models/feature-key.ts'
import type {ProjectGraph} from './project-graph.ts'

/**
 * The features that a listing shows: those of one project, or all of them for null; in the graph's
 * order. Keys given by name are not narrowed by it (commands.md §1, projects).
 */
export function featuresOfProject(
  projectGraph: ProjectGraph,
  project: string | null,
): readonly FeatureKey[] {
  return projectGraph.order.filter(
    key => project === null || projectGraph.graph.definitions.get(key)?.project === project,
  )
}
