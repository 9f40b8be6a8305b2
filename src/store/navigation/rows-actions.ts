import type {SortKey} from '../../engine/index.ts'
import type {Context} from '../context.ts'
import {shown} from '../loading/loadable.ts'
import {currentRows, currentRowsView, currentView} from '../selectors.ts'
import type {State} from '../state.ts'
import {changeRowsView} from './change-views.ts'
import {
  type ColumnChoice,
  DEFAULT_COLUMNS,
  HISTORY_COLUMNS,
  type ShownColumn,
  shownColumns,
} from './columns.ts'
import {LIST_START} from './list-cursor.ts'
import type {RowsView} from './views.ts'

export interface RowsActions {
  readonly moveColumn: (by: 1 | -1) => void
  /** Ascending, descending, off; `add` keeps the other keys. */
  readonly cycleSort: (options: {add: boolean}) => void
  readonly cycleSoftDeleted: () => void
  readonly changeColumns: (change: (choice: ColumnChoice) => ColumnChoice) => void
}

export function rowsActions({get, set}: Context): RowsActions {
  return {
    moveColumn: by =>
      set(state => {
        const last = columnsOfRows(state).length - 1
        return changeRowsView(state, view => ({
          ...view,
          column: Math.max(0, Math.min(view.column + by, last)),
        }))
      }),
    cycleSort: ({add}) => {
      const column = columnUnderCursor(get())
      if (column === null) return
      set(state =>
        changeRowsView(state, view => ({
          ...view,
          sort: withSort(view.sort, column.column.name, add),
        })),
      )
    },
    cycleSoftDeleted: () =>
      set(state =>
        changeRowsView(state, view => ({...view, softDeleted: AFTER[view.softDeleted]})),
      ),
    changeColumns: change =>
      set(state => {
        const key = choiceKey(state)
        if (key === null) return {}
        const choice = change(columnChoice(state))
        return {columnChoices: new Map(state.columnChoices).set(key, choice)}
      }),
  }
}

/** What a person chose for these rows; the history of a sample is another table than the samples. */
export function columnChoice(state: State): ColumnChoice {
  const {sample} = currentView(state)
  const chosen = state.columnChoices.get(choiceKey(state) ?? '')
  return chosen ?? (sample === null ? DEFAULT_COLUMNS : HISTORY_COLUMNS)
}

function choiceKey(state: State): string | null {
  const {feature, sample} = currentView(state)
  return feature === null || sample === null ? feature : `${feature} history`
}

/** The columns of the rows on the screen; none before they are read. */
export function columnsOfRows(state: State): readonly ShownColumn[] {
  const index = shown(currentRows(state)?.index)
  if (index === null) return []
  return shownColumns(index.columns, index.idColumns, columnChoice(state))
}

export function columnUnderCursor(state: State): ShownColumn | null {
  return columnsOfRows(state)[currentRowsView(state)?.column ?? 0] ?? null
}

/** The rows as the filter leaves them, from the top. */
export function withFilter(view: RowsView, filter: string): RowsView {
  return view.filter === filter ? view : {...view, filter, cursor: LIST_START, rangeFrom: null}
}

const AFTER = {hide: 'show', show: 'only', only: 'hide'} as const

function withSort(sort: readonly SortKey[], column: string, add: boolean): readonly SortKey[] {
  const present = sort.find(key => key.column === column)
  const others = add ? sort.filter(key => key.column !== column) : []
  if (present === undefined) return [...others, {column, descending: false}]
  return present.descending ? others : [...others, {column, descending: true}]
}
