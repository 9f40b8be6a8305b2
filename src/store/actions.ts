import type {Change, FeatureKey, Operation} from '../engine/index.ts'
import {commitChanges, previewAgain} from './changes/commit.ts'
import {refusedVersions} from './changes/refused-versions.ts'
import {type ChainActions, chainActions} from './changes/stage-chain.ts'
import {type SelectionActions, selectionActions} from './changes/stage-selection.ts'
import {type StagingActions, stagingActions} from './changes/staging.ts'
import {redo, undo, undoOperation} from './changes/undo.ts'
import type {Context} from './context.ts'
import {exportRows} from './export.ts'
import {versionsOf} from './loading/details.ts'
import {giveUpStatuses} from './loading/graph-loading.ts'
import {refresh} from './loading/reload.ts'
import {dismiss, say} from './log.ts'
import {type MarkActions, markActions} from './navigation/marks.ts'
import {type NavigationActions, navigationActions} from './navigation/navigation.ts'
import {type PopupActions, popupActions} from './navigation/popup-actions.ts'
import {type RowsActions, rowsActions} from './navigation/rows-actions.ts'
import {type ViewActions, viewActions} from './navigation/view-actions.ts'
import type {NewTask, NoticeTone} from './state.ts'

/** Everything that can be done to the state. */
export interface Actions
  extends NavigationActions,
    ViewActions,
    RowsActions,
    MarkActions,
    StagingActions,
    SelectionActions,
    PopupActions,
    ChainActions {
  readonly refresh: () => Promise<void>
  readonly previewAgain: () => void
  /** `backup`: the file that removed rows are written to first. */
  readonly commit: (backup?: string) => Promise<void>
  readonly undo: () => void
  readonly redo: () => void
  readonly undoOperation: (operation: Operation) => void
  /** Writes the rows of the current view to a file. */
  readonly exportRows: (file: string) => Promise<void>
  /** Whole feature versions that were pushed or are found in its rows, newest push first. */
  readonly versionsOf: (feature: FeatureKey) => Promise<readonly string[]>
  /** All that are known, the fallback stores' too, where those of this rebase are refused; else null. */
  readonly refusedVersions: (rebase: Change) => Promise<readonly string[] | null>
  /** Stops what fits; true when something did. */
  readonly cancel: (chosen: (task: NewTask) => boolean) => boolean
  /** Stops everything that runs and what would follow it; true when something ran. */
  readonly cancelAll: () => boolean
  readonly say: (tone: NoticeTone, text: string) => void
  readonly dismiss: (noticeId: number) => void
}

export function createActions(context: Context): Actions {
  const navigation = navigationActions(context)
  const staging = stagingActions(context)
  return {
    ...navigation,
    ...viewActions(context),
    ...rowsActions(context),
    ...markActions(context, () => navigation.moveList({by: 'line', times: 1})),
    ...staging,
    ...selectionActions(context, staging),
    ...popupActions(context),
    ...chainActions(context, staging, navigation),
    refresh: () => refresh(context),
    previewAgain: () => previewAgain(context),
    commit: backup => commitChanges(context, backup),
    undo: () => undo(context),
    redo: () => redo(context),
    undoOperation: operation => undoOperation(context, operation),
    exportRows: file => exportRows(context, file),
    versionsOf: feature => versionsOf(context, feature),
    refusedVersions: rebase => refusedVersions(context, rebase),
    cancel: context.cancel,
    cancelAll: () => {
      const didRun = context.cancel(() => true)
      if (didRun) giveUpStatuses(context)
      return didRun
    },
    say: (tone, text) => say(context, tone, text),
    dismiss: id => dismiss(context, id),
  }
}
