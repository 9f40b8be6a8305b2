import type {Direction, FieldPort, GraphDrawing, GraphNode, GraphSelection} from './drawing.ts'
import type {GraphLayout, PlacedBox} from './layout.ts'

/**
 * Where an arrow key leads among boxes. Up and down stay in the layer and stop at a box's title and
 * at each of its fields; left and right follow the edges of the field, or of the whole feature, to
 * the nearest end. Undefined when there is nothing in that direction.
 */
export function neighbour(
  layout: GraphLayout,
  selected: GraphSelection,
  direction: Direction,
): GraphSelection | undefined {
  const box = layout.boxes.get(selected.feature)
  if (box === undefined) return undefined
  if (direction === 'up' || direction === 'down') {
    const stops = [...layout.boxes.values()]
      .filter(other => other.layer === box.layer)
      .sort((a, b) => a.y - b.y)
      .flatMap(stopsOf)
    return stops[stops.findIndex(stop => same(stop, selected)) + (direction === 'up' ? -1 : 1)]
  }
  const rightward = direction === 'right'
  const ends = layout.edges.flatMap(({from, to}) => {
    const [near, far] = rightward ? [from, to] : [to, from]
    const leaves =
      near.feature === selected.feature &&
      (selected.field === undefined || near.field === selected.field)
    return leaves ? [far] : []
  })
  const row = rowOf(layout, selected)
  const nearest = ends
    .map(end => ({
      end,
      distance: Math.abs(rowOf(layout, end) - row) + layersApart(layout, box, end),
    }))
    .sort((a, b) => a.distance - b.distance)[0]?.end
  if (nearest === undefined) return undefined
  return selected.field === undefined ? {feature: nearest.feature} : nearest
}

/**
 * Where an arrow key leads among lanes: up and down from feature to feature, left and right from
 * the title through the fields that stand beside each other.
 */
export function laneNeighbour(
  drawing: GraphDrawing,
  selected: GraphSelection,
  direction: Direction,
): GraphSelection | undefined {
  const position = drawing.nodes.findIndex(node => node.key === selected.feature)
  const node = drawing.nodes[position]
  if (node === undefined) return undefined
  if (direction === 'up' || direction === 'down') {
    const next = drawing.nodes[position + (direction === 'up' ? -1 : 1)]
    return next && (selected.field === undefined ? {feature: next.key} : firstField(next))
  }
  const stops = [{feature: node.key}, ...node.fields.map(field => portOf(node, field.key))]
  return stops[stops.findIndex(stop => same(stop, selected)) + (direction === 'left' ? -1 : 1)]
}

function stopsOf(box: PlacedBox): readonly GraphSelection[] {
  const fields = [...box.rows.keys()]
  return [{feature: box.feature}, ...fields.map(field => ({feature: box.feature, field}))]
}

function same(a: GraphSelection, b: GraphSelection): boolean {
  return a.feature === b.feature && a.field === b.field
}

function rowOf(layout: GraphLayout, {feature, field}: GraphSelection): number {
  const box = layout.boxes.get(feature)
  if (box === undefined) return 0
  return (field === undefined ? undefined : box.rows.get(field)) ?? box.y + box.height / 2
}

/** A layer counts like a whole box: the reader beside the field comes before one further right. */
function layersApart(layout: GraphLayout, box: PlacedBox, end: FieldPort): number {
  const layer = layout.boxes.get(end.feature)?.layer ?? box.layer
  return Math.abs(layer - box.layer) * ROWS_OF_A_LAYER
}

function firstField(node: GraphNode): GraphSelection {
  const [field] = node.fields
  return field === undefined ? {feature: node.key} : portOf(node, field.key)
}

function portOf(node: GraphNode, field: string): FieldPort {
  return {feature: node.key, field}
}

const ROWS_OF_A_LAYER = 6
