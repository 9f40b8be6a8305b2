import {Panel} from '../../../components/Panel.tsx'
import {shown} from '../../../store/loading/loadable.ts'
import {currentRows, currentRowsView} from '../../../store/selectors.ts'
import {useAppState} from '../../use-app-state.ts'
import type {Layout} from '../layout.ts'
import {NotReady} from '../NotReady.tsx'
import {TwoPanes} from '../TwoPanes.tsx'
import {useDetailPane} from '../use-detail-pane.tsx'
import {RowsList} from './RowsList.tsx'
import {rowsNote, rowsTitle} from './rows-captions.ts'
import {useRowDetail} from './use-row-detail.ts'

/** The samples of a feature, or the stored rows of one of them. */
export function RowsScreen({layout}: {readonly layout: Layout}) {
  const view = useAppState(currentRowsView)
  const loaded = useAppState(currentRows)
  const graph = useAppState(state => state.loading.graph)
  const {pane} = useAppState(state => state.navigation)
  const index = shown(loaded?.index)
  const width = (layout.main?.width ?? 2) - 2
  const legendLines = layout.detail === null ? 0 : 3
  const listHeight = Math.max(1, (layout.main?.height ?? 0) - 4 - legendLines)
  const detail = useDetailPane(layout, listHeight, useRowDetail())
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
      detail={detail}
    />
  )
}
