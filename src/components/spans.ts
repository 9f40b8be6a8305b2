import {cutToWidth, displayWidth, LONGEST_GRAPHEME} from './display-width.ts'
import type {Meaning} from './meanings.ts'
import {asciiText, safeText} from './safe-text.ts'
import type {Theme} from './theme.ts'

/** A piece of a line that means something. */
export interface Span {
  readonly text: string
  readonly meaning: Meaning
}

/** One line of a pane: raw texts and spans; made safe, cut and painted where it is drawn. */
export type Line = string | readonly (string | Span)[]

/** A span, for lines that are written by hand. */
export function span(meaning: Meaning, text: string): Span {
  return {text, meaning}
}

/**
 * The characters of a line, exactly `width` columns. `base` lies under the meanings of the spans.
 */
export function paintLine(
  theme: Theme,
  line: Line,
  width: number,
  base: Meaning = 'plain',
): string {
  const cut = cutLine(theme, line, width)
  const painted = cut.spans.map(part => theme.paint(part.meaning, part.text)).join('')
  return theme.paint(base, painted + ' '.repeat(Math.max(0, width - cut.width)))
}

/** What of a line fits into `width` columns, safe, and the columns it takes. */
export function cutLine(
  theme: Theme,
  line: Line,
  width: number,
): {readonly spans: readonly Span[]; readonly width: number} {
  const spans: Span[] = []
  let taken = 0
  for (const {text, meaning} of spansOf(line)) {
    if (taken >= width) break
    const cut = cutToWidth(shownText(theme, text, width), width - taken, theme.glyphs.ellipsis)
    spans.push({text: cut, meaning})
    taken += displayWidth(cut)
  }
  return {spans, width: taken}
}

/** The columns a line takes when nothing is cut; what is wider than any screen is not measured. */
export function lineWidth(theme: Theme, line: Line): number {
  return spansOf(line).reduce(
    (sum, part) => sum + displayWidth(shownText(theme, part.text, WIDEST_SCREEN)),
    0,
  )
}

/** The line one column to the right, where it stands off a border. */
export function indented(line: Line): Line {
  return [' ', ...(typeof line === 'string' ? [line] : line)]
}

/**
 * A raw text as it is drawn: safe, and in ASCII where the terminal knows nothing else. Of a text
 * that is longer than `width` columns can show only the beginning is looked at.
 */
export function shownText(theme: Theme, text: string, width = Number.POSITIVE_INFINITY): string {
  const longest = width * LONGEST_GRAPHEME
  const looked =
    text.length <= longest
      ? text
      : text.slice(0, longest).replace(HALF_PAIR, '') + theme.glyphs.ellipsis
  return theme.ascii ? asciiText(safeText(looked)) : safeText(looked)
}

function spansOf(line: Line): readonly Span[] {
  const parts = typeof line === 'string' ? [line] : line
  return parts.map(part => (typeof part === 'string' ? {text: part, meaning: 'plain'} : part))
}

/** Columns. */
const WIDEST_SCREEN = 1000
const HALF_PAIR = /[\ud800-\udbff]$/
