import {basename} from 'node:path'
import {useMemo} from 'react'
import {Lines} from '../../../components/Lines.tsx'
import {Panel} from '../../../components/Panel.tsx'
import {Table} from '../../../components/Table/Table.tsx'
import {useTheme} from '../../../components/theme-context.ts'
import {settle} from '../../../store/navigation/list-cursor.ts'
import {useAppState, useAppWorld} from '../../use-app-state.ts'
import {withWidths} from '../column-widths.ts'
import type {Layout} from '../layout.ts'
import {TwoPanes} from '../TwoPanes.tsx'
import {useDetailPane} from '../use-detail-pane.tsx'
import {chainLine} from './chain-line.ts'
import {storeDetail} from './store-detail.ts'
import {storeColumns, storeRows} from './stores-table.ts'

/** The chain of the chosen metadata store, and which store of it answers for each feature. */
export function StoresScreen({layout}: {readonly layout: Layout}) {
  const theme = useTheme()
  const {appState} = useAppWorld()
  const view = useAppState(state => state.storesView)
  const stores = useAppState(state => state.loading.stores)
  const infos = useAppState(state => state.loading.storeInfos)
  const graph = useAppState(state => state.loading.graph)
  const {pane} = useAppState(state => state.navigation)
  const main = layout.main ?? {width: 2, height: 2}
  // In a low frame the features come before the line about their stores.
  const above = main.height >= 10 ? 2 : main.height >= 8 ? 1 : 0
  const listHeight = Math.max(1, main.height - 4 - above)
  const {columns, rows} = useMemo(() => {
    void [stores, graph]
    const state = appState.get()
    const rows = storeRows(state)
    return {columns: withWidths(theme, storeColumns(state), rows), rows}
  }, [appState, theme, stores, graph])
  const text = useMemo(() => {
    void [view, stores, infos, graph]
    return storeDetail(appState.get(), appState.project.config.hashTruncationLength)
  }, [appState, view, stores, infos, graph])
  const detail = useDetailPane(layout, listHeight, text)
  const width = main.width - 2
  const {top, index} = settle(view.cursor, rows.length, listHeight)
  const {project} = appState
  return (
    <TwoPanes
      layout={layout}
      main={
        <Panel
          title={`stores · ${basename(project.config.file ?? 'no metaxy.toml')} · chosen ${project.chosen.name}`}
          note={rows.length === 0 ? '' : `feature ${index + 1} of ${rows.length}`}
          width={main.width}
          height={main.height}
          focused={pane === 'main'}
        >
          <Lines lines={[chainLine(theme, appState.get()), '']} width={width} height={above} />
          <Table
            width={width}
            height={listHeight + 2}
            columns={columns}
            rows={rows.slice(top, top + listHeight)}
            cursor={rows.length === 0 ? undefined : index - top}
            cursorColumn={columns[view.column + 1]?.id}
          />
        </Panel>
      }
      detail={detail}
    />
  )
}
