import {Dialog} from '../../../components/Dialog.tsx'
import {formatCounted} from '../../../components/format.ts'
import type {Popup} from '../../../store/navigation/popups.ts'
import type {DialogSize} from './dialog-size.ts'

const VERBS = {'soft-delete': 'delete', 'hard-delete': 'HARD delete', restore: 'restore'} as const

/** Some of the marked rows may not be in sight. */
export function HiddenMarksDialog({
  popup,
  columns,
  rows,
}: DialogSize & {readonly popup: Extract<Popup, {kind: 'hidden-marks'}>}) {
  const {all, hidden, change} = popup
  return (
    <Dialog
      columns={columns}
      rows={rows}
      title={`Stage ${VERBS[change]} of ${formatCounted(all, 'marked row')}?`}
      lines={[`${formatCounted(hidden, 'row')} of them were marked under another filter.`]}
      buttons={[
        {label: 'Cancel', focused: true},
        {label: `all ${all}`, key: 'y'},
        {label: `only the ${all - hidden} of this filter`, key: 'n'},
      ]}
    />
  )
}
