import {useMemo} from 'react'
import {DetailPane, detailLines} from '../../../components/DetailPane.tsx'
import {Panel} from '../../../components/Panel.tsx'
import {useTheme} from '../../../components/theme-context.ts'
import {shown} from '../../../store/loading/loadable.ts'
import {currentRows, currentRowsView} from '../../../store/selectors.ts'
import {useAppState} from '../../use-app-state.ts'
import type {Layout} from '../layout.ts'
import {NotReady} from '../NotReady.tsx'
import {TwoPanes} from '../TwoPanes.tsx'
import {useRoom} from '../use-room.ts'
import {RowsList} from './RowsList.tsx'
import {rowsNote, rowsTitle} from './rows-captions.ts'
import {useRowDetail} from './use-row-detail.ts'

/** The samples of a feature, or the stored rows of one of them. */
export function RowsScreen({layout}: {readonly layout: Layout}) {
  const theme = useTheme()
  const view = useAppState(currentRowsView)
  const loaded = useAppState(currentRows)
  const graph = useAppState(state => state.loading.graph)
  const {pane, detailTop} = useAppState(state => state.navigation)
  const {title: detailTitle, lines} = useRowDetail()
  const index = shown(loaded?.index)
  const width = (layout.main?.width ?? 2) - 2
  const legendLines = layout.detail === null ? 0 : 3
  const listHeight = Math.max(1, (layout.main?.height ?? 0) - 4 - legendLines)
  const detail = layout.detail ?? {width: 0, height: 0}
  const drawnDetail = useMemo(
    () => detailLines(theme, lines, detail.width - 4).length,
    [theme, lines, detail.width],
  )
  useRoom(listHeight, drawnDetail, detail.height - 2)
  if (view === null) return null

  return (
    <TwoPanes
      layout={layout}
      main={
        <Panel
          title={rowsTitle(view, shown(graph), layout.detail !== null)}
          note={rowsNote(view, index)}
          width={layout.main?.width ?? 0}
          height={layout.main?.height ?? 0}
          focused={pane === 'main'}
        >
          {loaded === null || index === null ? (
            <NotReady
              loadable={loaded?.index}
              what={`reading ${view.feature}`}
              width={width}
              height={listHeight}
            />
          ) : (
            <RowsList
              view={view}
              loaded={loaded}
              index={index}
              width={width}
              listHeight={listHeight}
              legendLines={legendLines}
            />
          )}
        </Panel>
      }
      detail={
        <DetailPane
          title={detailTitle}
          width={detail.width}
          height={detail.height}
          focused={pane === 'detail'}
          lines={lines}
          offset={detailTop}
        />
      }
    />
  )
}
