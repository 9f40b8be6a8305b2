import type {FeatureKey, FieldKey, SampleId} from '../engine/index.ts'
import {answerTo} from '../store/loading/load-detail.ts'
import {shown} from '../store/loading/loadable.ts'
import type {ListPopup} from '../store/navigation/popups.ts'
import {sampleText} from '../store/sample-key.ts'
import {currentView} from '../store/selectors.ts'
import type {State} from '../store/state.ts'
import {fuzzyMatches} from './fuzzy.ts'

/** A place that the finder knows. */
export type FinderItem =
  | {readonly kind: 'feature'; readonly feature: FeatureKey}
  | {readonly kind: 'field'; readonly feature: FeatureKey; readonly field: FieldKey}
  | {readonly kind: 'sample'; readonly feature: FeatureKey; readonly id: SampleId}

/** Of ids, the nearest. */
const MOST_SAMPLES = 50

/** What matches the text: features, their fields, then ids of the open feature. */
export function finderItems(state: State, popup: ListPopup): readonly FinderItem[] {
  const query = popup.field.text
  const graph = shown(state.loading.graph)
  const features = (graph?.order ?? []).map((feature): FinderItem => ({kind: 'feature', feature}))
  if (popup.featuresOnly) return fuzzyMatches(query, features, itemText)
  const fields = (graph?.order ?? []).flatMap(feature =>
    (graph?.graph.definitions.get(feature)?.spec.fields ?? []).map(
      ({key}): FinderItem => ({kind: 'field', feature, field: key}),
    ),
  )
  return [
    ...fuzzyMatches(query, [...features, ...fields], itemText),
    ...sampleItems(state, query.trim()),
  ]
}

export function itemText(item: FinderItem): string {
  switch (item.kind) {
    case 'feature':
      return item.feature
    case 'field':
      return `${item.feature}.${item.field}`
    case 'sample':
      return sampleText(item.id)
  }
}

/** Ids that are known and match; what is typed may be an id that is not among those read. */
function sampleItems(state: State, query: string): readonly FinderItem[] {
  const {feature, screen} = currentView(state)
  if (feature === null || screen === 'graph' || query === '') return []
  const known = answerTo(state.loading.ids, feature)
  const items = (known ?? []).map((id): FinderItem => ({kind: 'sample', feature, id}))
  const found = fuzzyMatches(query, items, itemText).slice(0, MOST_SAMPLES)
  const spec = shown(state.loading.graph)?.graph.definitions.get(feature)?.spec
  const isKnown = found.some(item => itemText(item) === query)
  const typed: FinderItem = {kind: 'sample', feature, id: [query]}
  return isKnown || spec?.idColumns.length !== 1 ? found : [...found, typed]
}
