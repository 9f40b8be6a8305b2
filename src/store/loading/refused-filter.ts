import {type FeatureKey, MetaxyError} from '../../engine/index.ts'
import type {Context} from '../context.ts'
import {type FieldProblem, fieldWith} from '../navigation/popups.ts'
import type {ScreenId} from '../navigation/views.ts'
import {currentView} from '../selectors.ts'

/** Opens a filter that cannot be used for correction, if the person is still where it was given. */
export function reopenFilter(
  {get, set}: Context,
  place: {readonly screen: ScreenId; readonly feature: FeatureKey},
  filter: string,
  error: unknown,
): void {
  const state = get()
  const {screen, feature} = currentView(state)
  const isThere = screen === place.screen && feature === place.feature
  const problem = problemOfFilter(error, filter)
  if (problem === null || !isThere || state.popups.length > 0) return
  const field = fieldWith(filter, state.entered.get('filter'))
  set(() => ({popups: [{kind: 'filter', field, problem}]}))
}

/** What is wrong with a filter and where; null when the error is about something else. */
export function problemOfFilter(error: unknown, filter: string): FieldProblem | null {
  if (!(error instanceof MetaxyError) || error.code !== 'INVALID_FILTER') return null
  const {position, reason} = error.details
  return {
    message: typeof reason === 'string' ? reason : error.message,
    position: typeof position === 'number' ? position : filter.length,
  }
}
