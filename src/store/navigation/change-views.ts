import {currentIncrementView, currentRowsView, rowsViewKey} from '../selectors.ts'
import type {State} from '../state.ts'
import {currentVersionsView} from '../versions.ts'
import type {IncrementView, RowsView, VersionsView} from './views.ts'

/** Changes how rows are looked at: those of the current view, or of the place that is given. */
export function changeRowsView(
  state: State,
  change: (view: RowsView) => RowsView,
  place: RowsView | null = currentRowsView(state),
): Partial<State> {
  if (place === null) return {}
  const key = rowsViewKey(place.feature, place.sample, place.version)
  const view = state.rowsViews.get(key) ?? place
  return {rowsViews: new Map(state.rowsViews).set(key, change(view))}
}

/** Changes how an increment is looked at: that of the current view, or of the place that is given. */
export function changeIncrementView(
  state: State,
  change: (view: IncrementView) => IncrementView,
  place: IncrementView | null = currentIncrementView(state),
): Partial<State> {
  if (place === null) return {}
  const view = state.incrementViews.get(place.feature) ?? place
  return {incrementViews: new Map(state.incrementViews).set(place.feature, change(view))}
}

/** Changes how the versions of the chosen feature are looked at. */
export function changeVersionsView(
  state: State,
  change: (view: VersionsView) => VersionsView,
): Partial<State> {
  const view = currentVersionsView(state)
  if (view === null) return {}
  return {versionsViews: new Map(state.versionsViews).set(view.feature, change(view))}
}
