import type {GraphSelection} from '../components/FeatureGraph/drawing.ts'
import {graphLayout} from '../components/FeatureGraph/known-layouts.ts'
import {laneNeighbour, neighbour} from '../components/FeatureGraph/neighbour.ts'
import type {ProjectGraph} from '../engine/index.ts'
import {shown} from '../store/loading/loadable.ts'
import type {GraphView} from '../store/navigation/views.ts'
import {currentView} from '../store/selectors.ts'
import type {State} from '../store/state.ts'
import type {GraphMove} from './command.ts'
import {graphDrawing} from './screens/graph/graph-drawing.ts'
import {pictureWidth} from './screens/graph/picture-width.ts'
import {layoutShown, seenFeatures} from './screens/graph/seen-features.ts'

export interface TerminalSize {
  readonly columns: number
  readonly rows: number
}

/** Where an arrow key leads in the graph as it is drawn; undefined when there is nothing. */
export function graphMove(
  state: State,
  move: GraphMove,
  size: TerminalSize,
): GraphSelection | undefined {
  const graph = shown(state.loading.graph)
  const {feature, field} = currentView(state)
  if (graph === null || feature === null) return undefined
  const drawing = graphDrawing(graph, new Map(), seenFeatures(graph, state.graphView, feature))
  if (move === 'first' || move === 'last') {
    const end = drawing.nodes.at(move === 'first' ? 0 : -1)
    return end === undefined ? undefined : {feature: end.key}
  }
  const selected = {feature, field: field ?? undefined}
  if (layoutShown(state.graphView, drawing.nodes.length, size.columns) === 'lanes') {
    return laneNeighbour(drawing, selected, move)
  }
  const layout = graphLayout(drawing, pictureWidth(state.navigation, size))
  return neighbour(layout, selected, move)
}

/** The picture that is not shown now. */
export function otherLayout(state: State, {columns}: TerminalSize): GraphView['layout'] {
  const graph: ProjectGraph | null = shown(state.loading.graph)
  const count = graph?.order.length ?? 0
  return layoutShown(state.graphView, count, columns) === 'boxes' ? 'lanes' : 'boxes'
}
