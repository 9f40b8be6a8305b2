import {currentView, listLength} from '../store/selectors.ts'
import type {State} from '../store/state.ts'

const FORMATS = ['.parquet', '.csv', '.jsonl', '.arrow']

/** Why rows cannot be written to a file of this name; null when they can. */
export function exportProblem(file: string, state: State): string | null {
  const {screen} = currentView(state)
  if (screen !== 'rows' && screen !== 'increment') {
    return 'Only rows and increments can be written: 2 and 4 show them.'
  }
  if (listLength(state) === 0) return 'There are no rows.'
  const name = file.trim()
  const isKnown = FORMATS.some(format => name.endsWith(format) && name.length > format.length)
  return isKnown ? null : `The name has to end in ${FORMATS.join(' ')}.`
}
