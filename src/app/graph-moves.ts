import type {GraphDrawing, GraphSelection} from '../components/FeatureGraph/drawing.ts'
import {shown} from '../store/loading/loadable.ts'
import type {GraphView} from '../store/navigation/views.ts'
import {currentView} from '../store/selectors.ts'
import type {State} from '../store/state.ts'
import type {AppActions, Direction, GraphMove} from './command.ts'
import {graphDrawing} from './screens/graph/graph-drawing.ts'
import {layoutShown, seenFeatures} from './screens/graph/seen-features.ts'

interface Size {
  readonly columns: number
  readonly rows: number
}

/** Moves the selection through the graph the way it is drawn. */
export function graphMove(actions: AppActions, move: GraphMove, size: Size): void {
  const state = actions.get()
  const {feature, field} = currentView(state)
  const graph = shown(state.loading.graph)
  if (graph === null || feature === null) return
  const drawing = graphDrawing(graph, new Map(), seenFeatures(graph, state.graphView, feature))
  const selected = {feature, field: field ?? undefined}
  const next =
    move === 'first' || move === 'last' ? drawing.nodes.at(move === 'first' ? 0 : -1) : undefined
  if (next !== undefined) actions.select(next.key, null)
  else if (move !== 'first' && move !== 'last') {
    const found = neighbour(drawing, selected, move)
    actions.select(found.feature, found.field ?? null)
  }
  void size
}

/** The layout that is not shown now. */
export function toggledLayout(state: State, {columns}: Size): GraphView['layout'] {
  const graph = shown(state.loading.graph)
  const count = graph?.order.length ?? 0
  return layoutShown(state.graphView, count, columns) === 'boxes' ? 'lanes' : 'boxes'
}

function neighbour(
  drawing: GraphDrawing,
  selected: GraphSelection,
  direction: Direction,
): GraphSelection {
  const stops = drawing.nodes.flatMap((node): GraphSelection[] => [
    {feature: node.key},
    ...node.fields.map(field => ({feature: node.key, field: field.key})),
  ])
  const at = stops.findIndex(
    stop => stop.feature === selected.feature && stop.field === selected.field,
  )
  switch (direction) {
    case 'up':
      return stops[Math.max(0, at - 1)] ?? selected
    case 'down':
      return stops[Math.min(stops.length - 1, at + 1)] ?? selected
    case 'left':
      return alongEdge(drawing, selected, 'to', 'from') ?? selected
    case 'right':
      return alongEdge(drawing, selected, 'from', 'to') ?? selected
  }
}

function alongEdge(
  drawing: GraphDrawing,
  selected: GraphSelection,
  here: 'from' | 'to',
  there: 'from' | 'to',
): GraphSelection | undefined {
  const edge = drawing.fieldEdges.find(
    one =>
      one[here].feature === selected.feature &&
      (selected.field === undefined || one[here].field === selected.field),
  )
  return edge?.[there]
}
