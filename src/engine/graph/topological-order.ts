import {compareText, type FeatureKey} from '../models/feature-key.ts'
import type {FeatureGraph} from './feature-graph.ts'

/**
 * Features so that every one comes after those it depends on; where that leaves a choice, by key
 * (versioning.md §3.3: depth first, by lower-cased text). It is the order Metaxy lists features in.
 *
 * @param keys only these, when given: what lies between two of them then says nothing about their
 *   order, as in Metaxy.
 */
export function topologicalOrder(
  graph: FeatureGraph,
  keys: Iterable<FeatureKey> = graph.definitions.keys(),
): readonly FeatureKey[] {
  const wanted = new Set(keys)
  const order = new Set<FeatureKey>()
  const seen = new Set<FeatureKey>()
  for (const key of byText(wanted)) visit(key)
  return [...order]

  function visit(key: FeatureKey): void {
    if (seen.has(key)) return
    seen.add(key)
    const deps = graph.definitions.get(key)?.spec.deps ?? []
    for (const dep of byText(deps.map(dep => dep.feature))) if (wanted.has(dep)) visit(dep)
    order.add(key)
  }
}

function byText(keys: Iterable<FeatureKey>): readonly FeatureKey[] {
  return [...keys].sort((left, right) => compareText(left.toLowerCase(), right.toLowerCase()))
}
