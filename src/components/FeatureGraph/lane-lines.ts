import {cutToWidth, displayWidth, padToWidth} from '../display-width.ts'
import {type Line, type Span, shownText, span} from '../spans.ts'
import type {Theme} from '../theme.ts'
import {blankCanvas, type Canvas, canvasLines, putCell, putSpans} from './canvas.ts'
import {type Closure, closureOf} from './closure.ts'
import {type FieldEdge, type GraphNode, type GraphSelection, portText} from './drawing.ts'
import type {LanePicture} from './lanes.ts'
import {armsOf, isHeavy, strokeCharacter, type View} from './strokes.ts'

/** Two lines per feature, those of them that lie in the view. */
export function laneLines(
  theme: Theme,
  picture: LanePicture,
  selected: GraphSelection | undefined,
  {y, width, height}: View,
): readonly Line[] {
  const {drawing, edges, columns, lanes} = picture
  const closure = closureOf(edges, selected, 'downstream')
  const canvas = blankCanvas(width, height)
  const textColumn = Math.min(2 * columns + 2, Math.floor(width / 2))
  drawLanes(theme, canvas, picture, closure, {x: 0, y, width: textColumn - 2, height})
  const titleWidth = drawing.nodes.reduce(
    (widest, node) => Math.max(widest, displayWidth(shownText(theme, node.title, WIDEST_TITLE))),
    0,
  )
  const look = {picture, closure, selected, titleWidth, room: width - textColumn}
  for (const {position, column} of lanes) {
    const node = drawing.nodes[position]
    const row = 2 * position - y
    if (node === undefined || row + 1 < 0 || row >= height) continue
    const glyph = span(node.state, theme.glyphs.states[node.state])
    if (2 * column < textColumn - 2) putSpans(canvas, 2 * column, row, [glyph])
    const onFeature = selected?.feature === node.key && selected.field === undefined
    if (onFeature) putCell(canvas, textColumn - 2, row, theme.glyphs.cursor, 'focus')
    putSpans(canvas, textColumn, row, titleSpans(theme, node, look))
    putSpans(canvas, textColumn - 2, row + 1, fieldSpans(theme, node, look))
  }
  return canvasLines(canvas)
}

interface Look {
  readonly picture: LanePicture
  readonly closure: Closure<FieldEdge>
  readonly selected: GraphSelection | undefined
  readonly titleWidth: number
  readonly room: number
}

/** Lanes and what joins them; a lane that has nothing to do with a join bridges it. */
function drawLanes(
  theme: Theme,
  canvas: Canvas,
  {joins, bridges}: LanePicture,
  closure: Closure<FieldEdge>,
  view: View,
): void {
  const reached = new Set(
    Array.from(closure.edges, ({from, to}) => `${from.feature}\n${to.feature}`),
  )
  const strokes = joins.map(({from, to, points}) => ({
    points,
    weight: reached.has(`${from}\n${to}`) ? (2 as const) : (1 as const),
  }))
  for (const [cell, all] of armsOf(strokes, view).entries()) {
    if (all === 0) continue
    const x = cell % view.width
    const y = Math.floor(cell / view.width)
    const arms = bridges.has(`${x},${y + view.y}`) ? all & UP_AND_DOWN : all
    const meaning = isHeavy(arms) ? 'downstream' : 'muted'
    putCell(canvas, x, y, strokeCharacter(arms, theme.ascii), meaning)
  }
}

function titleSpans(theme: Theme, node: GraphNode, {titleWidth, selected}: Look): readonly Span[] {
  const shown = shownText(theme, node.title, WIDEST_TITLE)
  const title = padToWidth(shown, Math.min(titleWidth, WIDEST_TITLE), 'left', theme.glyphs.ellipsis)
  const rows = padToWidth(shownText(theme, node.rowsLabel, ROWS_WIDTH), ROWS_WIDTH, 'right')
  const counts = node.root ? 'root' : shownText(theme, node.countsLine, 100)
  return [
    span(selected?.feature === node.key ? 'focus' : 'strong', title),
    span('muted', `  ${rows}   `),
    span(node.state, counts),
    span('muted', node.external ? '  external' : ''),
  ]
}

/** `audio ← video.audio   frames ← video.frames`; begins later when the cursor is on a late field. */
function fieldSpans(theme: Theme, node: GraphNode, look: Look): readonly Span[] {
  const {picture, selected, closure, room} = look
  const cursor = selected?.feature === node.key ? selected.field : undefined
  const parts = node.fields.map((field): Span => {
    const port = portText({feature: node.key, field: field.key})
    const sources = picture.sources.get(port)
    const text =
      sources === undefined
        ? `${field.key} ${field.version}`
        : `${field.key} ${theme.glyphs.from} ${sources.join(', ')}`
    const mark = field.key === cursor ? `${theme.glyphs.cursor} ` : '  '
    const reached = closure.ports.has(port) ? 'downstream' : 'muted'
    const meaning = field.key === cursor ? 'focus' : reached
    return span(meaning, `${mark}${shownText(theme, text, room)} `)
  })
  const widths = parts.map(part => displayWidth(part.text))
  const wanted = node.fields.findIndex(field => field.key === cursor)
  let first = 0
  while (first < wanted && sum(widths.slice(first, wanted + 1)) > room) first += 1
  let left = room + 2
  return parts.slice(first).flatMap((part, index) => {
    const text = left > 2 ? cutToWidth(part.text, left, theme.glyphs.ellipsis) : ''
    left -= widths[first + index] ?? 0
    return text === '' ? [] : [{...part, text}]
  })
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

const WIDEST_TITLE = 24
const ROWS_WIDTH = 9
/** The bits of a cell's arms that point up and down. */
const UP_AND_DOWN = 0b00110011
