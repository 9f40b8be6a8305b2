import type {ScreenId} from '../../store/navigation/views.ts'
import {currentView} from '../../store/selectors.ts'
import type {State} from '../../store/state.ts'
import {ALWAYS, type Command, ON_SCREENS} from '../command.ts'

/** From one place to another. */
export const SCREEN_COMMANDS: readonly Command[] = [
  screen('graph', 'Graph of all features', ['1']),
  screen('rows', 'Rows of the chosen feature', ['2', 'g r']),
  screen('versions', 'Versions of the chosen feature', ['3', 'g v']),
  screen('increment', 'Increment of the chosen feature', ['4', 'g i']),
  screen('changes', 'Staged changes', ['5', 'p']),
  screen('stores', 'Metadata stores and who answers', ['6', 'g s']),
  {
    id: 'nav.back',
    title: 'Back to the place before',
    group: 'screens',
    keys: ['backspace'],
    contexts: ON_SCREENS,
    tier: 0,
    disabledReason: ({navigation}) => (navigation.at > 0 ? undefined : 'this is the first place'),
    run: actions => actions.goBack(),
  },
  {
    id: 'nav.forward',
    title: 'Forward again',
    group: 'screens',
    keys: ['\\'],
    contexts: ON_SCREENS,
    tier: 0,
    disabledReason: ({navigation}) =>
      navigation.at < navigation.views.length - 1 ? undefined : 'this is the last place',
    run: actions => actions.goForward(),
  },
  {
    id: 'nav.last',
    title: 'Between the last two places',
    group: 'screens',
    keys: ['-'],
    contexts: ON_SCREENS,
    tier: 0,
    disabledReason: ({navigation}) =>
      navigation.last === null ? 'there is only one place yet' : undefined,
    run: actions => actions.swapViews(),
  },
  {
    id: 'pane.next',
    title: 'Other pane',
    hint: 'pane',
    group: 'screens',
    keys: ['tab', 'shift+tab'],
    contexts: ON_SCREENS,
    tier: 0,
    disabledReason: ALWAYS,
    run: actions => actions.togglePane(),
  },
  {
    id: 'pane.zoom',
    title: 'Whole frame for this pane',
    group: 'screens',
    keys: ['+'],
    contexts: ON_SCREENS.filter(one => one !== 'graph'),
    tier: 0,
    disabledReason: ({navigation}) => (navigation.zoomed ? 'it has it already' : undefined),
    run: actions => actions.setZoomed(true),
  },
  {
    id: 'pane.unzoom',
    title: 'Panes side by side again',
    group: 'screens',
    keys: ['_'],
    contexts: ON_SCREENS.filter(one => one !== 'graph'),
    tier: 0,
    disabledReason: ({navigation}) => (navigation.zoomed ? undefined : 'they are'),
    run: actions => actions.setZoomed(false),
  },
]

function screen(id: ScreenId, title: string, keys: readonly string[]): Command {
  return {
    id: `screen.${id}`,
    title,
    group: 'screens',
    keys,
    contexts: ON_SCREENS,
    tier: 0,
    hint: id,
    disabledReason: state => needsFeature(state, id),
    run: actions => actions.showScreen(id),
  }
}

function needsFeature(state: State, screen: ScreenId): string | undefined {
  if (screen === 'graph' || screen === 'changes' || screen === 'stores') return undefined
  return currentView(state).feature === null ? 'no feature is chosen' : undefined
}
