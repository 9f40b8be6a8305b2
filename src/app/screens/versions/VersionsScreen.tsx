import {useMemo} from 'react'
import {Panel} from '../../../components/Panel.tsx'
import {Table} from '../../../components/Table/Table.tsx'
import {useTheme} from '../../../components/theme-context.ts'
import {answerTo} from '../../../store/loading/load-detail.ts'
import {settle} from '../../../store/navigation/list-cursor.ts'
import {currentVersionsView, versionLines} from '../../../store/versions.ts'
import {useAppState, useAppWorld} from '../../use-app-state.ts'
import {withWidths} from '../column-widths.ts'
import type {Layout} from '../layout.ts'
import {NotReady} from '../NotReady.tsx'
import {TwoPanes} from '../TwoPanes.tsx'
import {useDetailPane} from '../use-detail-pane.tsx'
import {useVersionDetail} from './use-version-detail.ts'
import {versionsNote, versionsTitle} from './versions-captions.ts'
import {versionColumns, versionRows} from './versions-table.ts'

/** What a feature was and is: its versions with their rows, the pushes, and how two of them differ. */
export function VersionsScreen({layout}: {readonly layout: Layout}) {
  const theme = useTheme()
  const {appState, now} = useAppWorld()
  const view = useAppState(currentVersionsView)
  const versions = useAppState(state => state.loading.versions)
  const pushes = useAppState(state => state.loading.pushes)
  const {pane} = useAppState(state => state.navigation)
  const timeFormat = useAppState(state => state.timeFormat)
  const main = layout.main ?? {width: 2, height: 2}
  const listHeight = Math.max(1, main.height - 4)
  const detail = useDetailPane(layout, listHeight, useVersionDetail())
  const part = view?.part ?? 'versions'
  const compared = view?.compared ?? null
  const feature = view?.feature
  const lines = useMemo(() => {
    void [feature, part, versions, pushes]
    return versionLines(appState.get())
  }, [appState, feature, part, versions, pushes])
  const table = useMemo(() => {
    const times = {timeFormat, nowMicros: now()}
    const rows = versionRows(part, lines, compared, times)
    return {columns: withWidths(theme, versionColumns(part, lines, times), rows), rows}
  }, [theme, part, lines, compared, timeFormat, now])
  if (view === null) return null

  const width = main.width - 2
  const {top, index} = settle(view.cursors[part], lines.length, listHeight)
  const counted = answerTo(versions, view.feature)
  const waitsFor = part === 'pushes' ? pushes : versions?.answer
  return (
    <TwoPanes
      layout={layout}
      main={
        <Panel
          title={versionsTitle(view, counted, pushes)}
          note={versionsNote(part, index, lines.length)}
          width={main.width}
          height={main.height}
          focused={pane === 'main'}
        >
          {lines.length === 0 && waitsFor?.status !== 'ready' ? (
            <NotReady
              loadable={waitsFor}
              what={part === 'pushes' ? 'reading the pushes' : 'counting the versions'}
              width={width}
              height={listHeight}
            />
          ) : (
            <Table
              width={width}
              height={listHeight + 2}
              columns={table.columns}
              rows={table.rows.slice(top, top + listHeight)}
              cursor={lines.length === 0 ? undefined : index - top}
            />
          )}
        </Panel>
      }
      detail={detail}
    />
  )
}
