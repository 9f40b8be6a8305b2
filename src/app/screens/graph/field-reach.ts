import type {FieldEdge} from '../../../components/FeatureGraph/drawing.ts'
import type {FeatureKey, FieldKey, ProjectGraph} from '../../../engine/index.ts'
import {edgesOf} from './graph-drawing.ts'

/** What a change of a field, or of any field of the feature, would reach, and what it would not. */
export interface FieldReach {
  /** `feature . field`, indented by how far away it is. */
  readonly used: readonly string[]
  /** Features downstream of the feature that do not read the field. */
  readonly untouched: readonly string[]
}

export function fieldReach(
  graph: ProjectGraph,
  feature: FeatureKey,
  field: FieldKey | null,
): FieldReach {
  const edges = edgesOf(graph)
  const used = reachedFrom(edges, one => one.feature === feature && isField(one.field, field))
  if (field === null) return {used: used.lines, untouched: []}
  const all = reachedFrom(edges, one => one.feature === feature)
  const untouched = [...all.features].filter(other => !used.features.has(other))
  return {used: used.lines, untouched}
}

function isField(key: FieldKey, wanted: FieldKey | null): boolean {
  return wanted === null || key === wanted
}

function reachedFrom(
  edges: readonly FieldEdge[],
  isSource: (port: FieldEdge['from']) => boolean,
): {readonly lines: readonly string[]; readonly features: ReadonlySet<FeatureKey>} {
  const lines = new Map<string, string>()
  const features = new Set<FeatureKey>()
  let front = edges.filter(({from}) => isSource(from)).map(({to}) => to)
  for (let depth = 0; front.length > 0; depth += 1) {
    const fresh = front.filter(({feature, field}) => !lines.has(`${feature} . ${field}`))
    for (const {feature, field} of fresh) {
      lines.set(`${feature} . ${field}`, `${'  '.repeat(depth)}${feature} . ${field}`)
      features.add(feature)
    }
    const names = new Set(fresh.map(({feature, field}) => `${feature} . ${field}`))
    front = edges.filter(({from}) => names.has(`${from.feature} . ${from.field}`)).map(({to}) => to)
  }
  return {lines: [...lines.values()], features}
}
