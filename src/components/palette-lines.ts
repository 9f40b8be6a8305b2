import {displayWidth, padToWidth} from './display-width.ts'
import {type Line, shownText, span} from './spans.ts'
import type {Theme} from './theme.ts'
import {windowStart} from './window.ts'

export interface PaletteGroup {
  /** Empty for a list without groups. */
  readonly title: string
  readonly items: readonly PaletteItem[]
}

export interface PaletteItem {
  readonly id: string
  /** Left column: keys, or a mark such as `x` of a picker. */
  readonly keys: string
  readonly title: string
  /** Right column: `reversible`, a type, a feature. */
  readonly detail?: string | undefined
  /** Why it cannot be run; drawn as `off: …`. */
  readonly disabledReason?: string | undefined
}

/** The list of a palette, all of it, and on which line the selected item stands. */
export function paletteLines(
  theme: Theme,
  groups: readonly PaletteGroup[],
  selected: number,
  width: number,
): {readonly lines: readonly Line[]; readonly selectedLine: number} {
  const items = groups.flatMap(group => group.items)
  const widths = items.map(item => displayWidth(shownText(theme, item.keys)))
  const keysWidth = Math.min(WIDEST_KEYS, Math.max(2, ...widths))
  const lines: Line[] = []
  let selectedLine = 0
  let position = 0
  for (const group of groups) {
    if (group.title !== '') lines.push([span('heading', `  ${group.title}`)])
    for (const item of group.items) {
      if (position === selected) selectedLine = lines.length
      lines.push(itemLine(theme, item, {selected: position === selected, keysWidth, width}))
      position += 1
    }
  }
  if (items.length === 0) lines.push([span('muted', '  nothing found')])
  return {lines, selectedLine}
}

/** The part of the list that is drawn: the selected line and what is around it. */
export function paletteWindow(
  lines: readonly Line[],
  selectedLine: number,
  height: number,
): readonly Line[] {
  const top = windowStart(selectedLine, height, lines.length)
  return Array.from({length: Math.max(0, height)}, (_, row) => lines[top + row] ?? '')
}

function itemLine(
  theme: Theme,
  item: PaletteItem,
  {selected, keysWidth, width}: {selected: boolean; keysWidth: number; width: number},
): Line {
  const off = item.disabledReason !== undefined
  const {ellipsis, cursor} = theme.glyphs
  const detail = shownText(theme, off ? `off: ${item.disabledReason}` : (item.detail ?? ''), width)
  const keys = padToWidth(shownText(theme, item.keys, width), keysWidth, 'left', ellipsis)
  const room = width - keysWidth - 5
  const title = shownText(theme, item.title, width)
  // The reason gives way before the title does, down to a third of the room.
  const detailWidth = Math.min(
    displayWidth(detail),
    Math.max(Math.floor(room / 3), room - displayWidth(title) - 2),
  )
  const titleText = padToWidth(
    title,
    room - detailWidth - (detailWidth > 0 ? 2 : 0),
    'left',
    ellipsis,
  )
  const detailText =
    detailWidth > 0 ? `  ${padToWidth(detail, detailWidth, 'right', ellipsis)}` : ''
  const meaning = selected ? 'selected' : off ? 'muted' : 'plain'
  return [
    span(selected ? 'focus' : 'plain', selected ? `${cursor} ` : '  '),
    span(selected ? 'selected' : 'key', keys),
    span(meaning, `   ${titleText}`),
    span(selected ? 'selected' : 'muted', detailText),
  ]
}

const WIDEST_KEYS = 12
