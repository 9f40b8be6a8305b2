import type {FeatureKey} from '../models/feature-key.ts'
import type {FeatureGraph} from './feature-graph.ts'
import {groupBy} from './group-by.ts'

/** The features that read this one directly, in registration order. */
export function directReaders(graph: FeatureGraph, feature: FeatureKey): readonly FeatureKey[] {
  return [...graph.definitions.values()]
    .filter(({spec}) => spec.deps.some(dep => dep.feature === feature))
    .map(({spec}) => spec.key)
}

/**
 * Every feature that depends on one of the sources, directly or not, without the sources; each
 * after those it depends on (versioning.md §3.3, `downstream`).
 */
export function downstreamOf(
  graph: FeatureGraph,
  ...sources: readonly FeatureKey[]
): readonly FeatureKey[] {
  const edges = [...graph.definitions.values()].flatMap(({spec}) =>
    spec.deps.map(dep => ({from: dep.feature, to: spec.key})),
  )
  const edgesFrom = groupBy(edges, edge => edge.from)
  return postOrder(sources, key => (edgesFrom.get(key) ?? []).map(edge => edge.to)).reverse()
}

/** Every feature that one of the sources depends on, directly or not; each after its own upstream. */
export function upstreamOf(
  graph: FeatureGraph,
  ...sources: readonly FeatureKey[]
): readonly FeatureKey[] {
  return postOrder(sources, key => parentsOf(graph, key))
}

function parentsOf(graph: FeatureGraph, feature: FeatureKey): readonly FeatureKey[] {
  const deps = graph.definitions.get(feature)?.spec.deps ?? []
  return deps.map(dep => dep.feature).filter(key => graph.definitions.has(key))
}

function postOrder(
  sources: readonly FeatureKey[],
  next: (key: FeatureKey) => readonly FeatureKey[],
): FeatureKey[] {
  const seen = new Set<FeatureKey>()
  const order: FeatureKey[] = []
  sources.forEach(visit)
  return order.filter(key => !sources.includes(key))

  function visit(key: FeatureKey): void {
    if (seen.has(key)) return
    seen.add(key)
    next(key).forEach(visit)
    order.push(key)
  }
}
