import {useMemo, useState} from 'react'
import {Lines} from '../../../components/Lines.tsx'
import {Table} from '../../../components/Table/Table.tsx'
import {useTheme} from '../../../components/theme-context.ts'
import type {Row, RowIndex} from '../../../engine/index.ts'
import {stagedSamples} from '../../../store/changes/staging.ts'
import {shown} from '../../../store/loading/loadable.ts'
import type {LoadedRows} from '../../../store/loading/loading-state.ts'
import {shownColumns} from '../../../store/navigation/columns.ts'
import {settle} from '../../../store/navigation/list-cursor.ts'
import {rangeOf} from '../../../store/navigation/marks.ts'
import {columnChoice} from '../../../store/navigation/rows-actions.ts'
import type {RowsView} from '../../../store/navigation/views.ts'
import {useAppState, useAppWorld} from '../../use-app-state.ts'
import {legend} from './rows-captions.ts'
import {cellTexts, columnOffset, measureTableColumn, tableColumns, tableRows} from './rows-table.ts'

/** Rows that a width is measured on: those read first, so that scrolling never moves a column. */
const MEASURED_ROWS = 60

/** The table itself and the lines below it. */
export function RowsList({
  view,
  loaded,
  index,
  width,
  listHeight,
  legendLines,
}: {
  readonly view: RowsView
  readonly loaded: LoadedRows
  readonly index: RowIndex
  readonly width: number
  readonly listHeight: number
  readonly legendLines: number
}) {
  const theme = useTheme()
  const {now} = useAppWorld()
  const choice = useAppState(columnChoice)
  const timeFormat = useAppState(state => state.timeFormat)
  const staged = useAppState(state => state.changes.staged)

  const columns = useMemo(
    () => shownColumns(index.columns, index.idColumns, choice),
    [index, choice],
  )
  const texts = useMemo(
    () => cellTexts(columns, {timeFormat, nowMicros: now()}),
    [columns, timeFormat, now],
  )
  const firstRows = useFirstRows(loaded, index)
  const measured = useMemo(() => {
    const cells = firstRows.map(texts)
    return tableColumns(columns, view.sort).map((column, at) => ({
      ...column,
      width:
        column.width ??
        measureTableColumn(
          theme,
          column,
          cells.map(row => row[at] ?? ''),
        ),
    }))
  }, [columns, view.sort, texts, theme, firstRows])
  const stagedHere = useMemo(() => stagedSamples(staged, view.feature), [staged, view.feature])
  const range = useMemo(() => rangeOf(view), [view])

  const {top, index: cursor} = settle(view.cursor, index.totalRows, listHeight)
  const count = Math.min(listHeight, index.totalRows - top)
  const rows = useMemo(
    () =>
      tableRows(
        loaded,
        columns,
        {first: top, count},
        {marks: view.marks, staged: stagedHere, range},
        texts,
      ),
    [loaded, columns, top, count, view.marks, stagedHere, range, texts],
  )
  const widths = measured.map(column => column.width)
  return (
    <>
      <Table
        width={width}
        height={listHeight + 2}
        columns={measured}
        rows={rows}
        cursor={index.totalRows === 0 ? undefined : cursor - top}
        cursorColumn={measured[view.column]?.id}
        columnOffset={columnOffset(measured, widths, width, view.column)}
      />
      {legendLines === 0 ? null : (
        <Lines lines={['', ...legend(theme, index, columns)]} width={width} height={legendLines} />
      )}
    </>
  )
}

/** The rows that were read first with this index. */
function useFirstRows(loaded: LoadedRows, index: RowIndex): readonly Row[] {
  const read = () => {
    const [first] = loaded.pages.values()
    return {index, rows: (shown(first) ?? []).slice(0, MEASURED_ROWS)}
  }
  const [known, setKnown] = useState(read)
  if (known.index === index) return known.rows
  const fresh = read()
  setKnown(fresh)
  return fresh.rows
}
