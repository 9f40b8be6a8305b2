import {createStore, type StoreApi} from 'zustand/vanilla'
import {CancelledError, type Change, type Project} from '../engine/index.ts'
import {type Actions, createActions} from './actions.ts'
import type {Context} from './context.ts'
import {createFollower} from './follow.ts'
import {INITIAL_STATE} from './initial-state.ts'
import type {State} from './state.ts'
import {createTaskRunner} from './tasks.ts'

export interface AppStateOptions {
  readonly project: Project
  /** Microseconds since 1970, UTC. */
  readonly now: () => bigint
  /** The command line that does the same as a change. */
  readonly commandOf: (change: Change) => string
  /** How long the cursor rests before details are asked for; default 50. */
  readonly restMs?: number
}

/** What is known, what was decided, and everything that can be done about it. */
export interface AppState {
  readonly project: Project
  readonly get: () => State
  readonly subscribe: (listener: (state: State, before: State) => void) => () => void
  readonly actions: Actions
  /** Resolves when nothing runs and nothing more is wanted. */
  readonly whenIdle: () => Promise<void>
  /** Stops everything that runs; the project stays open. */
  readonly stop: () => Promise<void>
}

/** The state of the program over one open project; asks by itself for what the shown screen needs. */
export function createAppState({project, now, commandOf, restMs = 50}: AppStateOptions): AppState {
  const state = createStore<State>(() => ({...INITIAL_STATE, storeChain: project.storeChain}))
  const get = state.getState
  const set: Context['set'] = change => state.setState(change)
  const tasks = createTaskRunner({get, set, now})
  const context: Context = {project, now, commandOf, get, set, ...tasks, pause: rest(restMs)}
  const follower = createFollower(context)
  const unfollow = state.subscribe(follower.schedule)
  follower.schedule()

  return {
    project,
    get,
    subscribe: state.subscribe,
    actions: createActions(context),
    whenIdle: () => quiet(state, follower.isScheduled),
    stop: async () => {
      unfollow()
      tasks.cancel(() => true)
      await quiet(state, () => false)
    },
  }
}

/** Resolves when no task runs, and what ended last has not led to anything new. */
async function quiet(state: StoreApi<State>, isMoreWanted: () => boolean): Promise<void> {
  const isRunning = () => state.getState().tasks.length > 0
  do {
    if (isRunning()) await nextChange(state)
    await new Promise(resolve => setTimeout(resolve, 0))
  } while (isRunning() || isMoreWanted())
}

function nextChange(state: StoreApi<State>): Promise<void> {
  return new Promise(resolve => {
    const unsubscribe = state.subscribe(() => {
      unsubscribe()
      resolve()
    })
  })
}

function rest(milliseconds: number): Context['pause'] {
  return signal =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, milliseconds)
      signal.addEventListener('abort', () => {
        clearTimeout(timer)
        reject(new CancelledError())
      })
    })
}
