import {type Line, lineWidth, paintLine} from './spans.ts'
import type {Theme} from './theme.ts'

/** `┌─ title ───┐`, exactly `width` columns; heavy when focused. */
export function topBorder(theme: Theme, title: Line, width: number, focused: boolean): string {
  const box = theme.boxes[focused ? 'heavy' : 'light']
  const label = borderLabel(theme, title, width, focused)
  return [
    border(theme, focused, box.topLeft + (label.width > 0 ? box.horizontal : '')),
    label.text,
    border(
      theme,
      focused,
      box.horizontal.repeat(Math.max(0, width - 2 - label.width - (label.width > 0 ? 1 : 0))) +
        box.topRight,
    ),
  ].join('')
}

/** `└─────── note ─┘`, exactly `width` columns; heavy when focused. */
export function bottomBorder(theme: Theme, note: Line, width: number, focused: boolean): string {
  const box = theme.boxes[focused ? 'heavy' : 'light']
  const label = borderLabel(theme, note, width, focused)
  return [
    border(
      theme,
      focused,
      box.bottomLeft +
        box.horizontal.repeat(Math.max(0, width - 2 - label.width - (label.width > 0 ? 1 : 0))),
    ),
    label.text,
    border(theme, focused, (label.width > 0 ? box.horizontal : '') + box.bottomRight),
  ].join('')
}

/** The text between the strokes, one space around it; nothing when there is no room for a word. */
function borderLabel(theme: Theme, text: Line, width: number, focused: boolean) {
  const wanted = lineWidth(theme, text)
  const room = Math.min(wanted, width - 6)
  if (room <= 0) return {text: '', width: 0}
  const painted = paintLine(theme, text, room, focused ? 'focus' : 'plain')
  return {text: ` ${painted} `, width: room + 2}
}

function border(theme: Theme, focused: boolean, strokes: string): string {
  return theme.paint(focused ? 'focus' : 'muted', strokes)
}
