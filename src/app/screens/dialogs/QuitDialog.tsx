import {Dialog} from '../../../components/Dialog.tsx'
import {formatCounted} from '../../../components/format.ts'
import {useAppState} from '../../use-app-state.ts'
import type {DialogSize} from './dialog-size.ts'

/** Asked when something would be lost. */
export function QuitDialog({columns, rows}: DialogSize) {
  const staged = useAppState(state => state.changes.staged.length)
  const tasks = useAppState(state => state.tasks)
  const waiting = tasks.filter(({writes}) => writes)
  return (
    <Dialog
      columns={columns}
      rows={rows}
      title="Quit?"
      lines={[
        ...(staged === 0 ? [] : [`${formatCounted(staged, 'staged change')} would be lost.`]),
        ...waiting.map(({title}) => `still running: ${title}`),
      ]}
      buttons={[
        {label: 'Cancel', focused: true},
        {label: 'quit', key: 'y'},
      ]}
    />
  )
}
