import {LARGE, type Link, linksByItem, mean, median} from './order.ts'
import type {PinnedGraph} from './pins.ts'

/**
 * The top row of each item, order within the layers kept. Items move towards what they are connected
 * to, layer by layer, back and forth; within a layer those that want the same place share the
 * difference (isotonic regression, pool adjacent violators). The last rounds use the median, which
 * makes lines straight rather than nearly straight.
 */
export function rowsOf(
  graph: PinnedGraph,
  layers: readonly (readonly number[])[],
  links: readonly Link[],
): Float64Array {
  const {leftOf, rightOf} = linksByItem(graph, links)
  const heights = graph.items.map(item => item.height)
  const rows = new Float64Array(graph.items.length)
  for (const layer of layers) {
    let row = 0
    for (const [index, item] of layer.entries()) {
      row += index > 0 ? gap(graph, layer[index - 1] ?? 0, item) : 0
      rows[item] = row
      row += heights[item] ?? 1
    }
  }
  const pinRow = (item: number, place: number) =>
    (rows[item] ?? 0) + place * (heights[item] ?? 1) - 0.5
  const rounds = graph.items.length > LARGE ? ROUNDS / 2 : ROUNDS
  for (let round = 0; round < rounds; round += 1) {
    const rightward = round % 2 === 0
    const middle = round < rounds - 4 ? mean : median
    for (let step = 0; step < layers.length; step += 1) {
      const layer = layers[rightward ? step : layers.length - 1 - step] ?? []
      const wanted: number[] = []
      for (const [index, item] of layer.entries()) {
        const before = leftOf[item] ?? []
        const after = rightOf[item] ?? []
        const looked = before.length > 0 && (rightward || after.length === 0) ? before : after
        const height = heights[item] ?? 1
        const seen = looked.map(link =>
          link.right === item
            ? pinRow(link.left, link.leftPlace) - link.rightPlace * height + 0.5
            : pinRow(link.right, link.rightPlace) - link.leftPlace * height + 0.5,
        )
        // What stands alone follows what is above it.
        const next = (wanted[index - 1] ?? 0) + (heights[layer[index - 1] ?? item] ?? 0) + 1
        wanted.push(seen.length > 0 ? middle(seen) : index > 0 ? next : 0)
      }
      settle(graph, layer, wanted, rows)
    }
  }
  return rows
}

interface Block {
  sum: number
  weight: number
  readonly members: {readonly item: number; readonly offset: number}[]
}

/** Gives the items of a layer the rows nearest to the wanted ones that leave nobody overlapping. */
function settle(
  graph: PinnedGraph,
  layer: readonly number[],
  wanted: readonly number[],
  rows: Float64Array,
): void {
  const blocks: Block[] = []
  let offset = 0
  for (const [index, item] of layer.entries()) {
    if (index > 0) offset += gap(graph, layer[index - 1] ?? 0, item)
    const {feature, height = 1} = graph.items[item] ?? {}
    // A passing line that bends costs two corners in a row of its own: it may push boxes.
    const weight = feature === undefined ? 4 : 1
    let block: Block = {
      sum: ((wanted[index] ?? 0) - offset) * weight,
      weight,
      members: [{item, offset}],
    }
    let last = blocks.at(-1)
    while (last !== undefined && last.sum / last.weight > block.sum / block.weight) {
      blocks.pop()
      block = {
        sum: last.sum + block.sum,
        weight: last.weight + block.weight,
        members: [...last.members, ...block.members],
      }
      last = blocks.at(-1)
    }
    blocks.push(block)
    offset += height
  }
  for (const block of blocks) {
    const base = Math.round(block.sum / block.weight)
    for (const member of block.members) rows[member.item] = base + member.offset
  }
}

/** Rows left free between two items: none between two passing lines. */
function gap(graph: PinnedGraph, above: number, below: number): number {
  const lines =
    graph.items[above]?.feature === undefined && graph.items[below]?.feature === undefined
  return lines ? 0 : 1
}

const ROUNDS = 12
