import {topPopup} from '../store/navigation/popup-actions.ts'
import type {State} from '../store/state.ts'
import {pickedColumns} from './actions/column-picker.ts'
import type {Command} from './command.ts'
import {finderItems} from './finder-items.ts'
import {paletteEntries} from './palette-items.ts'
import {cellView} from './screens/dialogs/cell-view.ts'

/** How many lines the popup on top lets a person move through. */
export function popupLength(
  state: State,
  commands: readonly Command[],
  size: {readonly columns: number; readonly rows: number},
): number {
  const popup = topPopup(state)
  switch (popup?.kind) {
    case 'palette':
      return paletteEntries(commands, state, popup).length
    case 'finder':
      return finderItems(state, popup).length
    case 'columns':
      return pickedColumns(state).length
    case 'cell': {
      const {lines, height} = cellView(state, size)
      return Math.max(1, lines.length - height + 1)
    }
    case 'filter':
    case 'export':
    case 'command-line':
    case 'commit':
    case 'commit-phrase':
    case 'quit':
    case 'hidden-marks':
    case undefined:
      return 0
  }
}
