import {displayWidth, padToWidth} from '../../../components/display-width.ts'
import {safeText} from '../../../components/safe-text.ts'

export interface TextTable {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Positions of columns that hold numbers: aligned to the right. */
  readonly right?: readonly number[]
}

/** Columns side by side, two blanks between them, no rules: made to be read and to be cut by tools. */
export function tableText({header, rows, right = []}: TextTable): string {
  const lines = [header, ...rows].map(cells => cells.map(safeText))
  const widths = header.map((_, column) =>
    lines.reduce((widest, cells) => Math.max(widest, displayWidth(cells[column] ?? '')), 0),
  )
  return lines
    .map(cells =>
      cells
        .map((cell, column) =>
          padToWidth(cell, widths[column] ?? 0, right.includes(column) ? 'right' : 'left'),
        )
        .join('  ')
        .trimEnd(),
    )
    .map(line => `${line}\n`)
    .join('')
}
