import type {Change} from '../../engine/index.ts'
import type {Context} from '../context.ts'
import {asError} from '../loading/loadable.ts'
import type {State} from '../state.ts'
import type {PendingChanges} from './changes-state.ts'

const TITLE = 'previewing the changes'

/** Works out what the changes would do; a preview of an earlier list that still runs is given up. */
export async function previewChanges(context: Context, changes: readonly Change[]): Promise<void> {
  context.cancel(task => task.title === TITLE)
  if (changes.length === 0) {
    context.set(state => withPending(state, {status: 'none'}))
    return
  }
  const asked: PendingChanges = {status: 'previewing', changes, sinceMicros: context.now()}
  const isLate = () => context.get().changes.pending !== asked
  context.set(state => withPending(state, asked))
  try {
    const preview = await context.run({title: TITLE, screen: 'changes'}, signal =>
      context.project.preview(changes, {signal}),
    )
    if (!isLate()) context.set(state => withPending(state, {status: 'previewed', preview}))
  } catch (error) {
    if (isLate()) return
    const failure = {status: 'failed', during: 'preview', error: asError(error)} as const
    context.set(state => withPending(state, failure))
  }
}

export function withPending({changes}: State, pending: PendingChanges): Partial<State> {
  return {changes: {...changes, pending}}
}
