import type {FeatureKey, Increment, IncrementRequest} from '../../engine/index.ts'
import type {Context} from '../context.ts'
import {unaskedIncrement} from '../initial-state.ts'
import {sayFailure} from '../log.ts'
import type {IncrementView} from '../navigation/views.ts'
import {currentIncrementView, currentView} from '../selectors.ts'
import type {State} from '../state.ts'
import {
  countsSlot,
  incrementSlot,
  samplesSlot,
  staleByFieldsSlot,
  withIncrement,
} from './increment-slots.ts'
import {load} from './load.ts'
import {isMissing, MISSING, ready, shown} from './loadable.ts'
import type {LoadedIncrement} from './loading-state.ts'
import {PAGE_LINES, pagesAround} from './pages.ts'
import {reopenFilter} from './refused-filter.ts'

/** Each keeps a temporary table as large as the feature. */
const KEPT_INCREMENTS = 2

/** Asks for whatever the shown increment still needs: counts, then rows, then the pages under the window. */
export function loadIncrement(context: Context): void {
  const state = context.get()
  const view = currentIncrementView(state)
  if (currentView(state).screen !== 'increment' || view === null) return
  const loaded = state.loading.increments.get(view.feature)
  if (loaded === undefined || loaded.question !== view.filter) {
    void resolve(context, view)
  } else if (loaded.increment.status === 'ready') {
    loadPages(context, view, inOrder(context, view, loaded), loaded.increment.value)
  }
}

/** What is asked of the project for this increment. */
export function incrementRequest({feature, filter}: IncrementView): IncrementRequest {
  return {feature, globalFilters: filter === '' ? [] : [filter]}
}

/** Has the increments of these features resolved again when they are looked at. */
export function forgetIncrements(context: Context, features: ReadonlySet<FeatureKey>): void {
  keepIncrements(context, feature => !features.has(feature))
}

async function resolve(context: Context, view: IncrementView): Promise<void> {
  const {feature} = view
  const request = incrementRequest(view)
  keepIncrements(context, other => other !== feature)
  const asked = unaskedIncrement(view.filter)
  context.set(state => withIncrement(state, feature, {...asked, ...knownCounts(state, view)}))
  if (isMissing(context.get().loading.increments.get(feature)?.counts)) {
    const counts = await load(
      context,
      countsSlot(feature),
      {title: `counting ${feature}`, screen: 'increment'},
      signal => context.project.countIncrement(request, {signal}),
    )
    const failure = context.get().loading.increments.get(feature)?.counts
    if (failure?.status === 'failed') {
      reopenFilter(context, {screen: 'increment', feature}, view.filter, failure.error)
    }
    if (counts === undefined) return
  }
  const increment = await load(
    context,
    {...incrementSlot(feature), discard: late => letGo(context, late)},
    {title: `resolving ${feature}`, screen: 'increment'},
    signal => context.project.resolveUpdate(request, {signal}),
  )
  if (increment === undefined) return
  await load(
    context,
    staleByFieldsSlot(feature),
    {title: `comparing the fields of ${feature}`, screen: null},
    signal => increment.staleByFields({signal}),
  )
}

/** Pages of another order are forgotten. */
function inOrder(
  context: Context,
  {feature, order}: IncrementView,
  loaded: LoadedIncrement,
): LoadedIncrement {
  if (loaded.order === order) return loaded
  const {pages} = unaskedIncrement(loaded.question)
  const fresh = {...loaded, order, pages}
  context.set(state => withIncrement(state, feature, fresh))
  return fresh
}

function loadPages(
  context: Context,
  view: IncrementView,
  loaded: LoadedIncrement,
  increment: Increment,
): void {
  const {part, feature, order} = view
  const {listHeight} = context.get().room
  const wanted = pagesAround(view.cursors[part].top, listHeight, increment.counts[part])
  for (const number of wanted.filter(number => isMissing(loaded.pages[part].get(number)))) {
    void load(
      context,
      samplesSlot(feature, increment, part, number, order),
      {title: `reading the increment of ${feature}`, screen: null},
      signal => increment.samples(part, number * PAGE_LINES, PAGE_LINES, {order, signal}),
    )
  }
}

function letGo(context: Context, increment: Increment | null): void {
  increment?.close().catch(error => sayFailure(context, error))
}

/** The graph has counted the same already, unless the person filters. */
function knownCounts(state: State, view: IncrementView): Pick<LoadedIncrement, 'counts'> {
  const status = state.loading.statuses.get(view.feature)
  if (view.filter !== '' || status?.status !== 'ready' || status.value.counts === null) {
    return {counts: MISSING}
  }
  return {counts: ready(status.value.counts, status.atMicros)}
}

function keepIncrements(context: Context, wanted: (feature: FeatureKey) => boolean): void {
  const all = [...context.get().loading.increments]
  const kept = all.filter(([feature]) => wanted(feature)).slice(1 - KEPT_INCREMENTS)
  for (const [feature, {increment}] of all) {
    if (!kept.some(([other]) => other === feature)) letGo(context, shown(increment))
  }
  context.set(({loading}) => ({loading: {...loading, increments: new Map(kept)}}))
}
