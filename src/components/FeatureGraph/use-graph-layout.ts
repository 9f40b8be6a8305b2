import {useMemo} from 'react'
import type {GraphDrawing} from './drawing.ts'
import {type GraphLayout, layoutGraph} from './layout.ts'

/**
 * The layout of a drawing, made anew only when features, fields or edges change: counts that arrive
 * one after the other cost nothing.
 */
export function useGraphLayout(drawing: GraphDrawing, viewWidth: number): GraphLayout {
  const structure = structureOf(drawing)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the structure stands for the drawing.
  return useMemo(() => layoutGraph(drawing, {viewWidth}), [structure, viewWidth])
}

function structureOf({nodes, fieldEdges}: GraphDrawing): string {
  const boxes = nodes.map(({key, title, fields}) => [
    key,
    title,
    fields.map(field => [field.key, field.version]),
  ])
  const edges = fieldEdges.map(({from, to}) => [from.feature, from.field, to.feature, to.field])
  return JSON.stringify([boxes, edges])
}
