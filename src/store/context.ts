import type {Change, Project} from '../engine/index.ts'
import type {NewTask, State} from './state.ts'

/** What every part of the state layer works with. */
export interface Context {
  readonly project: Project
  /** Microseconds since 1970, UTC. */
  readonly now: () => bigint
  readonly get: () => State
  readonly set: (change: (state: State) => Partial<State>) => void
  /** Runs work that can be cancelled and is seen while it runs. */
  readonly run: <T>(task: NewTask, work: (signal: AbortSignal) => Promise<T>) => Promise<T>
  /** Asks the chosen tasks to stop; true when there was one. */
  readonly cancel: (chosen: (task: NewTask) => boolean) => boolean
  /** The command line that does the same as a change; the journal keeps it. */
  readonly commandOf: (change: Change) => string
  /** Waits before details are asked for, so that a held key asks once. */
  readonly pause: (signal: AbortSignal) => Promise<void>
}
