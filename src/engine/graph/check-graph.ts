import {MetaxyError} from '../errors.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {FeatureGraph} from './feature-graph.ts'
import {featurePlan, parentFields} from './feature-plan.ts'
import type {BrokenFeature} from './project-graph.ts'
import {topologicalOrder} from './topological-order.ts'

export interface CheckedGraph {
  /** Every plan and every version of it can be computed; it has no cycle. */
  readonly graph: FeatureGraph
  readonly broken: readonly BrokenFeature[]
}

/**
 * Takes out the features that cannot be resolved, and those that depend on them: cycles, missing
 * or doubled deps, fields without upstream (versioning.md §3.1, §3.2). The others go on.
 *
 * @param unreadable features whose very spec could not be read.
 */
export function checkGraph(
  graph: FeatureGraph,
  unreadable: readonly BrokenFeature[] = [],
): CheckedGraph {
  const reasons = new Map(unreadable.map(({feature, reason}) => [feature, reason]))
  const order = topologicalOrder(graph)
  const circular = hasCycle(graph, order)
  for (const key of order) {
    const cycle = circular ? cycleThrough(graph, key) : undefined
    const reason = cycle === undefined ? whyBroken(graph, key, reasons) : wayRound(key, cycle)
    if (reason !== undefined) reasons.set(key, reason)
  }
  const usable = [...graph.definitions].filter(([key]) => !reasons.has(key))
  return {
    graph: {definitions: new Map(usable)},
    broken: [...reasons].map(([feature, reason]) => ({feature, reason})),
  }
}

function whyBroken(
  graph: FeatureGraph,
  key: FeatureKey,
  reasons: ReadonlyMap<FeatureKey, string>,
): string | undefined {
  const bad = depsOf(graph, key).find(dep => reasons.has(dep))
  if (bad !== undefined) return `Feature "${key}" depends on "${bad}", which cannot be used.`
  try {
    const plan = featurePlan(graph, key)
    for (const field of plan.spec.fields) parentFields(plan, field.key)
    return undefined
  } catch (error) {
    if (!(error instanceof MetaxyError)) throw error
    return [error.message, error.hint].filter(text => text !== undefined).join(' ')
  }
}

/** In an order without cycles every feature stands after its deps. */
function hasCycle(graph: FeatureGraph, order: readonly FeatureKey[]): boolean {
  const place = new Map(order.map((key, index) => [key, index]))
  return order.some((key, index) => depsOf(graph, key).some(dep => (place.get(dep) ?? -1) >= index))
}

/** The way from a feature through its deps back to itself. */
function cycleThrough(graph: FeatureGraph, start: FeatureKey): readonly FeatureKey[] | undefined {
  const seen = new Set<FeatureKey>()
  return walk(start)

  function walk(key: FeatureKey): readonly FeatureKey[] | undefined {
    for (const dep of depsOf(graph, key)) {
      if (dep === start) return [key, dep]
      if (seen.has(dep)) continue
      seen.add(dep)
      const rest = walk(dep)
      if (rest !== undefined) return [key, ...rest]
    }
    return undefined
  }
}

function wayRound(key: FeatureKey, cycle: readonly FeatureKey[]): string {
  return `Feature "${key}" depends on itself: ${cycle.join(' → ')}. Break the circle and push again.`
}

function depsOf(graph: FeatureGraph, key: FeatureKey): readonly FeatureKey[] {
  return graph.definitions.get(key)?.spec.deps.map(dep => dep.feature) ?? []
}
