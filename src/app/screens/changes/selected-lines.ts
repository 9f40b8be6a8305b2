import {displayWidth, padToWidth} from '../../../components/display-width.ts'
import {formatCounted} from '../../../components/format.ts'
import {alignOf, formatCell} from '../../../components/format-cell.ts'
import {type Line, shownText, span} from '../../../components/spans.ts'
import type {Theme} from '../../../components/theme.ts'
import type {CellValue, Column, Row} from '../../../engine/index.ts'
import type {Place, SelectedRows} from './selected-rows.ts'

/** A cell is no wider than this: a list to recognise rows by, not to read them. */
const WIDEST = 24

/**
 * The first of the rows behind one number, as they are stored: ids and user columns.
 *
 * @param left so many of the columns beside the ids are scrolled out at the left.
 */
export function selectedLines(
  theme: Theme,
  selected: SelectedRows | undefined,
  left: number,
): readonly Line[] {
  if (selected === undefined) return []
  const {count, rows} = selected.rows
  const head = selected.of < 2 ? [] : [groupLine(selected), '']
  if (rows.length === 0) return [...head, 'no row is selected']
  const placed = (places: readonly Place[]) => places.map(place => textsOf(theme, place, rows))
  const shown = [
    ...placed(selected.ids),
    ...(left > 0 ? [{title: '<', cells: rows.map(() => ' ')}] : []),
    ...placed(selected.others.slice(left)),
  ]
  const line = (texts: readonly string[]) => texts.join('  ')
  const more = count - rows.length
  return [
    ...head,
    [span('heading', line(shown.map(one => one.title)))],
    ...rows.map((_, at) => line(shown.map(one => one.cells[at] ?? ''))),
    ...(more > 0 ? ['', `and ${formatCounted(more, 'more row')}`] : []),
  ]
}

/** A column with its cells, all of one width. */
function textsOf(theme: Theme, {column, index}: Place, rows: readonly Row[]) {
  const cells = rows.map(row => cellText(theme, row[index] ?? null, column))
  const title = shownText(theme, column.name, WIDEST)
  const width = Math.max(displayWidth(title), ...cells.map(displayWidth))
  const pad = (text: string) => padToWidth(text, width, alignOf(column.type))
  return {title: pad(title), cells: cells.map(pad)}
}

/** `dropped: no upstream row  2 rows   list 3 of 5, n the next`. */
function groupLine({rows: {label, count}, at, of}: SelectedRows): Line {
  return [
    span('focus', label),
    `  ${formatCounted(count, 'row')}`,
    span('muted', `   list ${at + 1} of ${of}, n the next`),
  ]
}

/** Times stand in UTC here: the list is about which rows, and does not change with the clock. */
function cellText(theme: Theme, value: CellValue, column: Column): string {
  const text = formatCell(value, column.type, {timeFormat: 'utc', nowMicros: 0n})
  return shownText(theme, text, WIDEST)
}
