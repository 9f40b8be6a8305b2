import {cutToWidth, displayWidth, graphemes} from '../display-width.ts'
import {joinEnds} from '../join-ends.ts'
import {Lines} from '../Lines.tsx'
import {type Line, type Span, shownText, span} from '../spans.ts'
import type {Theme} from '../theme.ts'
import {useTheme} from '../theme-context.ts'
import type {TextFieldState} from './text-field-state.ts'

export interface TextFieldProps {
  readonly state: TextFieldState
  readonly width: number
  /** Before the text: `/`, `:`, `> `. */
  readonly prompt: string
  /** Shows the cursor. */
  readonly focused: boolean
  /** Shown muted while the text is empty. */
  readonly placeholder?: string | undefined
  /** Shown muted behind the text: what Tab would add. */
  readonly completion?: string | undefined
  /** At the right end, dropped when there is no room. */
  readonly hint?: string | undefined
  /**
   * Drawn as a caret and a message on the line below; the field is then two lines high.
   * `position` is a UTF-16 position in the text.
   */
  readonly error?: {readonly position: number; readonly message: string} | undefined
}

/** One line of text being typed; a long text moves under the cursor. */
export function TextField(props: TextFieldProps) {
  const {state, width, prompt, focused, placeholder = '', completion = '', hint = '', error} = props
  const theme = useTheme()
  const hintWidth = displayWidth(hint)
  const shownHint = hintWidth > 0 && width >= hintWidth * 3 ? hint : ''
  const room = width - displayWidth(prompt) - (shownHint === '' ? 0 : hintWidth + 2)
  const cells = textCells(theme, state, Math.max(4, room))
  const behind = state.text === '' ? placeholder : completion
  const left: Line = [
    span('key', prompt),
    cells.before,
    span(focused ? 'selected' : 'plain', focused ? cells.under || ' ' : cells.under),
    cells.after,
    span('muted', behind),
  ]
  const lines = [joinEnds(theme, left, [span('muted', shownHint)], width)]
  if (error === undefined) return <Lines lines={lines} width={width} height={1} />
  const caret = displayWidth(prompt) + cells.columnOf(error.position)
  return (
    <Lines
      lines={[...lines, errorLine(theme, error.message, caret, width)]}
      width={width}
      height={2}
    />
  )
}

/** The visible part of the text, and where a position of the text stands in it. */
function textCells(theme: Theme, state: TextFieldState, room: number) {
  const raw = graphemes(state.text)
  let position = 0
  let cursorCell = raw.length
  const cells = raw.map((grapheme, index) => {
    if (position === state.cursor) cursorCell = index
    position += grapheme.length
    return shownText(theme, grapheme)
  })
  const widths = cells.map(displayWidth)
  // The cursor needs a cell of its own behind the last letter.
  let first = cursorCell
  let taken = widths[cursorCell] ?? 1
  while (first > 0 && taken + (widths[first - 1] ?? 0) <= room) {
    first -= 1
    taken += widths[first] ?? 0
  }
  const after = cells.slice(cursorCell + 1).join('')
  return {
    before: cells.slice(first, cursorCell).join(''),
    under: cells[cursorCell] ?? '',
    after: cutToWidth(after, room - taken, theme.glyphs.ellipsis),
    columnOf: (wanted: number) => {
      let at = 0
      let column = 0
      for (const [index, grapheme] of raw.entries()) {
        if (at >= wanted) break
        at += grapheme.length
        if (index >= first) column += widths[index] ?? 0
      }
      return Math.min(column, room - 1)
    },
  }
}

/** The message stands behind the caret, or before it when there is more room. */
function errorLine(theme: Theme, message: string, caret: number, width: number): readonly Span[] {
  const mark = theme.glyphs.caret
  const text = shownText(theme, message, width)
  const needed = displayWidth(text) + 1
  if (caret + 1 + needed <= width || caret < width / 2) {
    return [span('error', ' '.repeat(caret) + mark), span('error', ` ${text}`)]
  }
  const room = Math.max(0, caret - 1)
  const cut = cutToWidth(text, room, theme.glyphs.ellipsis)
  const gap = ' '.repeat(Math.max(0, caret - displayWidth(cut) - 1))
  return [span('error', `${gap}${cut} ${mark}`)]
}
