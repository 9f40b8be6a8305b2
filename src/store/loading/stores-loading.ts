import type {StoreContents} from '../../engine/index.ts'
import type {Context} from '../context.ts'
import {currentView} from '../selectors.ts'
import {load, type Slot} from './load.ts'
import {isMissing, shown} from './loadable.ts'

/** Asks every metadata store of the chain for itself, so that one that is slow or locked holds up none. */
export function loadStores(context: Context): void {
  const state = context.get()
  const {graph, stores, storeInfos} = state.loading
  if (currentView(state).screen !== 'stores') return
  // Without a graph there are no features to ask for, but whether a store opens can still be told.
  if (graph.status !== 'ready' && graph.status !== 'failed') return
  const features = shown(graph)?.order ?? []
  for (const {name} of state.storeChain.filter(({name}) => isMissing(stores.get(name)))) {
    void load(
      context,
      contentsSlot(name),
      {title: `looking into ${name}`, screen: 'stores'},
      signal => context.project.storeContents(name, features, {signal}),
    )
  }
  if (!isMissing(storeInfos)) return
  void load(
    context,
    {
      read: ({loading}) => loading.storeInfos,
      write: ({loading}, infos) => ({loading: {...loading, storeInfos: infos}}),
    },
    {title: 'trying the metadata stores', screen: 'stores'},
    signal => context.project.metadataStores({signal}),
  )
}

function contentsSlot(name: string): Slot<StoreContents> {
  return {
    read: ({loading}) => loading.stores.get(name),
    write: ({loading}, contents) => ({
      loading: {...loading, stores: new Map(loading.stores).set(name, contents)},
    }),
  }
}
