import type {Context} from '../context.ts'
import {initialRowsView} from '../initial-state.ts'
import {sampleKey} from '../sample-key.ts'
import {currentView, rowUnderCursor} from '../selectors.ts'
import {load} from './load.ts'
import {MISSING} from './loadable.ts'
import {readRequest} from './open-rows.ts'

const TITLE = 'reading the history of a sample'
/** Enough to see how a sample came to be; `H` lists all of them. */
const ROWS = 20

/** Asks for the stored rows of the sample under the cursor, once the cursor has come to rest. */
export function loadHistory(context: Context): void {
  const state = context.get()
  const {screen, feature, sample} = currentView(state)
  const found = rowUnderCursor(state)
  if (screen !== 'rows' || feature === null || sample !== null || found === null) return
  const question = `${feature} ${sampleKey(found.id)}`
  if (state.loading.history?.question === question) return
  context.cancel(task => task.title === TITLE)
  context.set(({loading}) => ({loading: {...loading, history: {question, answer: MISSING}}}))
  void load(
    context,
    {
      read: ({loading}) =>
        loading.history?.question === question ? loading.history.answer : undefined,
      write: ({loading}, answer) =>
        loading.history?.question === question
          ? {loading: {...loading, history: {question, answer}}}
          : {},
    },
    {title: TITLE, screen: null},
    async signal => {
      await context.pause(signal)
      const request = readRequest(initialRowsView(feature, found.id))
      return context.project.read({...request, limit: ROWS}, {signal})
    },
  )
}
