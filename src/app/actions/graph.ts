import {directReaders} from '../../engine/index.ts'
import {shown} from '../../store/loading/loadable.ts'
import type {GraphView} from '../../store/navigation/views.ts'
import {currentView} from '../../store/selectors.ts'
import type {State} from '../../store/state.ts'
import {ALWAYS, type Command, ON_SCREENS} from '../command.ts'

const FIRST_HOPS = 1
const MOST_HOPS = 9

/** The picture of the graph, and ways along it. */
export const GRAPH: readonly Command[] = [
  {
    ...graph('feature.increment', 'Increment of this feature', ['i']),
    hint: 'increment',
    disabledReason: featureReason,
    run: actions => actions.showScreen('increment'),
  },
  {
    ...graph('feature.versions', 'Versions of this feature', ['v']),
    hint: 'versions',
    disabledReason: featureReason,
    run: actions => actions.showScreen('versions'),
  },
  {
    ...graph('feature.rebase', 'Choose the version of this feature to rebase from', ['b']),
    disabledReason: featureReason,
    run: actions => {
      actions.showScreen('versions')
      actions.say('info', 'choose the version to rebase from, then b')
    },
  },
  {
    ...graph('graph.focus', 'Only what is near the chosen feature, or all', ['f']),
    hint: 'focus',
    run: actions =>
      actions.changeGraphView(view => ({
        ...view,
        focusHops: view.focusHops === null ? FIRST_HOPS : null,
      })),
  },
  {
    ...graph('graph.layout', 'Boxes or lanes', ['t']),
    hint: 'lanes',
    run: actions => actions.toggleLayout(),
  },
  {
    ...graph('graph.moreHops', 'One hop more around the chosen feature', ['+']),
    disabledReason: ({graphView}) => hopsReason(graphView),
    run: actions => actions.changeGraphView(view => withHops(view, 1)),
  },
  {
    ...graph('graph.fewerHops', 'One hop less around the chosen feature', ['_']),
    disabledReason: ({graphView}) => hopsReason(graphView),
    run: actions => actions.changeGraphView(view => withHops(view, -1)),
  },
  {
    ...graph('go.upstream', 'To the feature that this one is computed from', ['g u']),
    contexts: ON_SCREENS,
    hint: 'up',
    disabledReason: state =>
      upstreamOf(state).length === 0 ? 'this is a root feature' : undefined,
    run: actions => actions.goAlong(upstreamOf(actions.get())),
  },
  {
    ...graph('go.downstream', 'To the feature that is computed from this one', ['g d']),
    contexts: ON_SCREENS,
    hint: 'down',
    disabledReason: state =>
      downstreamOf(state).length === 0 ? 'nothing reads this feature' : undefined,
    run: actions => actions.goAlong(downstreamOf(actions.get())),
  },
]

function graph(id: string, title: string, keys: readonly string[]) {
  return {
    id,
    title,
    group: 'graph',
    keys,
    contexts: ['graph'],
    tier: 0,
    disabledReason: ALWAYS,
  } as const satisfies Omit<Command, 'run'>
}

function featureReason(state: State): string | undefined {
  return currentView(state).feature === null ? 'no feature is chosen' : undefined
}

function hopsReason(view: GraphView): string | undefined {
  return view.focusHops === null ? 'f first: the whole graph is shown' : undefined
}

function withHops(view: GraphView, by: number): GraphView {
  if (view.focusHops === null) return view
  return {...view, focusHops: Math.max(1, Math.min(view.focusHops + by, MOST_HOPS))}
}

function upstreamOf(state: State): readonly string[] {
  const {feature} = currentView(state)
  const definition = shown(state.loading.graph)?.graph.definitions.get(feature ?? '')
  return definition?.spec.deps.map(dep => dep.feature) ?? []
}

/** In the order that lists have, not in that of the pushes: another project's may be older. */
function downstreamOf(state: State): readonly string[] {
  const {feature} = currentView(state)
  const graph = shown(state.loading.graph)
  if (graph === null || feature === null) return []
  const readers = new Set(directReaders(graph.graph, feature))
  return graph.order.filter(key => readers.has(key))
}
