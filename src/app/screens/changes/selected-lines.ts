import {displayWidth, padToWidth} from '../../../components/display-width.ts'
import {formatCounted} from '../../../components/format.ts'
import {alignOf, formatCell} from '../../../components/format-cell.ts'
import {type Line, shownText, span} from '../../../components/spans.ts'
import type {Theme} from '../../../components/theme.ts'
import {
  type CellValue,
  type ChangePreview,
  type Column,
  isSystemColumn,
} from '../../../engine/index.ts'
import {type NamedRows, rowGroups} from './row-groups.ts'

/** A cell is no wider than this: a list to recognise rows by, not to read them. */
const WIDEST = 24

/** The first of the rows behind one number, as they are stored: ids and user columns. */
export function selectedLines(
  theme: Theme,
  change: ChangePreview | undefined,
  group: number,
): readonly Line[] {
  const groups = rowGroups(change)
  const chosen = groups[group % Math.max(1, groups.length)]
  if (chosen === undefined) return []
  const {columns, rows} = chosen
  const head =
    groups.length < 2 ? [] : [groupLine(chosen, group % groups.length, groups.length), '']
  if (rows.length === 0) return [...head, 'no row is selected']
  const shown = columns.flatMap((column, index) =>
    isSystemColumn(column.name)
      ? []
      : [{column, cells: rows.map(row => cellText(theme, row[index] ?? null, column))}],
  )
  const placed = shown.map(({column, cells}) => {
    const title = shownText(theme, column.name, WIDEST)
    const width = Math.max(displayWidth(title), ...cells.map(displayWidth))
    const align = alignOf(column.type)
    const pad = (text: string) => padToWidth(text, width, align)
    return {title: pad(title), cells: cells.map(pad)}
  })
  const line = (texts: readonly string[]) => texts.join('  ')
  const more = chosen.count - rows.length
  return [
    ...head,
    [span('heading', line(placed.map(one => one.title)))],
    ...rows.map((_, at) => line(placed.map(one => one.cells[at] ?? ''))),
    ...(more > 0 ? ['', `and ${formatCounted(more, 'more row')}`] : []),
  ]
}

/** `dropped: no upstream row  2 rows   list 3 of 5, n the next`. */
function groupLine({label, count}: NamedRows, at: number, of: number): Line {
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
