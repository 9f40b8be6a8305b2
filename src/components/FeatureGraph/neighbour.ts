import type {Direction, FieldEdge, FieldPort, GraphDrawing, GraphSelection} from './drawing.ts'
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
      .flatMap(other => stopsOf(other.feature, [...other.rows.keys()]))
    return nextStop(stops, selected, direction)
  }
  const row = rowOf(layout, selected)
  const away = (end: FieldPort) =>
    selected.field === undefined ? rowsBeside(layout, row, end) : Math.abs(rowOf(layout, end) - row)
  return alongEdges(
    layout.edges,
    selected,
    direction,
    end => away(end) + rowsApart(layout, box, end),
  )
}

/**
 * Where an arrow key leads among lanes: up and down through all titles and fields in the order of
 * the picture, left and right along the edges to the nearest feature.
 */
export function laneNeighbour(
  drawing: GraphDrawing,
  selected: GraphSelection,
  direction: Direction,
): GraphSelection | undefined {
  if (direction === 'up' || direction === 'down') {
    const stops = drawing.nodes.flatMap(node =>
      stopsOf(
        node.key,
        node.fields.map(field => field.key),
      ),
    )
    return nextStop(stops, selected, direction)
  }
  const positionOf = new Map(drawing.nodes.map((node, position) => [node.key, position]))
  const here = positionOf.get(selected.feature) ?? 0
  return alongEdges(drawing.fieldEdges, selected, direction, end =>
    Math.abs((positionOf.get(end.feature) ?? Number.POSITIVE_INFINITY) - here),
  )
}

function stopsOf(feature: string, fields: readonly string[]): readonly GraphSelection[] {
  return [{feature}, ...fields.map(field => ({feature, field}))]
}

function nextStop(
  stops: readonly GraphSelection[],
  selected: GraphSelection,
  direction: 'up' | 'down',
): GraphSelection | undefined {
  const at = stops.findIndex(
    stop => stop.feature === selected.feature && stop.field === selected.field,
  )
  return at < 0 ? undefined : stops[at + (direction === 'up' ? -1 : 1)]
}

function alongEdges(
  edges: readonly FieldEdge[],
  selected: GraphSelection,
  direction: 'left' | 'right',
  distance: (end: FieldPort) => number,
): GraphSelection | undefined {
  let nearest: FieldPort | undefined
  for (const {from, to} of edges) {
    const [near, far] = direction === 'right' ? [from, to] : [to, from]
    const leaves =
      near.feature === selected.feature &&
      (selected.field === undefined || near.field === selected.field)
    const closer = leaves && (nearest === undefined || distance(far) < distance(nearest))
    if (closer && Number.isFinite(distance(far))) nearest = far
  }
  if (nearest === undefined || selected.field !== undefined) return nearest
  return {feature: nearest.feature}
}

function rowOf(layout: GraphLayout, {feature, field}: GraphSelection): number {
  const box = layout.boxes.get(feature)
  if (box === undefined) return Number.POSITIVE_INFINITY
  return (field === undefined ? undefined : box.rows.get(field)) ?? box.y
}

/** From a title the way stays on its row: how far the box at the other end is above or below it. */
function rowsBeside(layout: GraphLayout, row: number, {feature}: FieldPort): number {
  const box = layout.boxes.get(feature)
  if (box === undefined) return Number.POSITIVE_INFINITY
  return Math.max(box.y - row, row - (box.y + box.height - 1), 0)
}

/** A layer counts like a whole box: the reader beside the field comes before one further right. */
function rowsApart(layout: GraphLayout, box: PlacedBox, end: FieldPort): number {
  const layer = layout.boxes.get(end.feature)?.layer ?? box.layer
  return Math.abs(layer - box.layer) * ROWS_OF_A_LAYER
}

const ROWS_OF_A_LAYER = 6
