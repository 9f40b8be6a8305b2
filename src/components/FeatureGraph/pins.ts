import type {FeatureKey} from '../../engine/index.ts'
import {type FieldEdge, type GraphDrawing, portText} from './drawing.ts'
import {layersOf} from './layers.ts'

/** Something that stands in a layer: a feature's box, or a line that only passes through. */
export interface Item {
  readonly id: number
  readonly layer: number
  /** Rows. */
  readonly height: number
  /** Undefined for a line that passes through. */
  readonly feature: FeatureKey | undefined
}

/** Where wires end: a field of a box, or a passing line. */
export interface Pin {
  readonly id: number
  readonly item: number
  /** Rows below the top of its item. */
  readonly offset: number
}

/** A connection between two pins of neighbouring layers. */
export interface Wire {
  readonly left: number
  readonly right: number
}

export interface PinnedGraph {
  readonly items: readonly Item[]
  readonly pins: readonly Pin[]
  /** By layer of their left pin. */
  readonly wires: readonly (readonly Wire[])[]
  /** For each drawn edge the pins it goes through, first and last are its ports. */
  readonly paths: readonly {readonly edge: FieldEdge; readonly pins: readonly number[]}[]
  readonly layerCount: number
}

/** Rows of a box besides its fields: border with the title, counts, border. */
export const BOX_FRAME = 3

/**
 * The drawing as boxes and passing lines with pins. Edges that still have the same targets ahead of
 * them share one passing line, so a field that everybody reads needs one line and not a bundle;
 * whoever follows a line reaches exactly the fields that depend on where it came from.
 */
export function pinnedGraph(drawing: GraphDrawing, edges: readonly FieldEdge[]): PinnedGraph {
  const layers = layersOf(drawing, edges)
  const items: Item[] = []
  const pins: Pin[] = []
  const pinOfPort = new Map<string, number>()
  const addItem = (layer: number, height: number, feature: FeatureKey | undefined) =>
    items.push({id: items.length, layer, height, feature}) - 1
  const addPin = (item: number, offset: number) => pins.push({id: pins.length, item, offset}) - 1
  const layerOf = (pin: number) => items[pins[pin]?.item ?? 0]?.layer ?? 0

  for (const node of drawing.nodes) {
    const layer = layers.get(node.key) ?? 0
    const item = addItem(layer, node.fields.length + BOX_FRAME, node.key)
    for (const [index, field] of node.fields.entries()) {
      pinOfPort.set(portText({feature: node.key, field: field.key}), addPin(item, index + 1))
    }
  }

  const ends = edges
    .map(edge => ({
      edge,
      from: pinOfPort.get(portText(edge.from)) ?? 0,
      to: pinOfPort.get(portText(edge.to)) ?? 0,
    }))
    .filter(({from, to}) => layerOf(from) < layerOf(to))
  const targets = new Map<number, number[]>()
  for (const {from, to} of ends) {
    const known = targets.get(from)
    if (known === undefined) targets.set(from, [to])
    else known.push(to)
  }

  const layerCount = 1 + Math.max(0, ...items.map(item => item.layer))
  const wires: Wire[][] = Array.from({length: layerCount}, () => [])
  const passing = new Map<string, number>()
  const onward = new Map<number, number>()
  const lead = (left: number, ahead: readonly number[]): void => {
    const layer = layerOf(left)
    const further: number[] = []
    for (const right of ahead) {
      if (layerOf(right) === layer + 1) wires[layer]?.push({left, right})
      else further.push(right)
    }
    if (further.length === 0) return
    const name = `${layer + 1}: ${further.join()}`
    const known = passing.get(name)
    const right = known ?? addPin(addItem(layer + 1, 1, undefined), 0)
    wires[layer]?.push({left, right})
    onward.set(left, right)
    if (known !== undefined) return
    passing.set(name, right)
    lead(right, further)
  }
  for (const [pin, ahead] of targets)
    lead(
      pin,
      ahead.sort((a, b) => a - b),
    )

  const paths = ends.map(({edge, from, to}) => {
    const path = [from]
    let pin = from
    while (layerOf(pin) + 1 < layerOf(to)) {
      pin = onward.get(pin) ?? to
      path.push(pin)
    }
    return {edge, pins: [...path, to]}
  })
  return {items, pins, wires, paths, layerCount}
}
