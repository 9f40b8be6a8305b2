import {displayWidth, fitsWidth, takeWidth} from './display-width.ts'

/**
 * A safe text over as many lines as it needs, none wider than `width`: broken between words, within
 * a word only when it is longer than a line. Lines after the first begin with `indent`.
 */
export function wrapText(text: string, width: number, indent = ''): readonly string[] {
  const room = Math.max(2, width)
  const margin = displayWidth(indent) + 2 <= room ? indent : ''
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/(?<= )(?! )/)) {
    if (fitsWidth(line + word.trimEnd(), room)) {
      line += word
      continue
    }
    if (line.trim() !== '') {
      lines.push(line.trimEnd())
      line = margin
    }
    line += word
    while (!fitsWidth(line.trimEnd(), room)) {
      const head = takeWidth(line, room)
      lines.push(head)
      line = margin + line.slice(head.length)
    }
  }
  return line.trim() === '' && lines.length > 0 ? lines : [...lines, line.trimEnd()]
}
