import type {Context} from '../context.ts'
import {load} from './load.ts'
import {type Loadable, MISSING, shown} from './loadable.ts'
import type {Detail, Loading} from './loading-state.ts'

/** Where the answer about one thing at a time is kept: that of the cursor, the feature, the finder. */
export interface DetailSlot<T> {
  readonly read: (loading: Loading) => Detail<T> | null
  readonly write: (loading: Loading, detail: Detail<T>) => Loading
  /** What is running while it is asked for; the same for every question. */
  readonly title: string
}

/**
 * Asks about another thing than before, once the person has come to rest on it; the question before is
 * given up. A question that was asked already is not asked again.
 */
export function loadDetail<T>(
  context: Context,
  slot: DetailSlot<T>,
  question: string,
  ask: (signal: AbortSignal) => Promise<T>,
): void {
  const isStill = (loading: Loading) => slot.read(loading)?.question === question
  const keep = (answer: Loadable<T>) => (loading: Loading) =>
    slot.write(loading, {question, answer})
  if (isStill(context.get().loading)) return
  context.cancel(task => task.title === slot.title)
  context.set(({loading}) => ({loading: keep(MISSING)(loading)}))
  void load(
    context,
    {
      read: ({loading}) => (isStill(loading) ? slot.read(loading)?.answer : undefined),
      write: ({loading}, answer) => (isStill(loading) ? {loading: keep(answer)(loading)} : {}),
    },
    {title: slot.title, screen: null},
    async signal => {
      await context.pause(signal)
      return ask(signal)
    },
  )
}

/** The answer to this question, as far as it is there. */
export function answerTo<T>(detail: Detail<T> | null, question: string): T | null {
  return detail?.question === question ? shown(detail.answer) : null
}
