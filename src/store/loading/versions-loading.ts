import type {Context} from '../context.ts'
import {currentView} from '../selectors.ts'
import {load} from './load.ts'
import {MISSING, shown} from './loadable.ts'

const TITLE = 'counting the versions of a feature'

/** Asks what is stored of the feature chosen on the graph, once the cursor has come to rest. */
export function loadVersions(context: Context): void {
  const state = context.get()
  const {screen, feature} = currentView(state)
  const status = shown(state.loading.statuses.get(feature ?? ''))
  if (screen !== 'graph' || feature === null || state.loading.versions?.feature === feature) return
  if (status?.metadataExists !== true) return
  context.cancel(task => task.title === TITLE)
  context.set(({loading}) => ({loading: {...loading, versions: {feature, answer: MISSING}}}))
  void load(
    context,
    {
      read: ({loading}) =>
        loading.versions?.feature === feature ? loading.versions.answer : undefined,
      write: ({loading}, answer) =>
        loading.versions?.feature === feature
          ? {loading: {...loading, versions: {feature, answer}}}
          : {},
    },
    {title: TITLE, screen: null},
    async signal => {
      await context.pause(signal)
      return context.project.versions(feature, {signal})
    },
  )
}
