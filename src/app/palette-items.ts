import type {ListPopup} from '../store/navigation/popups.ts'
import {currentView} from '../store/selectors.ts'
import type {State} from '../store/state.ts'
import type {Command} from './command.ts'
import {fuzzyMatches} from './fuzzy.ts'

/** An action as the palette lists it. */
export interface PaletteEntry {
  readonly command: Command
  /** Whether it belongs to the screen that lies below. */
  readonly isHere: boolean
  readonly disabledReason: string | undefined
}

/** What matches the text, actions of this screen first; what only works elsewhere says so. */
export function paletteEntries(
  commands: readonly Command[],
  state: State,
  popup: ListPopup,
): readonly PaletteEntry[] {
  const {screen} = currentView(state)
  const listed = commands.filter(({group}) => group !== 'dialogs')
  const ordered =
    popup.field.text.trim() === ''
      ? listed.toSorted(byPlace)
      : fuzzyMatches(popup.field.text, listed, paletteText)
  const entries = ordered.map(command => {
    const isHere = command.contexts.includes(screen)
    const elsewhere = `only on ${command.contexts.join(', ')}`
    return {command, isHere, disabledReason: isHere ? command.disabledReason(state) : elsewhere}
  })
  return [...entries.filter(({isHere}) => isHere), ...entries.filter(({isHere}) => !isHere)]
}

/** Nothing typed yet: what belongs to few places comes before what works everywhere. */
function byPlace(left: Command, right: Command): number {
  return left.contexts.length - right.contexts.length
}

function paletteText({title, id, keys}: Command): string {
  return `${title} ${id} ${keys.join(' ')}`
}
