import {currentIncrementView, currentRowsView, rowsViewKey} from '../selectors.ts'
import type {State} from '../state.ts'
import type {IncrementView, RowsView} from './views.ts'

/** Changes how rows are looked at: those of the current view, or of the place that is given. */
export function changeRowsView(
  state: State,
  change: (view: RowsView) => RowsView,
  place: RowsView | null = currentRowsView(state),
): Partial<State> {
  if (place === null) return {}
  const key = rowsViewKey(place.feature, place.sample)
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
