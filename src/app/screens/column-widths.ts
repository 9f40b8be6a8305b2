import {shownText} from '../../components/spans.ts'
import {measureColumn, type TableColumn, WIDEST_COLUMN} from '../../components/Table/columns.ts'
import type {TableRow} from '../../components/Table/Table.tsx'
import type {Theme} from '../../components/theme.ts'

/** Columns as wide as all rows of a short list want them, so that scrolling moves none. */
export function withWidths(
  theme: Theme,
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
): readonly TableColumn[] {
  return columns.map((column, at) => ({
    ...column,
    width: measureColumn(
      shownText(theme, column.header),
      rows.map(({cells}) => shownText(theme, cells[at] ?? '', WIDEST_COLUMN)),
    ),
  }))
}
