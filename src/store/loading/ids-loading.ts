import type {Context} from '../context.ts'
import {topPopup} from '../navigation/popup-actions.ts'
import {currentView} from '../selectors.ts'
import {load} from './load.ts'
import {MISSING, shown} from './loadable.ts'

/** More than that nobody finds by looking; an id that is typed whole is found anyway. */
const MOST_IDS = 20_000

/** Asks for the ids of the open feature while the finder is open. */
export function loadIds(context: Context): void {
  const state = context.get()
  const popup = topPopup(state)
  const {feature, screen} = currentView(state)
  if (popup?.kind !== 'finder' || popup.featuresOnly) return
  if (feature === null || screen === 'graph' || state.loading.ids?.feature === feature) return
  const idColumns = shown(state.loading.graph)?.graph.definitions.get(feature)?.spec.idColumns
  if (idColumns === undefined) return
  context.set(({loading}) => ({loading: {...loading, ids: {feature, answer: MISSING}}}))
  void load(
    context,
    {
      read: ({loading}) => (loading.ids?.feature === feature ? loading.ids.answer : undefined),
      write: ({loading}, answer) =>
        loading.ids?.feature === feature ? {loading: {...loading, ids: {feature, answer}}} : {},
    },
    {title: `reading the ids of ${feature}`, screen: null},
    async signal => {
      const request = {feature, columns: idColumns, limit: MOST_IDS}
      return (await context.project.read(request, {signal})).rows
    },
  )
}
