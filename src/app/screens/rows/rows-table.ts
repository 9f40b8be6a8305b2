import {alignOf, type CellOptions, formatCell} from '../../../components/format-cell.ts'
import {shownText} from '../../../components/spans.ts'
import {
  measureColumn,
  placeColumns,
  type TableColumn,
  WIDEST_COLUMN,
} from '../../../components/Table/columns.ts'
import type {TableRow} from '../../../components/Table/Table.tsx'
import {GUTTER} from '../../../components/Table/table-lines.ts'
import type {Theme} from '../../../components/theme.ts'
import type {Change, Row, SortKey} from '../../../engine/index.ts'
import type {LoadedRows} from '../../../store/loading/loading-state.ts'
import type {ShownColumn} from '../../../store/navigation/columns.ts'
import type {LineRange} from '../../../store/navigation/marks.ts'
import type {Marks} from '../../../store/navigation/views.ts'
import {sampleKey} from '../../../store/sample-key.ts'
import {rowAt} from '../../../store/selectors.ts'
import {memberOf} from '../../actions/copying.ts'

/** Hashes are long and differ at the beginning. */
const HASH_COLUMNS =
  /^metaxy_(?:provenance|data_version|feature_version|project_version)(?:_by_field\..*)?$/
const HASH_WIDTH = 8

/** The columns as the table draws them. */
export function tableColumns(
  columns: readonly ShownColumn[],
  sort: readonly SortKey[],
): readonly TableColumn[] {
  return columns.map(column => {
    const position = sort.findIndex(key => key.column === column.column.name)
    const key = column.member === null ? sort[position] : undefined
    return {
      id: column.heading,
      header: shortHeading(column.heading),
      align: column.member === null ? alignOf(column.column.type) : 'left',
      frozen: column.isId,
      width: column.width ?? undefined,
      sort: key === undefined ? undefined : key.descending ? 'descending' : 'ascending',
      sortPosition: sort.length > 1 && key !== undefined ? position + 1 : undefined,
    }
  })
}

/** What the rows of one page have besides their values. */
export interface RowMarks {
  readonly marks: Marks
  readonly staged: ReadonlyMap<string, Change['kind']>
  readonly range: LineRange | null
}

/** The rows of the window; those whose page is not there yet are blank. */
export function tableRows(
  loaded: LoadedRows,
  columns: readonly ShownColumn[],
  {first: top, count}: LineRange,
  {marks, staged, range}: RowMarks,
  cells: (row: Row) => readonly string[],
): readonly TableRow[] {
  return Array.from({length: count}, (_, offset): TableRow => {
    const position = top + offset
    const found = rowAt(loaded, position)
    if (found === null) return {key: String(position), cells: columns.map(() => '')}
    const key = sampleKey(found.id)
    const inRange =
      range !== null && position >= range.first && position < range.first + range.count
    return {
      key: String(position),
      cells: cells(found.row),
      marked: marks.has(key) || inRange,
      state: staged.has(key) ? 'staged' : found.softDeleted ? 'deleted' : undefined,
    }
  })
}

/** The texts of a row, made once per row and choice of columns. */
export function cellTexts(
  columns: readonly ShownColumn[],
  options: CellOptions,
): (row: Row) => readonly string[] {
  const known = new WeakMap<Row, readonly string[]>()
  return row => {
    const before = known.get(row)
    if (before !== undefined) return before
    const texts = columns.map(({position, member, column, heading}) => {
      const value = memberOf(row[position], member)
      const text = formatCell(value, member === null ? column.type : 'VARCHAR', options)
      return HASH_COLUMNS.test(heading) && value !== null ? text.slice(0, HASH_WIDTH) : text
    })
    known.set(row, texts)
    return texts
  }
}

/** What a column takes: its heading with a sort mark, or the longest of these cells. */
export function measureTableColumn(
  theme: Theme,
  column: TableColumn,
  cells: readonly string[],
): number {
  const heading = column.sort === undefined ? column.header : `${column.header} ${SORT_MARK}`
  return measureColumn(
    shownText(theme, heading),
    cells.map(cell => shownText(theme, cell, WIDEST_COLUMN)),
  )
}

/** As wide as the mark and its position. */
const SORT_MARK = '^1'

/** How many columns scroll out so that the one under the cursor is seen whole. */
export function columnOffset(
  columns: readonly TableColumn[],
  widths: readonly number[],
  width: number,
  cursor: number,
): number {
  if (columns[cursor]?.frozen !== false) return 0
  const frozen = columns.filter(column => column.frozen).length
  for (let offset = 0; offset < columns.length - frozen; offset += 1) {
    const placed = placeColumns(columns, widths, Math.max(0, width - GUTTER), offset)
    const found = placed.find(({index}) => index === cursor)
    if (found !== undefined && found.width >= Math.min(widths[cursor] ?? 0, width / 2))
      return offset
  }
  return Math.max(0, cursor - frozen)
}

function shortHeading(heading: string): string {
  return heading.replace(/^metaxy_/, '')
}
