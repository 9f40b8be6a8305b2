import {useMemo} from 'react'
import {FeatureGraph} from '../../../components/FeatureGraph/FeatureGraph.tsx'
import {LanesGraph} from '../../../components/FeatureGraph/LanesGraph.tsx'
import {Lines} from '../../../components/Lines.tsx'
import {Panel} from '../../../components/Panel.tsx'
import {useTheme} from '../../../components/theme-context.ts'
import {shown} from '../../../store/loading/loadable.ts'
import {currentView} from '../../../store/selectors.ts'
import {useAppState} from '../../use-app-state.ts'
import type {Layout} from '../layout.ts'
import {NotReady} from '../NotReady.tsx'
import {TwoPanes} from '../TwoPanes.tsx'
import {useDetailPane} from '../use-detail-pane.tsx'
import {graphLegend, graphNote, graphTitle} from './graph-captions.ts'
import {graphDrawing} from './graph-drawing.ts'
import {layoutShown, seenFeatures} from './seen-features.ts'
import {useFeatureDetail} from './use-feature-detail.ts'

/** Every feature, what it is computed from, and how it stands. */
export function GraphScreen({
  layout,
  columns,
}: {
  readonly layout: Layout
  readonly columns: number
}) {
  const theme = useTheme()
  const loadable = useAppState(state => state.loading.graph)
  const statuses = useAppState(state => state.loading.statuses)
  const view = useAppState(state => state.graphView)
  const {feature, field} = useAppState(currentView)
  const {pane} = useAppState(state => state.navigation)
  const graph = shown(loadable)

  const focusOn = view.focusHops === null && view.filter === '' ? null : feature
  const seen = useMemo(
    () => (graph === null ? new Set<string>() : seenFeatures(graph, view, focusOn)),
    [graph, view, focusOn],
  )
  const drawing = useMemo(
    () => (graph === null ? null : graphDrawing(graph, statuses, seen)),
    [graph, statuses, seen],
  )
  const main = layout.main ?? {width: 2, height: 2}
  const text = useFeatureDetail(layout.direction === 'column')
  const detail = useDetailPane(layout, main.height - 2, text)

  const mode = layoutShown(view, seen.size, columns)
  const legend = graph === null ? [] : graphLegend(theme, graph, mode, main.width - 2)
  const height = Math.max(0, main.height - 2 - legend.length)
  const selected = feature === null ? undefined : {feature, field: field ?? undefined}
  const Picture = mode === 'boxes' ? FeatureGraph : LanesGraph
  return (
    <TwoPanes
      layout={layout}
      main={
        <Panel
          title={graphTitle(graph, drawing, mode, view)}
          note={graphNote(mode, view)}
          width={main.width}
          height={main.height}
          focused={pane === 'main'}
        >
          {drawing === null ? (
            <NotReady
              loadable={loadable}
              what="reading the graph"
              width={main.width - 2}
              height={height}
            />
          ) : (
            <>
              <Picture
                drawing={drawing}
                selected={selected}
                width={main.width - 2}
                height={height}
              />
              <Lines lines={legend} width={main.width - 2} height={legend.length} />
            </>
          )}
        </Panel>
      }
      detail={detail}
    />
  )
}
