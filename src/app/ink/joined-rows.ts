import {remembered} from './remembered.ts'

/** The part of Ink that puts the texts of a frame where they belong, row by row. */
export interface InkOutput {
  write(x: number, y: number, text: string, options: WriteOptions): void
  clip(clip: object): void
  unclip(): void
  get(): {readonly output: string; readonly height: number}
}

export interface WriteOptions {
  readonly transformers: readonly ((line: string, index: number) => string)[]
}

export type InkOutputClass = new (size: {
  readonly width: number
  readonly height: number
}) => InkOutput

/** A text of one line at its place in a row. */
interface Piece {
  readonly x: number
  readonly text: string
}

interface Row {
  readonly pieces: readonly Piece[]
  readonly text: string
}

/**
 * Ink's `Output` without its grid of cells, which every frame would fill anew: texts that stand beside one
 * another are joined, and a row with the same texts as in the frame before is taken from there. Rows in
 * which texts lie over one another, and frames with anything but lines, are left to Ink's own.
 *
 * @param Ink what `ink/build/output.js` has; the build puts this in its place.
 * @param widthOf columns of a line with styles.
 */
export function joinedRows(Ink: InkOutputClass, widthOf: (line: string) => number): InkOutputClass {
  let before: readonly Row[] = []

  function drawn(width: number, texts: readonly Piece[]): string {
    const one = new Ink({width, height: 1})
    for (const {x, text} of texts) one.write(x, 0, text, {transformers: []})
    return one.get().output
  }
  // Each with its own beginning and end of every style, as wide as it says.
  const closed = remembered(text => {
    const line = drawn(widthOf(text), [{x: 0, text}])
    return line + ' '.repeat(Math.max(0, widthOf(text) - widthOf(line)))
  })

  return class JoinedRows implements InkOutput {
    private readonly own: InkOutput
    private readonly rows: Piece[][]
    private readonly width: number
    private readonly height: number
    private onlyLines = true

    constructor(size: {readonly width: number; readonly height: number}) {
      this.own = new Ink(size)
      this.width = size.width
      this.height = size.height
      this.rows = Array.from({length: size.height}, () => [])
    }

    write(x: number, y: number, text: string, options: WriteOptions): void {
      this.own.write(x, y, text, options)
      if (text.includes('\n') || x < 0) this.onlyLines = false
      if (text === '' || !this.onlyLines) return
      const styled = options.transformers.reduce((line, change) => change(line, 0), text)
      this.rows[y]?.push({x, text: styled})
    }

    clip(clip: object): void {
      this.onlyLines = false
      this.own.clip(clip)
    }

    unclip(): void {
      this.own.unclip()
    }

    get(): {readonly output: string; readonly height: number} {
      if (!this.onlyLines) return this.own.get()
      const rows = this.rows.map((pieces, y) => {
        const same = before[y]
        return same !== undefined && areEqual(same.pieces, pieces)
          ? same
          : {pieces, text: this.joined(pieces)}
      })
      before = rows
      return {output: rows.map(({text}) => text).join('\n'), height: this.height}
    }

    private joined(pieces: readonly Piece[]): string {
      let row = ''
      let end = 0
      for (const {x, text} of pieces.toSorted((a, b) => a.x - b.x)) {
        if (x < end) return drawn(this.width, pieces)
        row += ' '.repeat(x - end) + closed(text)
        end = x + widthOf(text)
      }
      return row.trimEnd()
    }
  }
}

function areEqual(left: readonly Piece[], right: readonly Piece[]): boolean {
  return (
    left.length === right.length &&
    left.every(({x, text}, at) => x === right[at]?.x && text === right[at]?.text)
  )
}
