import {Dialog} from '../../../components/Dialog.tsx'
import {formatCounted} from '../../../components/format.ts'
import {type Line, span} from '../../../components/spans.ts'
import {isIrreversible} from '../../../store/changes/commit.ts'
import type {PhrasePopup} from '../../../store/navigation/popups.ts'
import {useAppState, useAppWorld} from '../../use-app-state.ts'
import {changeTitle} from '../changes/describe-change.ts'
import {shownPreview} from '../changes/staged-lines.ts'
import type {DialogSize} from './dialog-size.ts'

/** Removes rows for good: what will go is typed, and a backup is offered. */
export function PhraseDialog({popup, columns, rows}: DialogSize & {readonly popup: PhrasePopup}) {
  const {project} = useAppWorld().appState
  const preview = useAppState(state => shownPreview(state.changes.pending))
  const {phrase, field, backup} = popup
  const changes = (preview?.changes ?? []).map((one, at): Line => {
    const isLost = isIrreversible(one.change)
    return [
      `${at + 1}  ${changeTitle(one.change)}   ${formatCounted(one.rows, 'row')}   `,
      isLost ? span('warning', 'NOT reversible') : 'reversible',
    ]
  })
  const back = (preview?.changes ?? []).reduce(
    (sum, {details}) => sum + (details.kind === 'hard-delete' ? details.resurfacing.count : 0),
    0,
  )
  const isTyped = field.text.trim() === phrase
  return (
    <Dialog
      columns={columns}
      rows={rows}
      title={`Commit to ${project.chosen.name}?`}
      lines={[
        ...changes,
        ...(back === 0 ? [] : [`   ${formatCounted(back, 'older row')} will show again`]),
        '',
        ...backupLines(backup),
        '',
        ['This removes rows for good. Type   ', span('strong', phrase), '   to commit:'],
        [span('focus', '> '), field.text, span('selected', ' ')],
      ]}
      buttons={[
        {label: 'Cancel', key: 'Esc'},
        isTyped
          ? {label: 'commit', key: 'Enter'}
          : {label: 'Commit', disabledReason: 'until the text matches'},
      ]}
    />
  )
}

function backupLines(backup: PhrasePopup['backup']): readonly Line[] {
  if (backup === null) return ['No backup: one file takes the rows of one change.']
  const box = backup.wanted ? '[x]' : '[ ]'
  return [[`Backup first: ${box} `, span('key', 'Tab')], [span('muted', `  ${backup.file}`)]]
}
