import {topPopup} from '../../../store/navigation/popup-actions.ts'
import {isListPopup, type Popup} from '../../../store/navigation/popups.ts'
import {currentView} from '../../../store/selectors.ts'
import {useAppState, useAppWorld} from '../../use-app-state.ts'
import {CellDialog} from './CellDialog.tsx'
import {CommitDialog} from './CommitDialog.tsx'
import type {DialogSize} from './dialog-size.ts'
import {HiddenMarksDialog} from './HiddenMarksDialog.tsx'
import {ColumnsDialog, FinderDialog, PaletteDialog} from './ListDialogs.tsx'
import {PhraseDialog} from './PhraseDialog.tsx'
import {QuitDialog} from './QuitDialog.tsx'
import {WhichKey} from './WhichKey.tsx'

/** What lies over the screen; fields are drawn in its last lines instead. */
export function Popups(size: DialogSize) {
  const {keymap} = useAppWorld()
  const popup = useAppState(topPopup)
  const prefix = useAppState(state => state.prefix)
  const {screen} = useAppState(currentView)
  if (popup !== null) return <PopupDialog popup={popup} {...size} />
  if (prefix === null || !prefix.listed) return null
  const continuations = keymap.after(screen, prefix.key)
  return <WhichKey prefix={prefix.key} continuations={continuations} {...size} />
}

function PopupDialog({popup, ...size}: DialogSize & {readonly popup: Popup}) {
  if (isListPopup(popup)) {
    const List = {palette: PaletteDialog, finder: FinderDialog, columns: ColumnsDialog}[popup.kind]
    return <List popup={popup} {...size} />
  }
  switch (popup.kind) {
    case 'cell':
      return <CellDialog top={popup.top} {...size} />
    case 'commit':
      return <CommitDialog {...size} />
    case 'commit-phrase':
      return <PhraseDialog popup={popup} {...size} />
    case 'quit':
      return <QuitDialog {...size} />
    case 'hidden-marks':
      return <HiddenMarksDialog popup={popup} {...size} />
    default:
      return null
  }
}
