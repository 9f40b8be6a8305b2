import {emptyField} from '../../store/navigation/popups.ts'
import {currentView} from '../../store/selectors.ts'
import type {AppActions, Command} from '../command.ts'
import {ALWAYS, IN_POPUPS, ON_SCREENS} from '../command.ts'
import {goBackOneStep} from './back.ts'

/** What works everywhere. */
export const GENERAL: readonly Command[] = [
  {
    id: 'help.palette',
    title: 'Search all actions',
    group: 'general',
    keys: ['?'],
    contexts: ON_SCREENS,
    tier: 0,
    hint: 'actions',
    disabledReason: ALWAYS,
    run: actions => openList(actions, 'palette', false),
  },
  {
    id: 'command.open',
    title: 'Type a command',
    group: 'general',
    keys: [':'],
    contexts: ON_SCREENS,
    tier: 0,
    hint: 'command',
    disabledReason: ALWAYS,
    run: actions =>
      actions.openPopup({
        kind: 'command-line',
        field: emptyField(actions.get().entered.get('command-line')),
        problem: null,
      }),
  },
  {
    id: 'find.open',
    title: 'Find a feature, a field or an id',
    group: 'general',
    keys: ['ctrl+p'],
    contexts: ON_SCREENS,
    tier: 0,
    hint: 'find',
    disabledReason: ALWAYS,
    run: actions => openList(actions, 'finder', false),
  },
  {
    id: 'find.feature',
    title: 'Go to a feature',
    group: 'general',
    keys: ['g f'],
    contexts: ON_SCREENS,
    tier: 0,
    disabledReason: ALWAYS,
    run: actions => openList(actions, 'finder', true),
  },
  {
    id: 'ui.back',
    title: 'Stop what runs, clear the filter, clear the marks, or go back',
    group: 'general',
    keys: ['esc'],
    contexts: ON_SCREENS,
    tier: 0,
    disabledReason: ALWAYS,
    run: goBackOneStep,
  },
  {
    id: 'view.refresh',
    title: 'Read again what is shown',
    group: 'general',
    keys: ['r'],
    contexts: ON_SCREENS,
    tier: 0,
    hint: 'again',
    disabledReason: ALWAYS,
    run: actions =>
      currentView(actions.get()).screen === 'changes' ? actions.previewAgain() : actions.refresh(),
  },
  {
    id: 'time.format',
    title: 'Times in UTC, local or relative',
    group: 'general',
    keys: ['T'],
    contexts: ON_SCREENS,
    tier: 0,
    disabledReason: ALWAYS,
    run: actions => {
      actions.cycleTimeFormat()
      actions.say('info', `times: ${actions.get().timeFormat}`)
    },
  },
  {
    id: 'task.cancel',
    title: 'Stop what runs, else quit',
    group: 'general',
    keys: ['ctrl+c'],
    contexts: [...ON_SCREENS, ...IN_POPUPS],
    tier: 0,
    disabledReason: ALWAYS,
    run: actions => actions.interrupt(),
  },
  {
    id: 'app.suspend',
    title: 'Suspend the program',
    group: 'general',
    keys: ['ctrl+z'],
    contexts: [...ON_SCREENS, ...IN_POPUPS],
    tier: 0,
    disabledReason: ALWAYS,
    run: actions => actions.suspend(),
  },
  {
    id: 'ui.redraw',
    title: 'Draw the screen anew',
    group: 'general',
    keys: ['ctrl+l'],
    contexts: [...ON_SCREENS, ...IN_POPUPS],
    tier: 0,
    disabledReason: ALWAYS,
    run: actions => actions.redraw(),
  },
  {
    id: 'app.quit',
    title: 'Quit',
    group: 'general',
    keys: ['q'],
    contexts: ON_SCREENS,
    tier: 0,
    hint: 'quit',
    disabledReason: ALWAYS,
    run: actions => {
      const {changes, tasks} = actions.get()
      const asks = changes.staged.length > 0 || tasks.some(({writes}) => writes)
      if (asks) actions.openPopup({kind: 'quit'})
      else actions.quit()
    },
  },
]

function openList(actions: AppActions, kind: 'palette' | 'finder', featuresOnly: boolean): void {
  actions.openPopup({kind, field: emptyField(), index: 0, featuresOnly})
}
