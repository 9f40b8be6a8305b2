import {
  compareKeys,
  directReaders,
  type FeatureKey,
  type ProjectGraph,
} from '../../../engine/index.ts'

/** How a set of features hangs together. */
export interface GraphShape {
  /** Features on the longest chain. */
  readonly depth: number
  /** In the order of keys. */
  readonly roots: readonly FeatureKey[]
  readonly leaves: readonly FeatureKey[]
}

/** Looks only at dependencies between the given features, which are in topological order. */
export function shapeOf(graph: ProjectGraph, features: readonly FeatureKey[]): GraphShape {
  const among = new Set(features)
  const depths = new Map<FeatureKey, number>()
  const read = new Set<FeatureKey>()
  for (const feature of features) {
    const parents = parentsOf(graph, feature).filter(parent => among.has(parent))
    for (const parent of parents) read.add(parent)
    depths.set(feature, 1 + Math.max(0, ...parents.map(parent => depths.get(parent) ?? 0)))
  }
  return {
    depth: Math.max(0, ...depths.values()),
    roots: features.filter(feature => depths.get(feature) === 1).toSorted(compareKeys),
    leaves: features.filter(feature => !read.has(feature)).toSorted(compareKeys),
  }
}

/** The features within so many steps of one, itself included, in topological order. */
export function neighbourhood(
  graph: ProjectGraph,
  feature: FeatureKey,
  steps: {readonly up: number; readonly down: number},
): readonly FeatureKey[] {
  const near = new Set([
    ...within(feature, steps.up, key => parentsOf(graph, key)),
    ...within(feature, steps.down, key => directReaders(graph.graph, key)),
  ])
  return graph.order.filter(key => near.has(key))
}

function parentsOf(graph: ProjectGraph, feature: FeatureKey): readonly FeatureKey[] {
  return graph.graph.definitions.get(feature)?.spec.deps.map(dep => dep.feature) ?? []
}

function within(
  from: FeatureKey,
  steps: number,
  next: (feature: FeatureKey) => readonly FeatureKey[],
): readonly FeatureKey[] {
  const found = new Set([from])
  let edge: readonly FeatureKey[] = [from]
  for (let step = 0; step < steps && edge.length > 0; step += 1) {
    edge = edge.flatMap(next).filter(key => !found.has(key))
    for (const key of edge) found.add(key)
  }
  return [...found]
}
