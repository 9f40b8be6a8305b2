import {CancelledError} from '../../engine/index.ts'
import type {Context} from '../context.ts'
import {sayFailure} from '../log.ts'
import type {NewTask, State} from '../state.ts'
import {failed, type Loadable, loading, ready, shown} from './loadable.ts'

/** Where one answer is kept. */
export interface Slot<T> {
  readonly read: (state: State) => Loadable<T> | undefined
  readonly write: (state: State, loadable: Loadable<T>) => Partial<State>
  /** Lets go of an answer that came too late. */
  readonly discard?: (answer: T) => void
  /** What was known stays when it cannot be asked again; the message line says why. */
  readonly keepsLast?: boolean
}

/**
 * Asks a question and keeps its answer, unless the place has meanwhile been given to another question:
 * then the answer is late and dropped.
 *
 * @returns the answer; undefined when it failed, was cancelled or came too late.
 */
export async function load<T>(
  context: Context,
  slot: Slot<T>,
  task: NewTask,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const asked = loading(slot.read(context.get()), context.now())
  context.set(state => slot.write(state, asked))
  const isLate = () => slot.read(context.get()) !== asked
  try {
    const answer = await context.run(task, ask)
    if (isLate()) {
      slot.discard?.(answer)
      return undefined
    }
    context.set(state => slot.write(state, ready(answer, context.now())))
    return answer
  } catch (error) {
    if (isLate()) return undefined
    // Whoever stops looking again keeps what was there to look at.
    const previous = isCancelled(error) || slot.keepsLast === true ? shown(asked) : null
    if (previous !== null) sayFailure(context, error)
    const left = previous === null ? failed(error, context.now()) : ready(previous, context.now())
    context.set(state => slot.write(state, left))
    return undefined
  }
}

/** Whether a failure only says that somebody asked to stop. */
export function isCancelled(error: unknown): boolean {
  return error instanceof CancelledError
}
