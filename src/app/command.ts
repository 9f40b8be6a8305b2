import type {FeatureKey} from '../engine/index.ts'
import type {Actions} from '../store/actions.ts'
import type {PopupKind} from '../store/navigation/popups.ts'
import {SCREENS, type ScreenId} from '../store/navigation/views.ts'
import type {State} from '../store/state.ts'

/** Where keys are pressed: on a screen, or in what lies over it. */
export type ContextName = ScreenId | PopupKind

export type CommandGroup =
  | 'general'
  | 'screens'
  | 'move'
  | 'list'
  | 'graph'
  | 'rows'
  | 'versions'
  | 'changes'
  | 'copy'
  | 'dialogs'

/** One thing that can be done: its key, its help, its line in the palette and what it does. */
export interface Command {
  /** `rows.deleted`: unique, and what a remapping names. */
  readonly id: string
  readonly title: string
  readonly group: CommandGroup
  /** Each as pressed: `j`, `ctrl+d`, `g g`. */
  readonly keys: readonly string[]
  readonly contexts: readonly ContextName[]
  /** 0 looks, 1 stages, 2 writes what can be undone, 3 what cannot (screens.md §4.3). */
  readonly tier: 0 | 1 | 2 | 3
  /** A word for the hints at the bottom; without one it is not hinted. */
  readonly hint?: string
  /** Why it cannot be done now; undefined when it can. */
  readonly disabledReason: (state: State) => string | undefined
  readonly run: (actions: AppActions) => void | Promise<void>
}

/** Everything that commands can do: to the state, and to the program around it. */
export interface AppActions extends Omit<Actions, 'movePopup'> {
  readonly get: () => State
  readonly quit: () => void
  /** Hands the terminal back to the shell until the program is continued. */
  readonly suspend: () => void
  readonly redraw: () => void
  /** Sends a text to the clipboard of the terminal; `what` is said. */
  readonly copy: (what: string, text: string) => void
  readonly moveInGraph: (move: GraphMove) => void
  readonly toggleLayout: () => void
  /** Shows a feature the way the current screen shows one. */
  readonly goToFeature: (feature: FeatureKey) => void
  /** To the first of these features; the others are named. */
  readonly goAlong: (features: readonly FeatureKey[]) => void
  /** Does what a key of this command would do. */
  readonly runCommand: (id: string) => void
  /** A file name that a person typed, as an absolute path. */
  readonly path: (file: string) => string
  /** Moves through the list, or the lines, of the popup on top. */
  readonly movePopup: (by: number) => void
  /** Does what the popup on top is there for. */
  readonly accept: () => void | Promise<void>
  readonly complete: () => void
  /** Asks the last question before the commit, by what is at stake. */
  readonly openCommit: () => void
  /** Commits what the phrase was typed for, with the backup that is wanted. */
  readonly commitTyped: () => Promise<void>
  /** Stops what runs; quits when nothing does, or when asked twice within a second. */
  readonly interrupt: () => void
}

export type Direction = 'left' | 'right' | 'up' | 'down'
export type GraphMove = Direction | 'first' | 'last'

export const ON_SCREENS: readonly ContextName[] = SCREENS

export const IN_POPUPS: readonly PopupKind[] = [
  'filter',
  'export',
  'command-line',
  'palette',
  'finder',
  'columns',
  'cell',
  'commit',
  'commit-phrase',
  'quit',
  'hidden-marks',
]

export const ALWAYS = (): undefined => undefined
