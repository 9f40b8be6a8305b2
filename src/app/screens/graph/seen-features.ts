import {NARROW_SCREEN} from '../../../components/sizes.ts'
import type {FeatureKey, ProjectGraph} from '../../../engine/index.ts'
import type {GraphView} from '../../../store/navigation/views.ts'
import {edgesOf} from './graph-drawing.ts'

/** With more features than that lanes are easier to read than boxes. */
const MOST_BOXES = 12

/** The features that focus and filter leave; the chosen one always stays. */
export function seenFeatures(
  graph: ProjectGraph,
  view: GraphView,
  chosen: FeatureKey | null,
): ReadonlySet<FeatureKey> {
  const near =
    view.focusHops === null || chosen === null
      ? new Set(graph.order)
      : neighbourhood(graph, chosen, view.focusHops)
  if (view.filter === '') return near
  const wanted = view.filter.toLowerCase()
  return new Set(
    [...near].filter(feature => feature === chosen || feature.toLowerCase().includes(wanted)),
  )
}

/** Boxes or lanes: what was chosen, else what suits the frame. */
export function layoutShown(view: GraphView, count: number, columns: number): 'boxes' | 'lanes' {
  if (view.layout !== 'automatic') return view.layout
  return columns < NARROW_SCREEN || count > MOST_BOXES ? 'lanes' : 'boxes'
}

/** Everything within so many edges, in whatever direction. */
function neighbourhood(
  graph: ProjectGraph,
  chosen: FeatureKey,
  hops: number,
): ReadonlySet<FeatureKey> {
  let reached = new Set([chosen])
  for (let hop = 0; hop < hops; hop += 1) {
    const next = new Set(reached)
    for (const {from, to} of edgesOf(graph)) {
      if (reached.has(from.feature)) next.add(to.feature)
      if (reached.has(to.feature)) next.add(from.feature)
    }
    reached = next
  }
  return reached
}
