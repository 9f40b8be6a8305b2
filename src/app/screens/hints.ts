import type {KeyHint} from '../../components/KeyHints.tsx'
import type {ScreenId} from '../../store/navigation/views.ts'
import type {State} from '../../store/state.ts'
import type {Command} from '../command.ts'
import type {Keymap} from '../keymap.ts'
import {keyLabel} from './key-label.ts'

/** Always at the end, so that nobody is lost. */
const PINNED = ['help.palette', 'command.open', 'app.quit']

/** The most useful first; what cannot be done now makes room for the next. */
const HINTED: Readonly<Record<ScreenId, readonly string[]>> = {
  graph: [
    'item.open',
    'feature.versions',
    'feature.increment',
    'filter.open',
    'find.open',
    'graph.focus',
    'graph.layout',
    'go.upstream',
    'go.downstream',
    'screen.changes',
    'changes.undo',
    'view.refresh',
  ],
  rows: [
    'mark.toggle',
    'mark.range',
    'filter.open',
    'sort.cycle',
    'cols.system',
    'rows.deleted',
    'stage.softDelete',
    'stage.hardDelete',
    'stage.restore',
    'screen.changes',
    'export.open',
    'item.open',
    'rows.history',
    'changes.undo',
  ],
  versions: [
    'stage.rebase',
    'diff.pick',
    'diff.swap',
    'tab.next',
    'item.open',
    'pane.next',
    'screen.changes',
    'view.refresh',
    'copy.cell',
    'changes.undo',
  ],
  increment: [
    'tab.next',
    'mark.toggle',
    'filter.open',
    'sort.samples',
    'stage.softDelete',
    'export.open',
    'item.open',
    'screen.changes',
    'view.refresh',
    'changes.undo',
    'go.upstream',
  ],
  changes: [
    'changes.commit',
    'pane.next',
    'tab.next',
    'changes.include',
    'changes.unstage',
    'changes.undo',
    'view.refresh',
    'item.open',
    'rows.nextGroup',
    'changes.history',
    'changes.onlyMissing',
    'changes.save',
    'copy.cell',
  ],
  stores: [
    'stage.copy',
    'item.open',
    'pane.next',
    'screen.changes',
    'view.refresh',
    'copy.cell',
    'changes.undo',
  ],
}

/** The keys of this screen that do something now. */
export function keyHints(
  commands: readonly Command[],
  keymap: Keymap,
  screen: ScreenId,
  state: State,
): readonly KeyHint[] {
  return HINTED[screen].flatMap(id => {
    const command = commands.find(one => one.id === id)
    if (command === undefined || command.disabledReason(state) !== undefined) return []
    if (id === 'screen.changes' && state.changes.staged.length === 0) return []
    return hintOf(command, keymap)
  })
}

export function pinnedHints(
  commands: readonly Command[],
  keymap: Keymap,
  screen: ScreenId,
  short: boolean,
): readonly KeyHint[] {
  return commands
    .filter(({id, contexts}) => PINNED.includes(id) && contexts.includes(screen))
    .flatMap(command =>
      hintOf(command, keymap).map(hint => (short ? {...hint, label: '', shortLabel: ''} : hint)),
    )
}

function hintOf(command: Command, keymap: Keymap): readonly KeyHint[] {
  const [key] = keymap.keysOf(command)
  if (key === undefined || command.hint === undefined) return []
  return [{keys: keyLabel(key), label: command.hint}]
}
