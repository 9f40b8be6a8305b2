import {storeCell} from '../answers.ts'
import type {Context} from '../context.ts'
import {shown} from '../loading/loadable.ts'
import type {NavigationActions} from '../navigation/navigation.ts'
import {currentView} from '../selectors.ts'
import type {State} from '../state.ts'
import {comparedVersion, versionUnderCursor} from '../versions.ts'
import type {StagingActions} from './staging.ts'

/** What is staged from Versions and from Stores; the preview is shown at once. */
export interface ChainActions {
  /** From the version under the cursor to the one it is compared with. */
  readonly stageRebase: () => void
  /** Of the feature under the cursor, from a fallback store into the chosen one. */
  readonly stageCopy: () => void
}

export function chainActions(
  {get}: Context,
  {stage}: StagingActions,
  {showFeature}: NavigationActions,
): ChainActions {
  return {
    stageRebase: () => {
      const {feature} = currentView(get())
      const from = versionUnderCursor(get())?.featureVersion ?? null
      const to = comparedVersion(get())
      if (feature === null || from === null || rebaseReason(get()) !== undefined) return
      const target = to.isCurrent ? null : to.featureVersion
      stage({kind: 'rebase', feature, where: EVERYTHING, from, to: target})
      showFeature(feature, 'changes')
    },
    stageCopy: () => {
      const feature = featureUnderCursor(get())
      const from = copySource(get())
      if (feature === null || from === null || copyReason(get()) !== undefined) return
      const how = {withFeatureHistory: true, withSampleHistory: false, onlyMissing: false}
      stage({kind: 'copy', feature, where: EVERYTHING, from, ...how, fromSnapshot: null})
      showFeature(feature, 'changes')
    },
  }
}

const EVERYTHING = {kind: 'filter', filters: []} as const

/** Why no rebase can be staged from the version under the cursor; undefined when one can. */
export function rebaseReason(state: State): string | undefined {
  const {feature} = currentView(state)
  const spec = shown(state.loading.graph)?.graph.definitions.get(feature ?? '')?.spec
  const from = versionUnderCursor(state)
  const to = comparedVersion(state)
  if (spec === undefined) return 'no feature is chosen'
  if (spec.deps.length === 0) return 'a root feature has nothing to be computed from again'
  if (from === null) return 'the versions are not read yet'
  if (from.featureVersion === null) return 'that push does not have the feature'
  if (to.featureVersion === null) return 'the target push does not have the feature'
  if (from.featureVersion === to.featureVersion) {
    return to.isCurrent
      ? 'this is the current version; choose an older one'
      : 'a version cannot be rebased to itself'
  }
  if (to.projectVersion === null)
    return 'the target was found only in data; its fields are not known'
  const {liveRows = 0, newestRows = 0} = from.record ?? {}
  if (liveRows === 0) return 'nothing is stored under this version'
  if (newestRows === 0) return 'every sample has a newer row under another version'
  return undefined
}

/** Why no copy can be staged of the feature under the cursor; undefined when one can. */
export function copyReason(state: State): string | undefined {
  if (state.storeChain.length < 2) return 'this metadata store has no fallback'
  if (featureUnderCursor(state) === null) return 'no feature is chosen'
  const from = copySource(state)
  if (from !== null) return undefined
  const [own, ...fallbacks] = state.storeChain
  const chosen = state.storeChain[state.storesView.column]
  if (chosen !== undefined && chosen.name !== own?.name) return `${chosen.name} has no rows of it`
  return `no fallback store has rows of it: ${fallbacks.map(({name}) => name).join(', ')}`
}

/** The fallback store under the cursor, else the first one that has rows. */
export function copySource(state: State): string | null {
  const feature = featureUnderCursor(state)
  if (feature === null) return null
  const {column} = state.storesView
  const fallbacks =
    column > 0 ? state.storeChain.slice(column, column + 1) : state.storeChain.slice(1)
  const found = fallbacks.find(({name}) => {
    const cell = storeCell(state, name, feature)
    return cell.kind === 'rows' && cell.rows > 0
  })
  return found?.name ?? null
}

/** The feature that Stores is about. */
export function featureUnderCursor(state: State): string | null {
  return shown(state.loading.graph)?.order[state.storesView.cursor.index] ?? null
}
