import type {FeatureKey, IncrementClass, IncrementSample, Row, SampleId} from '../engine/index.ts'
import {shown} from './loading/loadable.ts'
import type {LoadedIncrement, LoadedRows} from './loading/loading-state.ts'
import {lineAt} from './loading/pages.ts'
import type {IncrementView, RowsView, View} from './navigation/views.ts'
import {sampleKey, sampleOf} from './sample-key.ts'
import type {State} from './state.ts'
import {versionLines} from './versions.ts'

/** One and the same, so that nothing is drawn anew for it. */
const NO_COLUMNS: readonly string[] = []
const NOWHERE: View = {screen: 'graph', feature: null, field: null, sample: null, version: null}

export function currentView({navigation}: State): View {
  return navigation.views[navigation.at] ?? NOWHERE
}

/** The columns that a sample of a feature is told by; none while the graph is not there. */
export function idColumnsOf(state: State, feature: FeatureKey): readonly string[] {
  return shown(state.loading.graph)?.graph.definitions.get(feature)?.spec.idColumns ?? NO_COLUMNS
}

/** Rows of a feature, of one of its versions and of one of its samples are different places. */
export function rowsViewKey(
  feature: FeatureKey,
  sample: SampleId | null,
  version: string | null,
): string {
  const at = version === null ? feature : `${feature}@${version}`
  return sample === null ? at : `${at} ${sampleKey(sample)}`
}

/** How the rows of the current view are looked at; null before a feature is chosen. */
export function currentRowsView(state: State): RowsView | null {
  const {feature, sample, version} = currentView(state)
  if (feature === null) return null
  return state.rowsViews.get(rowsViewKey(feature, sample, version)) ?? null
}

export function currentRows(state: State): LoadedRows | null {
  const {feature, sample, version} = currentView(state)
  if (feature === null) return null
  return state.loading.rows.get(rowsViewKey(feature, sample, version)) ?? null
}

export function currentIncrementView(state: State): IncrementView | null {
  const {feature} = currentView(state)
  if (feature === null) return null
  return state.incrementViews.get(feature) ?? null
}

export function currentIncrement(state: State): LoadedIncrement | null {
  const {feature} = currentView(state)
  return feature === null ? null : (state.loading.increments.get(feature) ?? null)
}

/** One row and what is asked of it most. */
export interface FoundRow {
  readonly row: Row
  readonly id: SampleId
  readonly softDeleted: boolean
}

export function rowAt(loaded: LoadedRows | null, position: number): FoundRow | null {
  const index = shown(loaded?.index)
  const row = loaded === null ? null : lineAt(loaded.pages, position)
  if (index === null || row === null) return null
  const deletedAt = index.columns.findIndex(({name}) => name === 'metaxy_deleted_at')
  return {
    row,
    id: sampleOf(row, index.columns, index.idColumns),
    softDeleted: deletedAt !== -1 && row[deletedAt] !== null,
  }
}

/** The row under the cursor; null while it is not there. */
export function rowUnderCursor(state: State): FoundRow | null {
  const view = currentRowsView(state)
  return view === null ? null : rowAt(currentRows(state), view.cursor.index)
}

/** The sample under the cursor of the increment; null while it is not there. */
export function incrementSampleUnderCursor(state: State): IncrementSample | null {
  const view = currentIncrementView(state)
  const loaded = currentIncrement(state)
  if (view === null || loaded === null) return null
  return lineAt(loaded.pages[view.part], view.cursors[view.part].index)
}

/** The id under the cursor of the list on the screen. */
export function sampleUnderCursor(state: State): SampleId | null {
  switch (currentView(state).screen) {
    case 'rows':
      return rowUnderCursor(state)?.id ?? null
    case 'increment':
      return idOf(incrementSampleUnderCursor(state))
    case 'graph':
    case 'versions':
    case 'changes':
    case 'stores':
      return null
  }
}

/** The feature's own id of a sample, as far as it has one: new samples have only their key. */
export function idOf(sample: IncrementSample | null): SampleId | null {
  return sample?.storedId ?? sample?.key ?? null
}

/** The counts of the increment as soon as anything knows them. */
export function incrementCount(loaded: LoadedIncrement | null, part: IncrementClass): number {
  const counts = shown(loaded?.increment)?.counts ?? shown(loaded?.counts)
  return counts?.[part] ?? 0
}

/** Lines in the list of the current screen. */
export function listLength(state: State): number {
  const view = currentView(state)
  switch (view.screen) {
    case 'graph':
      return shown(state.loading.graph)?.order.length ?? 0
    case 'rows':
      return shown(currentRows(state)?.index)?.totalRows ?? 0
    case 'increment':
      return incrementCount(currentIncrement(state), currentIncrementView(state)?.part ?? 'new')
    case 'versions':
      return versionLines(state).length
    case 'changes':
      return state.changes.staged.length
    case 'stores':
      return shown(state.loading.graph)?.order.length ?? 0
  }
}
