import type {FeatureKey} from '../../engine/index.ts'
import type {FieldEdge, GraphDrawing} from './drawing.ts'

/**
 * The layer of each feature, in the order of the drawing: 0 for features without parents, else one
 * more than the deepest parent. A feature without parents moves right until it stands beside its
 * first reader, so that its edges stay short. Edges that would close a cycle are left out of
 * account; Metaxy knows none, a drawing of broken definitions might.
 */
export function layersOf(
  drawing: GraphDrawing,
  edges: readonly FieldEdge[],
): ReadonlyMap<FeatureKey, number> {
  const {parents, children} = neighbourhoods(edges)
  const layers = new Map<FeatureKey, number>()
  const visit = (feature: FeatureKey, path: ReadonlySet<FeatureKey>): number => {
    const known = layers.get(feature)
    if (known !== undefined) return known
    const inPath = new Set(path).add(feature)
    let layer = 0
    for (const parent of parents.get(feature) ?? []) {
      if (!inPath.has(parent)) layer = Math.max(layer, visit(parent, inPath) + 1)
    }
    layers.set(feature, layer)
    return layer
  }
  for (const node of drawing.nodes) visit(node.key, new Set())
  for (const {key} of drawing.nodes) {
    const readers = [...(children.get(key) ?? [])]
    if (parents.has(key) || readers.length === 0) continue
    layers.set(key, Math.max(0, Math.min(...readers.map(reader => layers.get(reader) ?? 1)) - 1))
  }
  return layers
}

/** Direct parents and readers of each feature that has any. */
export function neighbourhoods(edges: readonly FieldEdge[]) {
  const parents = new Map<FeatureKey, Set<FeatureKey>>()
  const children = new Map<FeatureKey, Set<FeatureKey>>()
  for (const {from, to} of edges) {
    add(parents, to.feature, from.feature)
    add(children, from.feature, to.feature)
  }
  return {parents, children}
}

function add(sets: Map<FeatureKey, Set<FeatureKey>>, key: FeatureKey, member: FeatureKey): void {
  const known = sets.get(key)
  if (known === undefined) sets.set(key, new Set([member]))
  else known.add(member)
}
