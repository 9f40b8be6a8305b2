import type {GraphDrawing} from './drawing.ts'
import {type GraphLayout, layoutGraph} from './layout.ts'

/**
 * The layout of a drawing, made anew only when features, fields or edges change: counts that arrive
 * one after the other cost nothing, and the arrow keys ask for what was drawn.
 */
export function graphLayout(drawing: GraphDrawing, viewWidth: number): GraphLayout {
  const structure = `${viewWidth} ${structureOf(drawing)}`
  const known = lately.find(entry => entry.structure === structure)
  if (known !== undefined) return known.layout
  const layout = layoutGraph(drawing, {viewWidth})
  lately.unshift({structure, layout})
  lately.length = Math.min(lately.length, MOST_KNOWN)
  return layout
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

/** Answers already given, the last one first; nothing but memory depends on it. */
const lately: {readonly structure: string; readonly layout: GraphLayout}[] = []
const MOST_KNOWN = 4
