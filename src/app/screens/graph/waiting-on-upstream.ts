import type {FeatureKey, FeatureStatus, ProjectGraph} from '../../../engine/index.ts'
import {type Loadable, shown} from '../../../store/loading/loadable.ts'

/** Features somewhere above which work is pending: fine against what is stored, not for long. */
export function waitingOnUpstream(
  graph: ProjectGraph,
  statuses: ReadonlyMap<FeatureKey, Loadable<FeatureStatus>>,
): ReadonlySet<FeatureKey> {
  const waiting = new Set<FeatureKey>()
  // In topological order every feature comes after those it depends on.
  for (const feature of graph.order) {
    const deps = graph.graph.definitions.get(feature)?.spec.deps ?? []
    const isPending = (upstream: FeatureKey) =>
      shown(statuses.get(upstream))?.status === 'needs_update' || waiting.has(upstream)
    if (deps.some(dep => isPending(dep.feature))) waiting.add(feature)
  }
  return waiting
}
