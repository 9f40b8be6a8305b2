import {type Line, span} from '../spans.ts'
import type {Theme} from '../theme.ts'
import {windowStart} from '../window.ts'
import {boxLines} from './box-lines.ts'
import {blankCanvas, canvasLines, putCell, putSpans} from './canvas.ts'
import {closureOf} from './closure.ts'
import {type FieldEdge, type GraphDrawing, type GraphSelection, portText} from './drawing.ts'
import type {GraphLayout, Point, RoutedEdge} from './layout.ts'
import {armsOf, isHeavy, strokeCharacter, type View} from './strokes.ts'

export interface GraphPicture {
  readonly drawing: GraphDrawing
  readonly layout: GraphLayout
  readonly selected: GraphSelection | undefined
  readonly closure: 'downstream' | 'upstream' | 'both'
}

/** The characters of a part of the picture. */
export function graphLines(theme: Theme, picture: GraphPicture, view: View): readonly Line[] {
  const {drawing, layout, selected} = picture
  const closure = closureOf(layout.edges, selected, picture.closure)
  const canvas = blankCanvas(view.width, view.height)

  const strokes = layout.edges.map(edge => ({
    points: edge.points,
    weight: closure.edges.has(edge) ? (2 as const) : (1 as const),
  }))
  const arms = armsOf(strokes, view)
  for (const [cell, arm] of arms.entries()) {
    if (arm === 0) continue
    canvas.characters[cell] = strokeCharacter(arm, theme.ascii)
    canvas.meanings[cell] = isHeavy(arm) ? 'downstream' : 'muted'
  }
  for (const {points, weight} of strokes.toSorted((a, b) => a.weight - b.weight)) {
    const tip = points.at(-1)
    if (tip === undefined) continue
    putCell(canvas, tip.x - view.x, tip.y - view.y, '>', weight === 2 ? 'downstream' : 'muted')
  }
  const labels = labelsOf(drawing)
  for (const edge of labels.size === 0 ? [] : layout.edges) {
    const place = labelPlace(edge, labels.get(edgeText(edge)))
    if (place === null) continue
    const meaning = closure.edges.has(edge) ? 'downstream' : 'muted'
    putSpans(canvas, place.x - view.x, place.y - view.y, [span(meaning, place.text)])
  }
  for (const node of drawing.nodes) {
    const box = layout.boxes.get(node.key)
    if (box === undefined || !meets(box, view)) continue
    const lines = boxLines(theme, node, box.width, selected, closure.ports)
    for (const [row, spans] of lines.entries()) {
      putSpans(canvas, box.x - view.x, box.y + row - view.y, spans)
    }
  }
  return canvasLines(canvas)
}

/** Layouts are kept longer than drawings, and labels move nothing. */
function labelsOf({fieldEdges}: GraphDrawing): ReadonlyMap<string, string> {
  return new Map(
    fieldEdges.flatMap(edge => (edge.label === undefined ? [] : [[edgeText(edge), edge.label]])),
  )
}

function edgeText({from, to}: FieldEdge): string {
  return `${portText(from)}\n${portText(to)}`
}

/** Right before the arrow, if a piece of the line is left on either side. */
function labelPlace(
  {points}: RoutedEdge,
  label: string | undefined,
): (Point & {readonly text: string}) | null {
  const [corner, tip] = points.slice(-2)
  if (label === undefined || corner === undefined || tip === undefined) return null
  const isRoom = corner.y === tip.y && tip.x - corner.x >= label.length + 2
  return isRoom ? {x: tip.x - label.length, y: tip.y, text: label} : null
}

/** `layer 0 · root`, above each layer. */
export function layerHeadings(theme: Theme, {drawing, layout}: GraphPicture, view: View): Line {
  const canvas = blankCanvas(view.width, 1)
  for (const [index, layer] of layout.layers.entries()) {
    const nodes = drawing.nodes.filter(node => layout.boxes.get(node.key)?.layer === index)
    const roots = nodes.length > 0 && nodes.every(node => node.root)
    const text = `layer ${index}${roots ? ` ${theme.glyphs.dot} root` : ''}`
    putSpans(canvas, layer.x - view.x, 0, [span('muted', text)])
  }
  if (view.x > 0) putSpans(canvas, 0, 0, [span('focus', '< ')])
  if (view.x + view.width < layout.width) putSpans(canvas, view.width - 2, 0, [span('focus', ' >')])
  return canvasLines(canvas)[0] ?? ''
}

/** The part of the picture that holds the selection, in the middle when not everything fits. */
export function viewOf(
  layout: GraphLayout,
  selected: GraphSelection | undefined,
  width: number,
  height: number,
): View {
  const box = selected && layout.boxes.get(selected.feature)
  const row = box && selected.field !== undefined ? box.rows.get(selected.field) : undefined
  const middleX = box === undefined ? 0 : box.x + box.width / 2
  const middleY =
    box === undefined ? 0 : box.height <= height ? box.y + box.height / 2 : (row ?? box.y)
  return {
    x: windowStart(middleX, width, layout.width),
    y: windowStart(middleY, height, layout.height),
    width,
    height,
  }
}

function meets(box: View, view: View): boolean {
  return (
    box.x < view.x + view.width &&
    box.x + box.width > view.x &&
    box.y < view.y + view.height &&
    box.y + box.height > view.y
  )
}
