import {safeText} from '../../../components/safe-text.ts'
import {wrapText} from '../../../components/wrap.ts'
import {columnUnderCursor} from '../../../store/navigation/rows-actions.ts'
import {rowUnderCursor} from '../../../store/selectors.ts'
import type {State} from '../../../store/state.ts'
import {memberOf, valueText} from '../../actions/copying.ts'

/** The cell under the cursor as it fits a frame. */
export interface CellView {
  readonly title: string
  readonly lines: readonly string[]
  readonly width: number
  /** Lines seen at once. */
  readonly height: number
}

/** Of a cell of megabytes, the beginning. */
const MOST_CHARACTERS = 100_000

/** A whole value: texts as they are, everything else as JSON over several lines. */
export function cellView(
  state: State,
  {columns, rows}: {readonly columns: number; readonly rows: number},
): CellView {
  const width = Math.min(columns - 4, 100)
  const column = columnUnderCursor(state)
  const found = rowUnderCursor(state)
  if (column === null || found === null) return {title: '', lines: [], width, height: 1}
  const value = memberOf(found.row[column.position], column.member)
  const text =
    typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : valueText(value)
  const lines = text
    .slice(0, MOST_CHARACTERS)
    .split('\n')
    .flatMap(line => wrapText(safeText(line), width - 4))
  const title = `${column.heading} · ${column.column.type}`
  return {title, lines, width, height: Math.min(lines.length, rows - 8)}
}
