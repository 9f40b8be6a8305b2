import type {GraphDrawing} from '../../../components/FeatureGraph/drawing.ts'
import {formatCounted} from '../../../components/format.ts'
import {type Line, span} from '../../../components/spans.ts'
import type {Theme} from '../../../components/theme.ts'
import type {ProjectGraph} from '../../../engine/index.ts'
import type {GraphView} from '../../../store/navigation/views.ts'

/** What is drawn, and what is left out. */
export function graphTitle(
  graph: ProjectGraph | null,
  drawing: GraphDrawing | null,
  mode: 'boxes' | 'lanes',
  view: GraphView,
): Line {
  if (graph === null || drawing === null) return 'graph'
  const {nodes, fieldEdges} = drawing
  const count =
    nodes.length === graph.order.length
      ? formatCounted(nodes.length, 'feature')
      : `${nodes.length} of ${formatCounted(graph.order.length, 'feature')}`
  const focus = view.focusHops === null ? '' : ` · ${formatCounted(view.focusHops, 'hop')} around`
  const filter = view.filter === '' ? '' : ` · /${view.filter}`
  const edges = formatCounted(fieldEdges.length, 'field edge')
  return `graph (${mode}) · ${count}, ${edges}${focus}${filter}`
}

export function graphNote(mode: 'boxes' | 'lanes', view: GraphView): Line {
  const other = mode === 'boxes' ? 'lanes' : 'boxes'
  return view.focusHops === null ? `f focus  t ${other}` : `f all  t ${other}  +/_ hops`
}

/** What the letters mean, and what could not be drawn. */
export function graphLegend(
  theme: Theme,
  graph: ProjectGraph,
  mode: 'boxes' | 'lanes',
  width: number,
): readonly Line[] {
  const {states} = theme.glyphs
  const letters = [
    `${states.root} root`,
    `${states.stale} stale`,
    `${states.new} new`,
    `${states.orphaned} orphaned`,
    `${states['waits-upstream']} waits upstream`,
    `${states['not-available']} unknown`,
    `${states.error} error`,
  ].join('  ')
  return [
    ...graph.broken.map(
      ({feature, reason}): Line => [span('error', ` ${states.error} ${feature}: ${reason}`)],
    ),
    ...(graph.order.length === 0 ? [emptyLine(graph)] : []),
    ...(graph.unregisteredTables.length === 0 ? [] : [unregisteredLine(graph)]),
    ...(mode === 'boxes' && letters.length < width ? [[span('muted', ` ${letters}`)]] : []),
  ]
}

function emptyLine({sources}: ProjectGraph): Line {
  const isNothing = sources.every(({kind}) => kind === 'none')
  return isNothing ? ' No feature graph is recorded: run `metaxy push`.' : ' The graph is empty.'
}

function unregisteredLine({unregisteredTables}: ProjectGraph): Line {
  const tables = formatCounted(unregisteredTables.length, 'table')
  return [
    span('warning', ` ${tables} without a definition (run \`metaxy push\`): `),
    unregisteredTables.join(', '),
  ]
}
