import {parseFilter} from '../engine/index.ts'
import {problemOfFilter} from '../store/loading/refused-filter.ts'
import type {FieldProblem} from '../store/navigation/popups.ts'
import {currentView} from '../store/selectors.ts'
import type {State} from '../store/state.ts'

/** What is wrong with a filter as far as it is typed; its columns are judged when it is applied. */
export function filterProblem(state: State, text: string): FieldProblem | null {
  if (currentView(state).screen === 'graph' || text.trim() === '') return null
  try {
    parseFilter(text)
    return null
  } catch (error) {
    return problemOfFilter(error, text)
  }
}
