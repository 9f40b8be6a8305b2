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
  for (const key of topologicalOrder(graph)) {
    const reason = whyBroken(graph, key, reasons)
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
  const cycle = cycleThrough(graph, key)
  if (cycle !== undefined) {
    return `Feature "${key}" depends on itself: ${cycle.join(' → ')}. Break the circle and push again.`
  }
  const deps = graph.definitions.get(key)?.spec.deps ?? []
  const bad = deps.find(dep => reasons.has(dep.feature))
  if (bad !== undefined) {
    return `Feature "${key}" depends on "${bad.feature}", which cannot be used.`
  }
  try {
    const plan = featurePlan(graph, key)
    for (const field of plan.spec.fields) parentFields(plan, field.key)
    return undefined
  } catch (error) {
    if (!(error instanceof MetaxyError)) throw error
    return [error.message, error.hint].filter(text => text !== undefined).join(' ')
  }
}

/** The way from a feature through its deps back to itself. */
function cycleThrough(graph: FeatureGraph, start: FeatureKey): readonly FeatureKey[] | undefined {
  const seen = new Set<FeatureKey>()
  return walk([start])

  function walk(path: readonly FeatureKey[]): readonly FeatureKey[] | undefined {
    for (const {feature} of graph.definitions.get(path.at(-1) ?? start)?.spec.deps ?? []) {
      if (feature === start) return [...path, feature]
      if (seen.has(feature)) continue
      seen.add(feature)
      const found = walk([...path, feature])
      if (found !== undefined) return found
    }
    return undefined
  }
}
