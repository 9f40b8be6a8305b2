import type {KeyHint} from '../../components/KeyHints.tsx'
import type {ScreenId} from '../../store/navigation/views.ts'
import type {State} from '../../store/state.ts'
import type {Command} from '../command.ts'
import type {Keymap} from '../keymap.ts'
import {keyLabel} from './key-label.ts'

/** Always at the end, so that nobody is lost. */
const PINNED = ['help.palette', 'command.open', 'app.quit']

/** The keys of this screen that do something now, in the order of the registry. */
export function keyHints(
  commands: readonly Command[],
  keymap: Keymap,
  screen: ScreenId,
  state: State,
): readonly KeyHint[] {
  const hinted = commands.filter(
    command =>
      command.hint !== undefined &&
      command.contexts.includes(screen) &&
      !PINNED.includes(command.id) &&
      command.disabledReason(state) === undefined,
  )
  // What belongs to this screen alone is more useful than what works everywhere.
  const byPlace = hinted.toSorted((left, right) => left.contexts.length - right.contexts.length)
  return byPlace.flatMap(command => hintOf(command, keymap))
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
