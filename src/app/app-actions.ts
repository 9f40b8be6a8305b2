import {mkdir} from 'node:fs/promises'
import {dirname, resolve} from 'node:path'
import {textFieldReducer} from '../components/TextField/text-field-state.ts'
import type {FeatureKey} from '../engine/index.ts'
import type {AppState} from '../store/app-state.ts'
import {topPopup} from '../store/navigation/popup-actions.ts'
import {currentView} from '../store/selectors.ts'
import {acceptPopup} from './accept.ts'
import {clipboardSequence} from './clipboard.ts'
import type {AppActions, Command} from './command.ts'
import {commitPopup} from './commit-popup.ts'
import {graphMove, otherLayout} from './graph-moves.ts'
import {completion} from './line-commands/read-line.ts'
import {popupLength} from './popup-length.ts'

/** The program around the state: its terminal and its end. */
export interface Host {
  readonly quit: () => void
  readonly suspend: () => void
  readonly redraw: () => void
  /** Bytes to the terminal, beside the frames. */
  readonly write: (bytes: string) => void
  readonly size: () => {readonly columns: number; readonly rows: number}
  readonly env: Readonly<Record<string, string | undefined>>
  /** What relative file names are relative to. */
  readonly directory: string
}

/** Two Ctrl+C within this time always quit. */
const TWICE_MICROS = 1_000_000n

export function createAppActions(
  appState: AppState,
  host: Host,
  commands: readonly Command[],
  now: () => bigint,
  runCommand: (id: string) => void,
): AppActions {
  const {actions: state, get} = appState
  let interruptedAt: bigint | null = null

  const goToFeature = (feature: FeatureKey) => {
    const {screen} = currentView(get())
    if (screen === 'graph') state.select(feature, null)
    else state.showFeature(feature, screen === 'changes' || screen === 'stores' ? 'rows' : screen)
  }

  const actions: AppActions = {
    ...state,
    get,
    quit: host.quit,
    suspend: host.suspend,
    redraw: host.redraw,
    runCommand,
    path: file => resolve(host.directory, file),
    copy: (what, text) => {
      const sequence = clipboardSequence(text, host.env)
      if (sequence === null) {
        state.say('warning', `The ${what} is too long for the clipboard of a terminal.`)
        return
      }
      host.write(sequence)
      state.say('done', `${what} sent to the clipboard of the terminal (OSC 52)`)
    },
    moveInGraph: move => {
      const next = graphMove(get(), move, host.size())
      if (next !== undefined) state.select(next.feature, next.field ?? null)
    },
    toggleLayout: () => {
      const layout = otherLayout(get(), host.size())
      state.changeGraphView(view => ({...view, layout}))
    },
    goToFeature,
    goAlong: ([first, ...others]) => {
      if (first === undefined) return
      goToFeature(first)
      if (others.length > 0) state.say('info', `also: ${others.join(', ')}`)
    },
    movePopup: by => state.movePopup(by, popupLength(get(), commands, host.size())),
    accept: () => acceptPopup(actions, commands),
    complete: () => {
      const popup = topPopup(get())
      if (popup?.kind !== 'command-line') return
      const text = popup.field.text + completion(popup.field.text, get())
      state.setField(textFieldReducer(popup.field, {kind: 'set', text}))
    },
    openCommit: () => {
      const popup = commitPopup(get(), host.directory, now())
      if (popup !== null) state.openPopup(popup)
    },
    commitTyped: async () => {
      const popup = topPopup(get())
      if (popup?.kind !== 'commit-phrase') return
      const file = popup.backup?.wanted ? popup.backup.file : undefined
      state.closePopup()
      if (file !== undefined) await mkdir(dirname(file), {recursive: true})
      await state.commit(file)
    },
    interrupt: () => {
      const isTwice = interruptedAt !== null && now() - interruptedAt < TWICE_MICROS
      interruptedAt = now()
      if (isTwice || !state.cancelAll()) host.quit()
      else state.say('info', 'stopped; Ctrl+C again quits')
    },
  }
  return actions
}
