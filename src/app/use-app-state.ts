import {createContext, useContext, useRef, useSyncExternalStore} from 'react'
import type {AppState} from '../store/app-state.ts'
import type {State} from '../store/state.ts'
import type {Keymap} from './keymap.ts'

/** What every screen can reach: the state, and which key does what. */
export interface AppWorld {
  readonly appState: AppState
  readonly keymap: Keymap
  /** Microseconds since 1970, UTC. */
  readonly now: () => bigint
}

export const AppWorldContext = createContext<AppWorld | null>(null)

export function useAppWorld(): AppWorld {
  const world = useContext(AppWorldContext)
  if (world === null) throw new Error('A screen is only drawn inside the App.')
  return world
}

/** A part of the state; `select` gives the same object back as long as that part is unchanged. */
export function useAppState<T>(select: (state: State) => T): T {
  const {appState} = useAppWorld()
  return useSyncExternalStore(appState.subscribe, () => select(appState.get()))
}

/**
 * What can be derived from the state, as plain data: it counts as unchanged while it reads the same, so
 * that nothing is drawn anew for what nobody sees.
 */
export function useDerived<T>(derive: (state: State) => T): T {
  const known = useRef<{readonly value: T; readonly text: string} | null>(null)
  return useAppState(state => {
    const value = derive(state)
    const text = JSON.stringify(value)
    if (known.current?.text !== text) known.current = {value, text}
    return known.current.value
  })
}
