import stringWidth from 'string-width'
import {isNarrow} from './narrow.ts'

/** Columns that a text takes in a terminal; the text is safe already (safe-text.ts). */
export function displayWidth(text: string): number {
  return isNarrow(text) ? text.length : stringWidth(text)
}

/** The graphemes of a text: what a person calls a character. */
export function graphemes(text: string): readonly string[] {
  if (isNarrow(text)) return [...text]
  return Array.from(segmenter.segment(text), part => part.segment)
}

/** The beginning of a text, at most `width` columns; ends in the ellipsis when something is missing. */
export function cutToWidth(text: string, width: number, ellipsis = '…'): string {
  if (width <= 0) return ''
  if (fitsWidth(text, width)) return text
  const end = ellipsis.slice(0, width)
  return takeWidth(text, width - end.length) + end
}

/** The end of a text, at most `width` columns; begins with the ellipsis when something is missing. */
export function cutStartToWidth(text: string, width: number, ellipsis = '…'): string {
  if (width <= 0) return ''
  if (fitsWidth(text, width)) return text
  const start = ellipsis.slice(0, width)
  let room = width - start.length
  const kept: string[] = []
  for (const grapheme of graphemes(text).toReversed()) {
    room -= displayWidth(grapheme)
    if (room < 0) break
    kept.unshift(grapheme)
  }
  return start + kept.join('')
}

/** A text of exactly `width` columns: cut, or filled with spaces on the side that `align` leaves. */
export function padToWidth(
  text: string,
  width: number,
  align: 'left' | 'right' = 'left',
  ellipsis = '…',
): string {
  const cut = cutToWidth(text, width, ellipsis)
  const filling = ' '.repeat(Math.max(0, width - displayWidth(cut)))
  return align === 'left' ? cut + filling : filling + cut
}

/** As many whole graphemes from the beginning as fit, without an ellipsis. */
export function takeWidth(text: string, width: number): string {
  // No grapheme is worth looking at that lies behind the room: a cell may hold megabytes.
  const head = text.slice(0, width * LONGEST_GRAPHEME)
  if (isNarrow(head)) return head.slice(0, width)
  let room = width
  let taken = ''
  for (const {segment} of segmenter.segment(head)) {
    room -= displayWidth(segment)
    if (room < 0) break
    taken += segment
  }
  return taken
}

/** Whether a text takes at most `width` columns; does not look at what is far too long. */
export function fitsWidth(text: string, width: number): boolean {
  return text.length <= width * LONGEST_GRAPHEME && displayWidth(text) <= width
}

/** UTF-16 units: safe texts keep at most three marks per letter. */
export const LONGEST_GRAPHEME = 16
const segmenter = new Intl.Segmenter('en', {granularity: 'grapheme'})
