import type {FeatureKey} from '../../engine/index.ts'
import type {Context} from '../context.ts'
import {currentView} from '../selectors.ts'
import {forgetStatuses, loadGraph} from './graph-loading.ts'
import {forgetIncrements} from './increment-loading.ts'
import {MISSING} from './loadable.ts'
import {forgetRows} from './rows-loading.ts'

/** Has everything about these features asked again, and the list of operations. */
export function reloadFeatures(context: Context, features: ReadonlySet<FeatureKey>): void {
  forgetStatuses(context, features)
  forgetRows(context, features)
  forgetIncrements(context, features)
  context.set(({loading}) => ({
    loading: {
      ...loading,
      operations: MISSING,
      history: null,
      ids: null,
      versions: null,
      stores: new Map(),
    },
  }))
}

/** Has what the current screen shows asked again; on the graph that is the graph and every count. */
export async function refresh(context: Context): Promise<void> {
  const state = context.get()
  const {screen, feature} = currentView(state)
  if (screen === 'graph') {
    forgetStatuses(context, [...state.loading.statuses.keys()])
    await loadGraph(context, {reload: true})
  } else if (screen === 'stores') {
    context.set(({loading}) => ({loading: {...loading, stores: new Map(), storeInfos: MISSING}}))
  } else if (screen === 'versions') {
    context.set(({loading}) => ({
      loading: {...loading, versions: null, graphDiff: null, pushes: MISSING},
    }))
    await loadGraph(context, {reload: true})
  } else if (feature !== null) {
    reloadFeatures(context, new Set([feature]))
  }
}
