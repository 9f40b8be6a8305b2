import {Box} from 'ink'
import {useMemo} from 'react'
import {Painted} from '../Lines.tsx'
import {useTheme} from '../theme-context.ts'
import type {TableColumn} from './columns.ts'
import {headerLines, layoutTable, rowLine, type TableRow} from './table-lines.ts'

export type {TableRow} from './table-lines.ts'

export interface TableProps {
  readonly width: number
  /** Header and rule take two of them. */
  readonly height: number
  readonly columns: readonly TableColumn[]
  /** The visible rows only. */
  readonly rows: readonly TableRow[]
  /** Position in `rows`; undefined draws no cursor. */
  readonly cursor?: number | undefined
  /** `id` of the column that the cursor is on. */
  readonly cursorColumn?: string | undefined
  /** So many of the columns that are not frozen are scrolled out at the left. */
  readonly columnOffset?: number | undefined
}

/** Header, rule and rows, each exactly one line; the rule points to columns that have no room. */
export function Table(props: TableProps) {
  const {width, height, columns, rows, cursor, cursorColumn, columnOffset = 0} = props
  const theme = useTheme()
  const placed = layoutTable(theme, columns, rows, width, columnOffset)
  const layoutKey = placed.map(({index, x, width}) => `${index}:${x}:${width}`).join()
  // A move of the cursor paints two rows anew, not the whole page.
  const painted = useMemo(() => {
    void [theme, layoutKey, width]
    return new WeakMap<TableRow, string>()
  }, [theme, layoutKey, width])
  const lines = rows.slice(0, Math.max(0, height - 2)).map((row, index) => {
    if (index === cursor) return rowLine(theme, placed, row, width, true)
    const known = painted.get(row) ?? rowLine(theme, placed, row, width, false)
    painted.set(row, known)
    return known
  })
  const blank = ' '.repeat(width)
  const filling = Array.from({length: Math.max(0, height - 2 - lines.length)}, () => blank)
  const hidden = {
    before: columnOffset > 0,
    after: columnOffset + placed.length < columns.length,
  }
  const header = headerLines(theme, placed, width, cursorColumn, hidden).slice(0, height)
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      <Painted lines={[...header, ...lines, ...filling]} />
    </Box>
  )
}
