import {displayWidth, graphemes} from '../display-width.ts'
import type {Meaning} from '../meanings.ts'
import type {Line, Span} from '../spans.ts'

/** A grid of cells that pieces are put onto; what falls outside is left out. */
export interface Canvas {
  readonly width: number
  readonly height: number
  /** One character; the cell right of a wide one holds nothing. */
  readonly characters: string[]
  readonly meanings: Meaning[]
}

export function blankCanvas(width: number, height: number): Canvas {
  return {
    width,
    height,
    characters: Array.from({length: width * height}, () => ' '),
    meanings: Array.from({length: width * height}, () => 'plain'),
  }
}

/** Writes spans from a cell to the right; wide characters that stick out become spaces. */
export function putSpans(canvas: Canvas, x: number, y: number, spans: readonly Span[]): void {
  if (y < 0 || y >= canvas.height) return
  let column = x
  for (const {text, meaning} of spans) {
    for (const grapheme of graphemes(text)) {
      const width = displayWidth(grapheme)
      const inside = column >= 0 && column + width <= canvas.width
      for (let part = 0; part < width; part += 1) {
        putCell(canvas, column + part, y, inside ? (part === 0 ? grapheme : '') : ' ', meaning)
      }
      column += width
    }
  }
}

export function putCell(canvas: Canvas, x: number, y: number, character: string, meaning: Meaning) {
  if (x < 0 || y < 0 || x >= canvas.width || y >= canvas.height) return
  const cell = y * canvas.width + x
  canvas.characters[cell] = character
  canvas.meanings[cell] = meaning
}

/** The canvas as lines, neighbours of one meaning joined. */
export function canvasLines(canvas: Canvas): readonly Line[] {
  return Array.from({length: canvas.height}, (_, y) => {
    const spans: Span[] = []
    let text = ''
    let current: Meaning = 'plain'
    for (let cell = y * canvas.width; cell < (y + 1) * canvas.width; cell += 1) {
      const meaning = canvas.meanings[cell] ?? 'plain'
      if (meaning !== current && text !== '') {
        spans.push({text, meaning: current})
        text = ''
      }
      current = meaning
      text += canvas.characters[cell] ?? ' '
    }
    return [...spans, {text, meaning: current}]
  })
}
