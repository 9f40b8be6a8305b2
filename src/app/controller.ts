import {textFieldReducer} from '../components/TextField/text-field-state.ts'
import type {AppState} from '../store/app-state.ts'
import {isCancelled} from '../store/loading/load.ts'
import {asError} from '../store/loading/loadable.ts'
import {topPopup} from '../store/navigation/popup-actions.ts'
import {isTypedPopup} from '../store/navigation/popups.ts'
import {currentView} from '../store/selectors.ts'
import type {AppActions, Command, ContextName} from './command.ts'
import {fieldAction} from './field-keys.ts'
import {filterProblem} from './filter-problem.ts'
import type {InputEvent} from './input.ts'
import type {Keymap} from './keymap.ts'
import {looksPasted} from './looks-pasted.ts'
import {errorText} from './screens/error-text.ts'

export interface ControllerOptions {
  readonly appState: AppState
  readonly actions: AppActions
  readonly keymap: Keymap
  /** Told of every command that ran, by key or otherwise. */
  readonly onCommand?: ((id: string) => void) | undefined
}

export interface Controller {
  readonly take: (events: readonly InputEvent[]) => void
  /** Runs a command if it can be run, and says why when it cannot. */
  readonly run: (command: Command) => void
  readonly close: () => void
}

/** How long a person hesitates before the possible next keys are listed. */
const HESITATION_MS = 400

/** What writes wants a key press of its own. */
const CONFIRMING: ReadonlySet<string> = new Set(['commit.confirm', 'commit.typed'])

/** From a key to what it does: text fields first, then what lies on top, then the screen. */
export function createController({
  appState,
  actions,
  keymap,
  onCommand,
}: ControllerOptions): Controller {
  let hesitation: NodeJS.Timeout | undefined

  function take(events: readonly InputEvent[]): void {
    if ((!isTyping() || isPhrase()) && looksPasted(events)) {
      actions.say('warning', 'That looks like pasted text; it was ignored.')
      return
    }
    for (const event of events) {
      if (event.kind === 'paste') paste(event.text)
      else press(event)
    }
  }

  function paste(text: string): void {
    if (isPhrase()) actions.say('warning', 'Pasted text was ignored: the phrase has to be typed.')
    else if (isTyping()) type({kind: 'insert', text})
    else actions.say('warning', 'Pasted text was ignored: no field is open.')
  }

  function press({key, text, alone}: Extract<InputEvent, {kind: 'key'}>): void {
    const edit = isTyping() ? fieldAction(key, text) : undefined
    const context = contextNow()
    const prefix = appState.get().prefix?.key ?? ''
    const keys = prefix === '' ? key : `${prefix} ${key}`
    forgetPrefix()
    // In a field what types is text; the rest is the popup's when it wants it, else the field's.
    const command = edit?.kind === 'insert' ? undefined : keymap.find(context, keys)
    if (command !== undefined) {
      if (CONFIRMING.has(command.id) && !alone) sayNotAlone(key)
      else run(command)
    } else if (edit !== undefined) type(edit)
    else if (prefix !== '' && key !== 'esc') actions.say('info', `${keys} is no key here`)
    else if (keymap.after(context, key).length > 0) waitForNext(key)
  }

  /** A burst may have been typed before the dialog could be read. */
  function sayNotAlone(key: string): void {
    actions.say('warning', `${key} came together with other keys; press it once more to commit.`)
  }

  function run(command: Command): void {
    const reason = command.disabledReason(appState.get())
    if (reason !== undefined) {
      actions.say('info', `${(command.hint ?? command.title).replace('…', '')}: off, ${reason}`)
      return
    }
    const {shown} = appState.get().log
    if (shown?.tone === 'info') actions.dismiss(shown.id)
    onCommand?.(command.id)
    Promise.resolve(command.run(actions)).catch(error => {
      if (!isCancelled(error)) actions.say('error', errorText(asError(error)))
    })
  }

  function type(action: Parameters<typeof textFieldReducer>[1]): void {
    const popup = topPopup(appState.get())
    if (popup === null || !isTypedPopup(popup)) return
    const field = textFieldReducer(popup.field, action)
    if (field === popup.field) return
    actions.setField(field)
    const problem = popup.kind === 'filter' ? filterProblem(appState.get(), field.text) : null
    if (problem !== null) actions.setProblem(problem)
  }

  function isTyping(): boolean {
    const popup = topPopup(appState.get())
    return popup !== null && isTypedPopup(popup)
  }

  function isPhrase(): boolean {
    return topPopup(appState.get())?.kind === 'commit-phrase'
  }

  function contextNow(): ContextName {
    const state = appState.get()
    return topPopup(state)?.kind ?? currentView(state).screen
  }

  function waitForNext(key: string): void {
    actions.setPrefix({key, listed: false})
    hesitation = setTimeout(() => actions.setPrefix({key, listed: true}), HESITATION_MS)
  }

  function forgetPrefix(): void {
    clearTimeout(hesitation)
    if (appState.get().prefix !== null) actions.setPrefix(null)
  }

  return {take, run, close: () => clearTimeout(hesitation)}
}
