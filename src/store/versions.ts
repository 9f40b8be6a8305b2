import type {FeatureVersionRecord, PushRecord} from '../engine/index.ts'
import {answerTo} from './loading/load-detail.ts'
import {shown} from './loading/loadable.ts'
import type {VersionChoice, VersionsView} from './navigation/views.ts'
import type {State} from './state.ts'

/** A line of Versions: a version of the feature, or a push and the version that it made. */
export type VersionLine = VersionChoice &
  (
    | {readonly kind: 'version'; readonly record: FeatureVersionRecord}
    | {
        readonly kind: 'push'
        readonly push: PushRecord
        /** What is stored under the version of that push; null when nothing is known of it. */
        readonly record: FeatureVersionRecord | null
      }
  )

export function currentVersionsView(state: State): VersionsView | null {
  const view = state.navigation.views[state.navigation.at]
  return state.versionsViews.get(view?.feature ?? '') ?? null
}

/** The lines of the list that is chosen, newest first; versions that are only in data come last. */
export function versionLines(state: State): readonly VersionLine[] {
  const view = currentVersionsView(state)
  return view === null ? [] : view.part === 'versions' ? versions(state, view) : pushes(state, view)
}

/** The line under the cursor; null while there is none. */
export function versionUnderCursor(state: State): VersionLine | null {
  const view = currentVersionsView(state)
  return view === null ? null : (versionLines(state)[view.cursors[view.part].index] ?? null)
}

/** What is stored of the chosen feature, version by version; null while it is not known. */
export function knownVersions(state: State): readonly FeatureVersionRecord[] | null {
  const view = currentVersionsView(state)
  return view === null ? null : answerTo(state.loading.versions, view.feature)
}

/** The version that the one under the cursor is compared with: the chosen one, else the current one. */
export function comparedVersion(state: State): VersionChoice & {readonly isCurrent: boolean} {
  const view = currentVersionsView(state)
  const current = shown(state.loading.graph)?.versions.get(view?.feature ?? '')?.featureVersion
  const chosen = view?.compared ?? null
  if (chosen !== null) return {...chosen, isCurrent: chosen.featureVersion === current}
  return {featureVersion: current ?? null, projectVersion: 'current', isCurrent: true}
}

/** Whether the version under the cursor is compared with itself; a version may have many pushes. */
export function isComparedWithItself(state: State): boolean {
  const line = versionUnderCursor(state)
  const to = comparedVersion(state)
  if (line === null || line.featureVersion !== to.featureVersion) return false
  return line.kind === 'version' || line.projectVersion === to.projectVersion
}

/** Two graphs by name; `current` is the newest push of that project. */
export interface ComparedGraphs {
  readonly from: string
  readonly to: string
  readonly project: string | null
}

/** What graphs are compared; null when one of them has no push. */
export function comparedGraphs(state: State): ComparedGraphs | null {
  const from = versionUnderCursor(state)?.projectVersion ?? null
  const to = comparedVersion(state).projectVersion
  const feature = currentVersionsView(state)?.feature ?? ''
  const definition = shown(state.loading.graph)?.graph.definitions.get(feature)
  return from === null || to === null ? null : {from, to, project: definition?.project ?? null}
}

function versions(state: State, {feature}: VersionsView): readonly VersionLine[] {
  return (answerTo(state.loading.versions, feature) ?? []).map(record => ({
    kind: 'version',
    featureVersion: record.featureVersion,
    projectVersion: record.projectVersions.at(-1) ?? null,
    record,
  }))
}

function pushes(state: State, {feature}: VersionsView): readonly VersionLine[] {
  const records = answerTo(state.loading.versions, feature) ?? []
  return (shown(state.loading.pushes) ?? []).map(push => {
    const {projectVersion} = push
    const record = records.find(one => one.projectVersions.includes(projectVersion)) ?? null
    const featureVersion = record?.featureVersion ?? null
    return {kind: 'push', featureVersion, projectVersion, push, record}
  })
}
