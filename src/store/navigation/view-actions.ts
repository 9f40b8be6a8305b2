import type {IncrementClass} from '../../engine/index.ts'
import type {Context} from '../context.ts'
import {currentIncrementView, currentRowsView, currentView} from '../selectors.ts'
import type {State, TimeFormat} from '../state.ts'
import {changeIncrementView, changeRowsView} from './change-views.ts'
import {LIST_START} from './list-cursor.ts'
import {withFilter} from './rows-actions.ts'
import {CHANGES_TABS, type ChangesTab, type GraphView} from './views.ts'

export interface ViewActions {
  readonly changeGraphView: (change: (view: GraphView) => GraphView) => void
  /** The next or previous tab of the screen: a class of the increment, a part of the preview. */
  readonly moveTab: (by: 1 | -1) => void
  /** Filters the list on the screen; a text that turns out wrong is opened for correction. */
  readonly applyFilter: (text: string) => void
  readonly cycleTimeFormat: () => void
}

export const INCREMENT_PARTS: readonly IncrementClass[] = ['stale', 'new', 'orphaned']
const TIME_FORMATS: readonly TimeFormat[] = ['utc', 'local', 'relative']

export function viewActions(context: Context): ViewActions {
  const {set} = context
  return {
    changeGraphView: change => set(({graphView}) => ({graphView: change(graphView)})),
    moveTab: by => set(state => withTab(state, by)),
    applyFilter: text => set(state => filtered(state, text.trim())),
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
    case 'changes':
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
        changesView: {...state.changesView, tab},
        navigation: {...state.navigation, detailTop: 0},
      }
    }
    case 'graph':
    case 'rows':
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
        cursors: {new: LIST_START, stale: LIST_START, orphaned: LIST_START},
      }))
    case 'changes':
      return {}
  }
}

function neighbour<T>(all: readonly T[], one: T, by: 1 | -1): T {
  return all[(all.indexOf(one) + by + all.length) % all.length] ?? one
}
