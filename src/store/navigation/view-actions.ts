import type {IncrementClass, SampleOrder} from '../../engine/index.ts'
import type {Context} from '../context.ts'
import {currentIncrementView, currentRowsView, currentView} from '../selectors.ts'
import type {State, TimeFormat} from '../state.ts'
import {changeIncrementView, changeRowsView, changeVersionsView} from './change-views.ts'
import {swappedCompared, toggledCompared} from './compare-versions.ts'
import {LIST_START} from './list-cursor.ts'
import {withFilter} from './rows-actions.ts'
import {CHANGES_TABS, type ChangesTab, FIRST_ROWS, type GraphView, VERSIONS_PARTS} from './views.ts'

export interface ViewActions {
  readonly changeGraphView: (change: (view: GraphView) => GraphView) => void
  /** The next or previous tab of the screen: a class of the increment, a part of the preview. */
  readonly moveTab: (by: 1 | -1) => void
  /** Filters the list on the screen; a text that turns out wrong is opened for correction. */
  readonly applyFilter: (text: string) => void
  /** Compares with the version under the cursor from now on, or with the current one again. */
  readonly toggleCompared: () => void
  /** The other way round: the version that was compared with comes under the cursor. */
  readonly swapCompared: () => void
  readonly moveStore: (by: 1 | -1) => void
  /** The next or previous group of rows of the chosen change. */
  readonly moveGroup: (by: 1 | -1, count: number) => void
  /** Sideways through so many columns of these rows. */
  readonly moveChangesColumn: (by: 1 | -1, count: number) => void
  readonly showTab: (tab: ChangesTab) => void
  /** The samples of the increment by id, by id backwards, by the fields that moved. */
  readonly cycleOrder: () => void
  readonly cycleTimeFormat: () => void
}

export const INCREMENT_PARTS: readonly IncrementClass[] = ['stale', 'new', 'orphaned']
const SAMPLE_ORDERS: readonly SampleOrder[] = ['id', 'id-descending', 'fields']
const FIRST_LINES = {new: LIST_START, stale: LIST_START, orphaned: LIST_START}
const TIME_FORMATS: readonly TimeFormat[] = ['utc', 'local', 'relative']

export function viewActions(context: Context): ViewActions {
  const {set} = context
  return {
    changeGraphView: change => set(({graphView}) => ({graphView: change(graphView)})),
    moveTab: by => set(state => withTab(state, by)),
    applyFilter: text => set(state => filtered(state, text.trim())),
    toggleCompared: () => set(toggledCompared),
    swapCompared: () => set(swappedCompared),
    moveStore: by =>
      set(({storesView, storeChain}) => {
        const last = Math.max(0, storeChain.length - 1)
        const column = Math.max(0, Math.min(storesView.column + by, last))
        return {storesView: {...storesView, column}}
      }),
    moveGroup: (by, count) =>
      set(({changesView, navigation}) => ({
        changesView: {
          ...changesView,
          rows: {group: (changesView.rows.group + by + count) % Math.max(1, count), column: 0},
        },
        navigation: {...navigation, detailTop: 0},
      })),
    moveChangesColumn: (by, count) =>
      set(({changesView: {rows, ...others}}) => {
        const column = Math.max(0, Math.min(rows.column + by, count - 1))
        return {changesView: {...others, rows: {...rows, column}}}
      }),
    showTab: tab =>
      set(({changesView, navigation}) => ({
        changesView: {...changesView, tab, rows: FIRST_ROWS},
        navigation: {...navigation, detailTop: 0},
      })),
    cycleOrder: () =>
      set(state =>
        changeIncrementView(state, view => ({
          ...view,
          order: neighbour(SAMPLE_ORDERS, view.order, 1),
          cursors: FIRST_LINES,
        })),
      ),
    cycleTimeFormat: () =>
      set(({timeFormat}) => ({timeFormat: neighbour(TIME_FORMATS, timeFormat, 1)})),
  }
}

/** The filter of the list on the screen; '' is none. */
export function currentFilter(state: State): string {
  switch (currentView(state).screen) {
    case 'graph':
      return state.graphView.filter
    case 'rows':
      return currentRowsView(state)?.filter ?? ''
    case 'increment':
      return currentIncrementView(state)?.filter ?? ''
    case 'versions':
    case 'changes':
    case 'stores':
      return ''
  }
}

function withTab(state: State, by: 1 | -1): Partial<State> {
  switch (currentView(state).screen) {
    case 'increment':
      return changeIncrementView(state, view => ({
        ...view,
        part: neighbour(INCREMENT_PARTS, view.part, by),
        marks: new Map(),
      }))
    case 'changes': {
      const tab: ChangesTab = neighbour(CHANGES_TABS, state.changesView.tab, by)
      return {
        changesView: {...state.changesView, tab, rows: FIRST_ROWS},
        navigation: {...state.navigation, detailTop: 0},
      }
    }
    case 'versions':
      return {
        ...changeVersionsView(state, view => ({
          ...view,
          part: neighbour(VERSIONS_PARTS, view.part, by),
        })),
        navigation: {...state.navigation, detailTop: 0},
      }
    case 'graph':
    case 'rows':
    case 'stores':
      return {}
  }
}

function filtered(state: State, filter: string): Partial<State> {
  switch (currentView(state).screen) {
    case 'graph':
      return {graphView: {...state.graphView, filter}}
    case 'rows':
      return changeRowsView(state, view => withFilter(view, filter))
    case 'increment':
      return changeIncrementView(state, view => ({
        ...view,
        filter,
        cursors: FIRST_LINES,
      }))
    case 'versions':
    case 'changes':
    case 'stores':
      return {}
  }
}

function neighbour<T>(all: readonly T[], one: T, by: 1 | -1): T {
  return all[(all.indexOf(one) + by + all.length) % all.length] ?? one
}
