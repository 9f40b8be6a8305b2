import type {FeatureKey, FieldKey} from '../../engine/index.ts'
import {drawnEdges, type FieldEdge, type GraphDrawing} from './drawing.ts'
import {linksOf, orderedLayers} from './order.ts'
import {BOX_FRAME, pinnedGraph} from './pins.ts'
import {type RoutedChannel, routeChannel} from './route.ts'
import {rowsOf} from './rows.ts'

/** Where everything of a graph picture stands, in columns and rows from its upper left corner. */
export interface GraphLayout {
  readonly width: number
  readonly height: number
  readonly boxes: ReadonlyMap<FeatureKey, PlacedBox>
  readonly layers: readonly {readonly x: number; readonly width: number}[]
  readonly edges: readonly RoutedEdge[]
}

export interface PlacedBox {
  readonly feature: FeatureKey
  readonly layer: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** The row of each field, absolute. */
  readonly rows: ReadonlyMap<FieldKey, number>
}

export interface RoutedEdge extends FieldEdge {
  /** Corners from the cell right of the source's box to the cell left of the target's box. */
  readonly points: readonly Point[]
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface LayoutOptions {
  /** Columns of the view: boxes are as wide as it allows, between the two bounds. */
  readonly viewWidth: number
  readonly narrowestBox?: number
  readonly widestBox?: number
}

/**
 * A layered picture from left to right. Depends on keys and fields alone, not on states or counts,
 * so that what arrives late moves nothing.
 */
export function layoutGraph(drawing: GraphDrawing, options: LayoutOptions): GraphLayout {
  const graph = pinnedGraph(drawing, drawnEdges(drawing))
  const links = linksOf(graph)
  const rows = rowsOf(graph, orderedLayers(graph, links), links)
  const pinRow = (pin: number) => {
    const {item = 0, offset = 0} = graph.pins[pin] ?? {}
    return (rows[item] ?? 0) + offset
  }
  const channels = graph.wires
    .slice(0, -1)
    .map(wires =>
      routeChannel(wires.map(({left, right}) => ({left: pinRow(left), right: pinRow(right)}))),
    )
  const layers = placeLayers(drawing, channels, options)
  const edges = graph.paths.map(({edge, pins}) => {
    const layer = graph.items[graph.pins[pins[0] ?? 0]?.item ?? 0]?.layer ?? 0
    return {...edge, points: edgePoints(pins.map(pinRow), layer, layers, channels)}
  })
  const top = edges.reduce(
    (highest, edge) => edge.points.reduce((least, {y}) => Math.min(least, y), highest),
    rows.reduce((least, row) => Math.min(least, row), 0),
  )
  const boxes = drawing.nodes.map((node, index): PlacedBox => {
    const {layer, height} = graph.items[index] ?? {layer: 0, height: BOX_FRAME}
    const {x, width} = layers[layer] ?? {x: 0, width: 0}
    const y = (rows[index] ?? 0) - top
    const fieldRows = new Map(node.fields.map((field, position) => [field.key, y + 1 + position]))
    return {feature: node.key, layer, x, y, width, height, rows: fieldRows}
  })
  const moved = edges.map(edge => ({
    ...edge,
    points: edge.points.map(({x, y}) => ({x, y: y - top})),
  }))
  const last = layers.at(-1)
  const bottoms = boxes.map(box => box.y + box.height)
  return {
    width: last === undefined ? 0 : last.x + last.width,
    height: moved.reduce(
      (lowest, edge) => edge.points.reduce((most, {y}) => Math.max(most, y + 1), lowest),
      bottoms.reduce((most, bottom) => Math.max(most, bottom), 0),
    ),
    boxes: new Map(boxes.map(box => [box.feature, box])),
    layers,
    edges: moved,
  }
}

interface LayerPlace {
  readonly x: number
  readonly width: number
}

/** Boxes as wide as their texts want and the view allows; all of the same width. */
function placeLayers(
  drawing: GraphDrawing,
  channels: readonly RoutedChannel[],
  {viewWidth, narrowestBox = 20, widestBox = 28}: LayoutOptions,
): readonly LayerPlace[] {
  const widths = channels.map(channel => channelWidth(channel.tracks))
  const room = viewWidth - widths.reduce((sum, width) => sum + width, 0)
  const fitting = Math.floor(room / (channels.length + 1))
  const width = Math.max(narrowestBox, Math.min(fitting, widestBox, widestText(drawing)))
  const layers: LayerPlace[] = [{x: 0, width}]
  let x = 0
  for (const channel of widths) {
    x += width + channel
    layers.push({x, width})
  }
  return layers
}

/** From the right border of the source, along the tracks of each channel, to the target's arrow. */
function edgePoints(
  rows: readonly number[],
  firstLayer: number,
  layers: readonly LayerPlace[],
  channels: readonly RoutedChannel[],
): readonly Point[] {
  const points: Point[] = []
  for (const [step, row] of rows.entries()) {
    const layer = layers[firstLayer + step]
    const next = rows[step + 1]
    const channel = channels[firstLayer + step]
    if (layer === undefined) break
    if (step === 0) points.push({x: layer.x + layer.width, y: row})
    if (step > 0 && next === undefined) points.push({x: layer.x - 1, y: row})
    if (next === undefined || channel === undefined) break
    let current = row
    for (const bend of channel.bends({left: row, right: next})) {
      const x = layer.x + layer.width + trackColumn(bend.track, channel.tracks)
      points.push({x, y: current}, {x, y: bend.row})
      current = bend.row
    }
  }
  return points
}

function channelWidth(tracks: number): number {
  return tracks === 0 ? LEAD_IN + LEAD_OUT : trackColumn(tracks - 1, tracks) + 1 + LEAD_OUT
}

function trackColumn(track: number, tracks: number): number {
  return LEAD_IN + track * (tracks > CROWDED ? 1 : 2)
}

function widestText(drawing: GraphDrawing): number {
  return drawing.nodes.reduce((widest, node) => {
    const fields = node.fields.map(field => field.key.length + field.version.length + 6)
    return Math.max(widest, node.title.length + 6, ...fields)
  }, 0)
}

/** Columns before the first track: `──`. */
const LEAD_IN = 2
/** Columns behind the last track: `──>`. */
const LEAD_OUT = 3
/** More tracks than this stand without a column between them. */
const CROWDED = 8
