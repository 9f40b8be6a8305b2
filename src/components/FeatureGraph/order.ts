import type {PinnedGraph} from './pins.ts'

/** A connection of two items, with the place of its pins within them as a fraction. */
export interface Link {
  readonly left: number
  readonly right: number
  readonly leftPlace: number
  readonly rightPlace: number
}

/**
 * The items of each layer from top to bottom so that few wires cross: alternating sweeps put each
 * item at the mean, or the median, of what it is connected to; the best of them wins.
 */
export function orderedLayers(graph: PinnedGraph, links: readonly Link[]): readonly number[][] {
  const layers: number[][] = Array.from({length: graph.layerCount}, () => [])
  for (const item of graph.items) layers[item.layer]?.push(item.id)
  const place = new Float64Array(graph.items.length)
  for (const layer of layers) number(layer, place)
  const {leftOf, rightOf} = linksByItem(graph, links)

  const wanted = new Float64Array(graph.items.length)
  let best = layers.map(layer => [...layer])
  let fewest = crossings(layers, rightOf, place)
  const sweeps = graph.items.length > LARGE ? SWEEPS / 2 : SWEEPS
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep += 1) {
    const rightward = sweep % 2 === 0
    const middle = sweep % 4 < 2 ? mean : median
    for (let step = 0; step < layers.length; step += 1) {
      const layer = layers[rightward ? step : layers.length - 1 - step] ?? []
      for (const item of layer) {
        const seen = rightward
          ? (leftOf[item] ?? []).map(link => (place[link.left] ?? 0) + link.leftPlace)
          : (rightOf[item] ?? []).map(link => (place[link.right] ?? 0) + link.rightPlace)
        wanted[item] = seen.length > 0 ? middle(seen) : (place[item] ?? 0) + 0.5
      }
      layer.sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0))
      number(layer, place)
    }
    const count = crossings(layers, rightOf, place)
    if (count < fewest) {
      fewest = count
      best = layers.map(layer => [...layer])
    }
  }
  return best
}

/** One link for each pair of connected items. */
export function linksOf(graph: PinnedGraph): readonly Link[] {
  const sums = new Map<number, {left: number; right: number; a: number; b: number; n: number}>()
  const count = graph.items.length
  for (const wire of graph.wires.flat()) {
    const leftPin = graph.pins[wire.left]
    const rightPin = graph.pins[wire.right]
    if (leftPin === undefined || rightPin === undefined) continue
    const left = leftPin.item
    const right = rightPin.item
    const name = left * count + right
    const sum = sums.get(name) ?? {left, right, a: 0, b: 0, n: 0}
    sum.a += (leftPin.offset + 0.5) / (graph.items[left]?.height ?? 1)
    sum.b += (rightPin.offset + 0.5) / (graph.items[right]?.height ?? 1)
    sum.n += 1
    sums.set(name, sum)
  }
  return Array.from(sums.values(), ({left, right, a, b, n}) => ({
    left,
    right,
    leftPlace: a / n,
    rightPlace: b / n,
  }))
}

/** The links on the left and on the right of each item. */
export function linksByItem(graph: PinnedGraph, links: readonly Link[]) {
  const leftOf: Link[][] = graph.items.map(() => [])
  const rightOf: Link[][] = graph.items.map(() => [])
  for (const link of links) {
    leftOf[link.right]?.push(link)
    rightOf[link.left]?.push(link)
  }
  return {leftOf, rightOf}
}

function number(layer: readonly number[], place: Float64Array): void {
  for (const [index, item] of layer.entries()) place[item] = index
}

/** Pairs of links that cross, counted with a binary indexed tree. */
function crossings(
  layers: readonly (readonly number[])[],
  rightOf: readonly (readonly Link[])[],
  place: Float64Array,
): number {
  let count = 0
  for (const [index, layer] of layers.entries()) {
    const size = layers[index + 1]?.length ?? 0
    const tree = new Int32Array(size + 1)
    let seen = 0
    for (const item of layer) {
      const ends = (rightOf[item] ?? []).map(link => (place[link.right] ?? 0) + 1).sort(ascending)
      for (const end of ends) {
        let before = 0
        for (let node = end; node > 0; node -= node & -node) before += tree[node] ?? 0
        count += seen - before
      }
      for (const end of ends) {
        for (let node = end; node <= size; node += node & -node) tree[node] = (tree[node] ?? 0) + 1
        seen += 1
      }
    }
  }
  return count
}

/** Of at least one number. */
export function median(values: readonly number[]): number {
  if (values.length === 1) return values[0] ?? 0
  const sorted = [...values].sort(ascending)
  const half = sorted.length >> 1
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2
}

/** Of at least one number. */
export function mean(values: readonly number[]): number {
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}

function ascending(a: number, b: number): number {
  return a - b
}

const SWEEPS = 12
/** Items; above it speed counts more than the last crossing. */
export const LARGE = 1500
