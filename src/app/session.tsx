import type {Project} from '../engine/index.ts'
import {createAppState} from '../store/app-state.ts'
import {asError} from '../store/loading/loadable.ts'
import {App} from './App.tsx'
import {createAppActions, type Host} from './app-actions.ts'
import {COMMANDS} from './commands.ts'
import {createController} from './controller.ts'
import {commandOf} from './headless/change/command-text.ts'
import type {InputEvent} from './input.ts'
import {createKeymap} from './keymap.ts'
import {errorText} from './screens/error-text.ts'
import type {SessionParts} from './session-parts.ts'
import {readSettings} from './settings.ts'

/** An open project on the screen. */
export interface Session {
  readonly take: (events: readonly InputEvent[]) => void
  /** Stops what runs and lets go of the project. */
  readonly close: () => Promise<void>
}

/** Shows an open project; from here on the screen is the App's, and closing the project the session's. */
export function startSession(parts: SessionParts, project: Project): Session {
  const {request, theme, surroundings, ink, terminal, quit} = parts
  const {env, now} = request.options
  const appState = createAppState({
    project,
    now,
    commandOf: change => commandOf(change, project.storeChain[0]?.name),
  })
  surroundings.onState?.(appState)
  const settings = readSettings(env)
  const keymap = createKeymap(COMMANDS, settings.keys)

  let lendScreen: (work: () => Promise<void>) => Promise<void> = work => work()
  let isLent = false
  const world = {appState, keymap, now}
  const tree = <App world={world} theme={theme} onScreen={lend => (lendScreen = lend)} />
  const host: Host = {
    quit: () => quit(0),
    suspend: () => {
      if (isLent) return
      isLent = true
      lendScreen(() => terminal.lend(surroundings.stop))
        .catch(error => actions.say('error', errorText(asError(error))))
        .finally(() => {
          isLent = false
        })
    },
    redraw: () => {
      ink.clear()
      ink.rerender(tree)
    },
    write: bytes => void surroundings.stdout.write(bytes),
    size: () => ({columns: surroundings.stdout.columns, rows: surroundings.stdout.rows}),
    env,
    directory: request.directory,
  }
  const actions = createAppActions(appState, host, COMMANDS, now, id => {
    const command = COMMANDS.find(one => one.id === id)
    if (command !== undefined) controller.run(command)
  })
  const controller = createController({
    appState,
    actions,
    keymap,
    onCommand: surroundings.onCommand,
  })

  ink.rerender(tree)
  const problems = [
    ...settings.problems,
    ...keymap.problems,
    ...project.warnings.map(({message}) => message),
  ]
  for (const text of problems) actions.say('warning', text)
  if (request.notice !== undefined) actions.say('info', request.notice)

  return {
    take: controller.take,
    close: async () => {
      controller.close()
      await appState.stop()
      await project.close()
    },
  }
}
