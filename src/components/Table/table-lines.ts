import {displayWidth, padToWidth} from '../display-width.ts'
import type {State} from '../meanings.ts'
import {shownText} from '../spans.ts'
import type {Theme} from '../theme.ts'
import {measureColumn, type PlacedColumn, placeColumns, type TableColumn} from './columns.ts'

export interface TableRow {
  /** Unique among the rows of the table. */
  readonly key: string
  /** One per column, raw text; made safe here. */
  readonly cells: readonly string[]
  /** Drawn as `*`. */
  readonly marked?: boolean | undefined
  /** Drawn as its letter; `deleted` also dim and struck through. */
  readonly state?: State | undefined
}

/** Cursor, mark and state stand left of the cells: `>* x `. */
export const GUTTER = 5

/** The columns that have room in a table of `width`, gutter included. */
export function layoutTable(
  theme: Theme,
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
  width: number,
  columnOffset: number,
): readonly PlacedColumn[] {
  const widths = columns.map(
    (column, index) =>
      column.width ??
      measureColumn(
        headerText(theme, column),
        rows.map(row => shownText(theme, row.cells[index] ?? '', MEASURED)),
      ),
  )
  return placeColumns(columns, widths, Math.max(0, width - GUTTER), columnOffset)
}

/** Whether there are columns beyond those that are drawn. */
export interface HiddenColumns {
  readonly before: boolean
  readonly after: boolean
}

/** The header with sort marks and the rule under it, an arrow at its end where columns are hidden. */
export function headerLines(
  theme: Theme,
  placed: readonly PlacedColumn[],
  width: number,
  cursorColumn: string | undefined,
  hidden: HiddenColumns,
): readonly string[] {
  const cells = placed.map(({column, width: columnWidth}) => {
    const text = padToWidth(
      headerText(theme, column),
      columnWidth,
      column.align,
      theme.glyphs.ellipsis,
    )
    return theme.paint(column.id === cursorColumn ? 'focus' : 'heading', text)
  })
  if (width < GUTTER) return [' '.repeat(width), ' '.repeat(width)]
  const rest = filling(placed, width)
  const rule = ruleLine(theme, width - 1 - rest.length, hidden)
  return [
    ' '.repeat(GUTTER) + joinCells(placed, cells) + rest,
    ` ${theme.paint('muted', rule)}${rest}`,
  ]
}

function ruleLine({glyphs}: Theme, width: number, {before, after}: HiddenColumns): string {
  const start = before ? glyphs.from : ''
  const end = after ? glyphs.arrow : ''
  const between = width - displayWidth(start) - displayWidth(end)
  return between < 1 ? glyphs.rule.repeat(width) : start + glyphs.rule.repeat(between) + end
}

/** One row: gutter, cells, painted as one piece. */
export function rowLine(
  theme: Theme,
  placed: readonly PlacedColumn[],
  row: TableRow,
  width: number,
  isCursor: boolean,
): string {
  if (width < GUTTER) return ' '.repeat(width)
  const {cursor, mark, states, ellipsis} = theme.glyphs
  const cells = placed.map(({column, index, width: columnWidth}) =>
    padToWidth(
      shownText(theme, row.cells[index] ?? '', columnWidth),
      columnWidth,
      column.align,
      ellipsis,
    ),
  )
  const deleted = row.state === 'deleted'
  const state = row.state === undefined ? ' ' : states[row.state]
  const gutter =
    theme.paint('focus', (isCursor ? cursor : ' ') + (row.marked ? mark : ' ')) +
    // The letter of a deleted row stays readable, its cells are struck through.
    ` ${theme.paint(deleted ? 'muted' : (row.state ?? 'plain'), state)} `
  const text = joinCells(placed, cells)
  const filled = theme.paint(deleted ? 'deleted' : 'plain', text) + filling(placed, width)
  return gutter + theme.paint(isCursor ? 'selected' : 'plain', filled)
}

function joinCells(placed: readonly PlacedColumn[], cells: readonly string[]): string {
  let x = 0
  let line = ''
  for (const [position, {x: start, width}] of placed.entries()) {
    line += ' '.repeat(start - x) + (cells[position] ?? '')
    x = start + width
  }
  return line
}

/** The spaces behind the last cell. */
function filling(placed: readonly PlacedColumn[], width: number): string {
  const last = placed.at(-1)
  const used = last === undefined ? 0 : last.x + last.width
  return ' '.repeat(Math.max(0, width - GUTTER - used))
}

function headerText(theme: Theme, column: TableColumn): string {
  const header = shownText(theme, column.header, MEASURED)
  if (column.sort === undefined) return header
  const {ascending, descending} = theme.glyphs
  const position = column.sortPosition === undefined ? '' : String(column.sortPosition)
  return `${header} ${column.sort === 'ascending' ? ascending : descending}${position}`
}

/** Columns of a cell that are looked at when its column is measured. */
const MEASURED = 60
