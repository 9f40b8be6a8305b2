import {DEFAULT_COLUMNS} from '../../store/navigation/columns.ts'
import {topPopup} from '../../store/navigation/popup-actions.ts'
import type {PopupKind} from '../../store/navigation/popups.ts'
import type {State} from '../../store/state.ts'
import {ALWAYS, type Command, IN_POPUPS} from '../command.ts'
import {moveChosenColumn, toggleChosenColumn} from './column-picker.ts'

const PAGE = 10

/** What lies over the screen, and takes the keys while it does. */
export const DIALOGS: readonly Command[] = [
  {
    ...dialog('popup.close', 'Close', ['esc'], IN_POPUPS),
    run: actions => actions.closePopup(),
  },
  {
    ...dialog(
      'popup.accept',
      'Press the focused button, or take what is typed or chosen',
      ['enter'],
      IN_POPUPS.filter(popup => popup !== 'commit-phrase'),
    ),
    run: actions => actions.accept(),
  },
  {
    ...dialog('popup.complete', 'Complete what is typed', ['tab'], ['command-line']),
    run: actions => actions.complete(),
  },
  ...moving('popup', ['palette', 'finder'], {next: ['down', 'ctrl+n'], previous: ['up']}),
  ...moving('lines', ['columns', 'cell'], {next: ['down', 'j'], previous: ['up', 'k']}),
  {
    ...dialog('columns.toggle', 'Show or hide the column', ['space'], ['columns']),
    run: toggleChosenColumn,
  },
  {
    ...dialog('columns.later', 'Further to the right', ['J', 'right'], ['columns']),
    run: actions => moveChosenColumn(actions, 1),
  },
  {
    ...dialog('columns.earlier', 'Further to the left', ['K', 'left'], ['columns']),
    run: actions => moveChosenColumn(actions, -1),
  },
  {
    ...dialog('columns.reset', 'As they were at first', ['r'], ['columns']),
    run: actions => actions.changeColumns(() => DEFAULT_COLUMNS),
  },
  {
    ...dialog('commit.confirm', 'Commit', ['y'], ['commit']),
    tier: 2,
    run: actions => {
      actions.closePopup()
      return actions.commit()
    },
  },
  {
    ...dialog('commit.typed', 'Commit what cannot be undone', ['enter'], ['commit-phrase']),
    tier: 3,
    disabledReason: phraseReason,
    run: actions => actions.commitTyped(),
  },
  {
    ...dialog('commit.backup', 'With a backup first, or without', ['tab'], ['commit-phrase']),
    disabledReason: state => {
      const popup = topPopup(state)
      const isOffered = popup?.kind === 'commit-phrase' && popup.backup !== null
      return isOffered ? undefined : 'a backup takes the rows of one change: exclude the others'
    },
    run: actions => actions.toggleBackup(),
  },
  {
    ...dialog('quit.confirm', 'Quit, staged changes are lost', ['y'], ['quit']),
    run: actions => actions.quit(),
  },
  {
    ...dialog('marks.all', 'Stage all marked rows', ['y'], ['hidden-marks']),
    tier: 1,
    run: actions => {
      const popup = topPopup(actions.get())
      actions.closePopup()
      if (popup?.kind === 'hidden-marks') actions.stageMarks(popup.change, 'all')
    },
  },
  {
    ...dialog('marks.unhidden', 'Stage only those of this filter', ['n'], ['hidden-marks']),
    tier: 1,
    run: actions => {
      const popup = topPopup(actions.get())
      actions.closePopup()
      if (popup?.kind === 'hidden-marks') actions.stageMarks(popup.change, 'unhidden')
    },
  },
]

function phraseReason(state: State): string | undefined {
  const popup = topPopup(state)
  if (popup?.kind !== 'commit-phrase') return 'there is no phrase to type'
  return popup.field.text.trim() === popup.phrase ? undefined : `type ${popup.phrase} first`
}

function dialog(
  id: string,
  title: string,
  keys: readonly string[],
  contexts: readonly PopupKind[],
): Omit<Command, 'run'> {
  return {id, title, group: 'dialogs', keys, contexts, tier: 0, disabledReason: ALWAYS}
}

function moving(
  id: string,
  contexts: readonly PopupKind[],
  {next, previous}: {readonly next: readonly string[]; readonly previous: readonly string[]},
): readonly Command[] {
  const to = (name: string, title: string, keys: readonly string[], by: number): Command => ({
    ...dialog(`${id}.${name}`, title, keys, contexts),
    run: actions => actions.movePopup(by),
  })
  return [
    to('next', 'Next line', next, 1),
    to('previous', 'Previous line', previous, -1),
    to('pageDown', 'Some lines down', ['pagedown', 'ctrl+f'], PAGE),
    to('pageUp', 'Some lines up', ['pageup', 'ctrl+b'], -PAGE),
  ]
}
