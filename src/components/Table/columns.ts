import {displayWidth} from '../display-width.ts'

/** A column as the person wants it. */
export interface TableColumn {
  readonly id: string
  readonly header: string
  readonly align: 'left' | 'right'
  /** Frozen columns stay at the left whatever the offset: the id columns. */
  readonly frozen: boolean
  /** Set by the person with `<` `>`, or measured once by the screen; else measured from the rows given. */
  readonly width?: number | undefined
  readonly sort?: 'ascending' | 'descending' | undefined
  /** 1, 2, … when several columns sort. */
  readonly sortPosition?: number | undefined
}

/** A column and where it is drawn. */
export interface PlacedColumn {
  readonly column: TableColumn
  /** Position among the columns given. */
  readonly index: number
  /** From the left edge of the cells, without the gutter. */
  readonly x: number
  readonly width: number
}

/** Between two columns. */
export const COLUMN_GAP = 2
/** Narrower than this no column is drawn, unless it wants less. */
export const NARROWEST_COLUMN = 4
/** Wider than this no column is measured; the person may make it wider. */
export const WIDEST_COLUMN = 40

/**
 * What a column wants: its header (with the sort mark), or its longest cell, at most
 * `WIDEST_COLUMN`. All texts are safe.
 */
export function measureColumn(header: string, cells: readonly string[]): number {
  let widest = Math.max(1, displayWidth(header))
  for (const cell of cells) {
    widest = Math.max(widest, cell.length > LONG_CELL ? WIDEST_COLUMN : displayWidth(cell))
  }
  return Math.min(widest, WIDEST_COLUMN)
}

/**
 * The columns that are drawn in `width`: the frozen ones first, then the others from `offset` on
 * while there is room; the last one may be cut. Frozen columns shrink when they would leave no room
 * for any other.
 */
export function placeColumns(
  columns: readonly TableColumn[],
  widths: readonly number[],
  width: number,
  offset = 0,
): readonly PlacedColumn[] {
  const indexed = columns.map((column, index) => ({column, index, wanted: widths[index] ?? 1}))
  const frozen = indexed.filter(({column}) => column.frozen)
  const moving = indexed.filter(({column}) => !column.frozen)
  const most = moving.length === 0 ? width : Math.floor((width * 2) / 3)
  const placed: PlacedColumn[] = []
  let x = 0
  const place = (candidate: (typeof indexed)[number], room: number) => {
    const columnWidth = Math.min(candidate.wanted, room)
    if (columnWidth < Math.min(NARROWEST_COLUMN, candidate.wanted)) return false
    placed.push({column: candidate.column, index: candidate.index, x, width: columnWidth})
    x += columnWidth + COLUMN_GAP
    return true
  }
  for (const [position, candidate] of frozen.entries()) {
    const left = frozen.length - position
    place(candidate, Math.max(NARROWEST_COLUMN, Math.floor((most - x) / left)))
  }
  for (const candidate of moving.slice(offset)) {
    if (!place(candidate, width - x)) break
  }
  return placed
}

const LONG_CELL = 400
