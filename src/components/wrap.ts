import {displayWidth, takeWidth} from './display-width.ts'

/**
 * A safe text over as many lines as it needs, none wider than `width`: broken between words, within
 * a word only when it is longer than a line. Lines after the first begin with `indent`.
 */
export function wrapText(text: string, width: number, indent = ''): readonly string[] {
  const room = Math.max(1, width)
  const margin = displayWidth(indent) < room ? indent : ''
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/(?<= )(?! )/)) {
    if (displayWidth(line + word.trimEnd()) <= room) {
      line += word
      continue
    }
    if (line.trim() !== '') lines.push(line.trimEnd())
    line = lines.length > 0 ? margin + word : line + word
    while (displayWidth(line.trimEnd()) > room) {
      const head = takeWidth(line, room)
      // A grapheme wider than the whole line would never come to an end.
      if (head.length <= margin.length && lines.length > 0) return lines
      lines.push(head)
      line = margin + line.slice(head.length)
      if (head === '') return lines
    }
  }
  return line.trim() === '' && lines.length > 0 ? lines : [...lines, line.trimEnd()]
}
