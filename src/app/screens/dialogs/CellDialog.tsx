import {Lines} from '../../../components/Lines.tsx'
import {Overlay} from '../../../components/Overlay.tsx'
import {Panel} from '../../../components/Panel.tsx'
import {indented} from '../../../components/spans.ts'
import {useAppState, useAppWorld} from '../../use-app-state.ts'
import {cellView} from './cell-view.ts'
import type {DialogSize} from './dialog-size.ts'

/** A whole value. */
export function CellDialog({top, columns, rows}: DialogSize & {readonly top: number}) {
  const {appState} = useAppWorld()
  // What lies below is not moved while this is open.
  useAppState(state => state.loading.rows)
  const {title, lines, width, height} = cellView(appState.get(), {columns, rows: rows + 1})
  const note = lines.length > height ? `${top + 1}-${top + height} of ${lines.length} · Esc` : 'Esc'
  return (
    <Overlay columns={columns} rows={rows} width={width} height={height + 2}>
      <Panel title={title} note={note} width={width} height={height + 2} focused>
        <Lines lines={lines.map(indented)} width={width - 2} height={height} offset={top} />
      </Panel>
    </Overlay>
  )
}
