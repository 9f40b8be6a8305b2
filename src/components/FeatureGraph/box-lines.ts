import {cutToWidth, displayWidth, padToWidth} from '../display-width.ts'
import type {Meaning} from '../meanings.ts'
import {type Span, shownText, span} from '../spans.ts'
import type {Theme} from '../theme.ts'
import {type GraphNode, type GraphSelection, portText} from './drawing.ts'

/**
 * The lines of a feature's box, each exactly `width` columns: state and title in the border, a line
 * per field with its version, the counts, the bottom. `closure` holds the ports that are emphasised.
 */
export function boxLines(
  theme: Theme,
  node: GraphNode,
  width: number,
  selected: GraphSelection | undefined,
  closure: ReadonlySet<string>,
): readonly (readonly Span[])[] {
  const here = selected?.feature === node.key
  const box = theme.boxes[here ? 'heavy' : 'light']
  const stroke: Meaning = here ? 'focus' : 'muted'
  const {ellipsis, cursor, states} = theme.glyphs
  const inner = width - 2

  const title = cutToWidth(shownText(theme, node.title, width), inner - 4, ellipsis)
  const rest = Math.max(0, inner - 4 - displayWidth(title))
  const onFeature = here && selected.field === undefined
  const lines: Span[][] = [
    [
      span(stroke, box.topLeft),
      span('focus', onFeature ? cursor : ' '),
      span(node.state, states[node.state]),
      span(here ? 'focus' : 'plain', ` ${title} `),
      span(stroke, box.horizontal.repeat(rest) + box.topRight),
    ],
  ]
  const versionWidth = Math.max(
    0,
    ...node.fields.map(field => displayWidth(shownText(theme, field.version, width))),
  )
  for (const field of node.fields) {
    const onField = here && selected.field === field.key
    const version = padToWidth(
      shownText(theme, field.version, width),
      Math.min(versionWidth, inner - 6),
      'right',
      ellipsis,
    )
    const room = inner - 4 - displayWidth(version)
    const name = padToWidth(shownText(theme, field.key, width), room, 'left', ellipsis)
    const reached = closure.has(portText({feature: node.key, field: field.key}))
    lines.push([
      span(stroke, box.vertical),
      span('focus', onField ? `${cursor} ` : '  '),
      span(onField ? 'selected' : reached ? 'downstream' : 'plain', name),
      span(reached || onField ? 'plain' : 'muted', ` ${version} `),
      span(stroke, box.vertical),
    ])
  }
  const counts = padToWidth(shownText(theme, node.countsLine, width), inner - 1, 'left', ellipsis)
  lines.push([
    span(stroke, box.vertical),
    span(node.root ? 'muted' : node.state, ` ${counts}`),
    span(stroke, box.vertical),
  ])
  const note = node.external ? cutToWidth(' external ', inner, ellipsis) : ''
  const bottom = box.horizontal.repeat(inner - displayWidth(note))
  lines.push([
    span(stroke, box.bottomLeft + bottom),
    span('muted', note),
    span(stroke, box.bottomRight),
  ])
  return lines
}
