import type {
  FeatureKey,
  FeatureVersionRecord,
  GraphDiff,
  ReadAnswer,
  SampleId,
} from '../../engine/index.ts'
import type {Context} from '../context.ts'
import {initialRowsView} from '../initial-state.ts'
import {topPopup} from '../navigation/popup-actions.ts'
import {sampleKey} from '../sample-key.ts'
import {currentView, idColumnsOf, rowUnderCursor} from '../selectors.ts'
import {type ComparedGraphs, comparedGraphs, isComparedWithItself} from '../versions.ts'
import {load} from './load.ts'
import {answerTo, type DetailSlot, loadDetail} from './load-detail.ts'
import {isMissing, shown} from './loadable.ts'
import {readRequest} from './open-rows.ts'

/** Of the history of a sample: enough to see how it came to be; `H` lists all. */
const HISTORY_ROWS = 20
/** More ids than that nobody finds by looking; one that is typed whole is found anyway. */
const MOST_IDS = 20_000

const HISTORY: DetailSlot<ReadAnswer> = {
  read: loading => loading.history,
  write: (loading, history) => ({...loading, history}),
  title: 'reading the history of a sample',
}

const VERSIONS: DetailSlot<readonly FeatureVersionRecord[]> = {
  read: loading => loading.versions,
  write: (loading, versions) => ({...loading, versions}),
  title: 'counting the versions of a feature',
}

const GRAPH_DIFF: DetailSlot<GraphDiff> = {
  read: loading => loading.graphDiff,
  write: (loading, graphDiff) => ({...loading, graphDiff}),
  title: 'comparing two pushes',
}

const IDS: DetailSlot<readonly SampleId[]> = {
  read: loading => loading.ids,
  write: (loading, ids) => ({...loading, ids}),
  title: 'reading ids',
}

/** Asks for what is shown beside the list and in the finder, and is missing. */
export function loadDetails(context: Context): void {
  loadHistory(context)
  loadVersions(context)
  loadPushes(context)
  loadGraphDiff(context)
  loadIds(context)
}

/** The question whose answer is the history of a sample. */
export function historyQuestion(feature: FeatureKey, id: SampleId): string {
  return `${feature} ${sampleKey(id)}`
}

/** The stored rows of the sample under the cursor of Rows. */
function loadHistory(context: Context): void {
  const state = context.get()
  const {screen, feature, sample} = currentView(state)
  const found = rowUnderCursor(state)
  if (screen !== 'rows' || feature === null || sample !== null || found === null) return
  loadDetail(context, HISTORY, historyQuestion(feature, found.id), signal => {
    const request = readRequest(initialRowsView(feature, found.id))
    return context.project.read({...request, limit: HISTORY_ROWS}, {signal})
  })
}

/** The question whose answer is how two graphs differ. */
export function graphDiffQuestion({from, to, project}: ComparedGraphs): string {
  return `${from} ${to} ${project ?? ''}`
}

/** What is stored of the feature chosen on Graph or Versions. */
function loadVersions(context: Context): void {
  const state = context.get()
  const {screen, feature} = currentView(state)
  if (feature === null || (screen !== 'graph' && screen !== 'versions')) return
  const isWritten = shown(state.loading.statuses.get(feature))?.metadataExists === true
  if (screen === 'graph' && !isWritten) return
  loadDetail(context, VERSIONS, feature, signal => context.project.versions(feature, {signal}))
}

/** The versions of any feature, the one that is looked at or another. */
export async function versionsOf(
  context: Context,
  feature: FeatureKey,
): Promise<readonly string[]> {
  const known = answerTo(context.get().loading.versions, feature)
  const records =
    known ??
    (await context.run({title: VERSIONS_OF, screen: null}, signal =>
      context.project.versions(feature, {signal}),
    ))
  return records.map(({featureVersion}) => featureVersion)
}

const VERSIONS_OF = 'reading the versions of a feature'

function loadPushes(context: Context): void {
  const state = context.get()
  if (currentView(state).screen !== 'versions' || !isMissing(state.loading.pushes)) return
  void load(
    context,
    {
      read: ({loading}) => loading.pushes,
      write: ({loading}, pushes) => ({loading: {...loading, pushes}}),
    },
    {title: 'reading the pushes', screen: 'versions'},
    signal => context.project.history({signal}),
  )
}

/** How the version under the cursor differs from the one it is compared with. */
function loadGraphDiff(context: Context): void {
  const state = context.get()
  if (currentView(state).screen !== 'versions') return
  const names = isComparedWithItself(state) ? null : comparedGraphs(state)
  if (names === null) return
  loadDetail(context, GRAPH_DIFF, graphDiffQuestion(names), signal =>
    context.project.graphDiff(names.from, names.to, {project: names.project, signal}),
  )
}

/** The ids of the open feature, while the finder is open. */
function loadIds(context: Context): void {
  const state = context.get()
  const popup = topPopup(state)
  const {feature, screen} = currentView(state)
  if (popup?.kind !== 'finder' || popup.featuresOnly) return
  if (feature === null || screen === 'graph') return
  const columns = idColumnsOf(state, feature)
  if (columns.length === 0) return
  loadDetail(context, IDS, feature, async signal => {
    const answer = await context.project.read({feature, columns, limit: MOST_IDS}, {signal})
    return answer.rows
  })
}
