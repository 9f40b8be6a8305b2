import {Dialog} from '../../../components/Dialog.tsx'
import {formatCounted} from '../../../components/format.ts'
import type {Line} from '../../../components/spans.ts'
import {useAppState, useAppWorld} from '../../use-app-state.ts'
import {changeTitle} from '../changes/describe-change.ts'
import {shownPreview} from '../changes/staged-lines.ts'
import type {DialogSize} from './dialog-size.ts'

/** The last question before anything is written. */
export function CommitDialog({columns, rows}: DialogSize) {
  const {appState} = useAppWorld()
  const preview = useAppState(state => shownPreview(state.changes.pending))
  const {chosen} = appState.project
  const lines = (preview?.changes ?? []).map(
    ({change, rows: appended}, at): Line =>
      `${at + 1}  ${changeTitle(change)}   ${formatCounted(appended, 'row')}   reversible`,
  )
  return (
    <Dialog
      columns={columns}
      rows={rows}
      title={`Commit to ${chosen.name}?`}
      lines={[...lines, '', `writes to ${chosen.file ?? chosen.display}`]}
      buttons={[
        {label: 'Cancel', focused: true},
        {label: 'commit', key: 'y'},
      ]}
    />
  )
}
