import type {FieldEdge, GraphDrawing} from '../../../src/components/FeatureGraph/drawing.ts'
import {drawingOf} from './drawings.ts'

/** Numbers that look random and are the same every time (mulberry32), from 0 to below 1. */
export function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * A project of `count` features with about `density` parents each. A field depends on the field of
 * the same position, on some, or on all of a parent, the three ways that Metaxy's mappings know.
 */
export function randomDrawing(seed: number, count: number, density = 2): GraphDrawing {
  const random = randomNumbers(seed)
  const pick = (below: number) => Math.floor(random() * below)
  const fieldsOf = Array.from({length: count}, () => 1 + pick(4))
  const features = fieldsOf.map(
    (fields, index) =>
      `f${index}(${Array.from({length: fields}, (_, field) => `x${field}`).join(' ')})`,
  )
  const fieldEdges: FieldEdge[] = []
  for (let child = 1; child < count; child += 1) {
    const parents = new Set(
      Array.from({length: pick(density * 2 + 1)}, () =>
        // Mostly features from shortly before, as in real projects.
        random() < 0.7 ? Math.max(0, child - 1 - pick(8)) : pick(child),
      ),
    )
    for (const parent of parents) {
      const way = pick(3)
      for (let to = 0; to < (fieldsOf[child] ?? 0); to += 1) {
        for (let from = 0; from < (fieldsOf[parent] ?? 0); from += 1) {
          const connected = way === 0 ? from === to : way === 1 ? random() < 0.5 : true
          if (!connected) continue
          fieldEdges.push({
            from: {feature: `f${parent}`, field: `x${from}`},
            to: {feature: `f${child}`, field: `x${to}`},
          })
        }
      }
    }
  }
  return {...drawingOf(features, []), fieldEdges}
}
