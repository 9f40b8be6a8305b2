import type {
  FeatureKey,
  Increment,
  IncrementClass,
  IncrementSample,
  SampleOrder,
} from '../../engine/index.ts'
import type {State} from '../state.ts'
import type {Slot} from './load.ts'
import {type Loadable, shown} from './loadable.ts'
import type {LoadedIncrement} from './loading-state.ts'
import {withPage} from './pages.ts'

/** Where the answers about one increment are kept; none is kept after the increment was forgotten. */
export function countsSlot(feature: FeatureKey) {
  return slot(
    feature,
    loaded => loaded.counts,
    (loaded, counts) => ({...loaded, counts}),
  )
}

export function incrementSlot(feature: FeatureKey) {
  return slot(
    feature,
    loaded => loaded.increment,
    (loaded, increment) => ({...loaded, increment}),
  )
}

export function staleByFieldsSlot(feature: FeatureKey) {
  return slot(
    feature,
    loaded => loaded.staleByFields,
    (loaded, staleByFields) => ({...loaded, staleByFields}),
  )
}

export function samplesSlot(
  feature: FeatureKey,
  increment: Increment,
  part: IncrementClass,
  page: number,
  order: SampleOrder,
): Slot<readonly IncrementSample[]> {
  return slot(
    feature,
    loaded => loaded.pages[part].get(page),
    (loaded, samples) => {
      if (shown(loaded.increment) !== increment || loaded.order !== order) return loaded
      const pages = withPage(loaded.pages[part], page, samples)
      return {...loaded, pages: {...loaded.pages, [part]: pages}}
    },
  )
}

export function withIncrement(
  state: State,
  feature: FeatureKey,
  loaded: LoadedIncrement,
): Partial<State> {
  const increments = new Map(state.loading.increments).set(feature, loaded)
  return {loading: {...state.loading, increments}}
}

function slot<T>(
  feature: FeatureKey,
  read: (loaded: LoadedIncrement) => Loadable<T> | undefined,
  write: (loaded: LoadedIncrement, answer: Loadable<T>) => LoadedIncrement,
): Slot<T> {
  return {
    read: ({loading}) => {
      const loaded = loading.increments.get(feature)
      return loaded === undefined ? undefined : read(loaded)
    },
    write: (state, answer) => {
      const loaded = state.loading.increments.get(feature)
      return loaded === undefined ? {} : withIncrement(state, feature, write(loaded, answer))
    },
  }
}
