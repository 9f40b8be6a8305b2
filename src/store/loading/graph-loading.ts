import {CancelledError, type FeatureKey, type FeatureStatus} from '../../engine/index.ts'
import type {Context} from '../context.ts'
import {currentView} from '../selectors.ts'
import type {State} from '../state.ts'
import {load, type Slot} from './load.ts'
import {failed, isMissing, MISSING, shown} from './loadable.ts'

/** Two heavy questions keep both cores busy; more only wait for one another. */
const STATUSES_AT_ONCE = 2

/** Asks for the graph; the first feature is chosen when none was. */
export async function loadGraph(context: Context, options: {reload: boolean}): Promise<void> {
  const graph = await load(
    context,
    {
      read: state => state.loading.graph,
      write: ({loading}, graph) => ({loading: {...loading, graph}}),
      keepsLast: true,
    },
    {title: 'reading the graph', screen: 'graph'},
    signal => context.project.graph({signal, reload: options.reload}),
  )
  const first = graph?.order[0]
  if (first !== undefined) context.set(state => withFirstFeature(state, first))
}

/** Asks for the statuses that are missing, two at a time, that of the chosen feature first. */
export function loadStatuses(context: Context): void {
  const state = context.get()
  const {statuses, graph} = state.loading
  const chosen = currentView(state).feature
  const features = shown(graph)?.order ?? []
  const missing = features.filter(feature => isMissing(statuses.get(feature)))
  const inOrder = [
    ...missing.filter(feature => feature === chosen),
    ...missing.filter(feature => feature !== chosen),
  ]
  const running = [...statuses.values()].filter(({status}) => status === 'loading').length
  const free = Math.max(0, STATUSES_AT_ONCE - running)
  for (const feature of inOrder.slice(0, free)) void loadStatus(context, feature)
}

/** Gives up the statuses that nobody has begun to ask for: whoever stops two does not want the next. */
export function giveUpStatuses(context: Context): void {
  const {graph, statuses} = context.get().loading
  const missing = (shown(graph)?.order ?? []).filter(feature => isMissing(statuses.get(feature)))
  const givenUp = failed(new CancelledError(), context.now())
  for (const feature of missing) {
    context.set(state => statusSlot(feature).write(state, givenUp))
  }
}

/** Forgets how these features stand, so that it is asked again; answers under way are dropped. */
export function forgetStatuses(context: Context, features: Iterable<FeatureKey>): void {
  for (const feature of features) {
    context.set(state => statusSlot(feature).write(state, MISSING))
  }
}

async function loadStatus(context: Context, feature: FeatureKey): Promise<void> {
  await load(context, statusSlot(feature), {title: `counting ${feature}`, screen: null}, signal =>
    context.project.status({feature}, {signal}),
  )
}

function statusSlot(feature: FeatureKey): Slot<FeatureStatus> {
  return {
    read: state => state.loading.statuses.get(feature),
    write: ({loading}, status) => ({
      loading: {...loading, statuses: new Map(loading.statuses).set(feature, status)},
    }),
  }
}

function withFirstFeature(state: State, first: FeatureKey): Partial<State> {
  if (currentView(state).feature !== null) return {}
  const {navigation} = state
  const views = navigation.views.map((view, at) =>
    at === navigation.at ? {...view, feature: first} : view,
  )
  return {navigation: {...navigation, views}}
}
