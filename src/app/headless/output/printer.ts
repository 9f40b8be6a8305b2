import {formatCounted} from '../../../components/format.ts'
import {formatMicros} from '../../../components/format-time.ts'
import type {CellValue} from '../../../engine/index.ts'
import {jsonLine} from './json.ts'
import type {PrintedRows} from './printed-rows.ts'
import {safeLines} from './safe-lines.ts'
import {tableText} from './text-table.ts'

/**
 * What plain answers are written with. Handed to them when they are printed, so that `--help` does not
 * pay for the tables of characters behind it.
 */
export interface Printer {
  readonly table: typeof tableText
  readonly rows: (printed: PrintedRows) => string
  /** `1 row`, `3,414 rows`. */
  readonly counted: typeof formatCounted
  /** To the second, UTC; `-` for a moment that is missing. */
  readonly time: (micros: bigint | null) => string
  readonly lines: typeof safeLines
}

export const printer: Printer = {
  table: tableText,
  rows: rowsTable,
  counted: formatCounted,
  time: micros => (micros === null ? '-' : formatMicros(micros, 'utc', micros)),
  lines: safeLines,
}

/** Rows as a table; nested values as JSON on one line. */
function rowsTable({columns, rows}: PrintedRows): string {
  return tableText({
    header: columns.map(column => column.name),
    rows: rows.map(row => row.map(cellText)),
    right: columns.flatMap((_, index) =>
      rows.some(row => typeof row[index] === 'number') ? [index] : [],
    ),
  })
}

/** A value in a cell of a table or a csv file. */
export function cellText(cell: CellValue): string {
  if (cell === null) return 'null'
  return typeof cell === 'string' ? cell : jsonLine(cell)
}
