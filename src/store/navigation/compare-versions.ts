import type {State} from '../state.ts'
import {comparedVersion, versionLines, versionUnderCursor} from '../versions.ts'
import {changeVersionsView} from './change-views.ts'
import {settle} from './list-cursor.ts'
import type {VersionChoice} from './views.ts'

/** The version under the cursor becomes the one that others are compared with, or no longer is. */
export function toggledCompared(state: State): Partial<State> {
  const line = versionUnderCursor(state)
  if (line === null) return {}
  return changeVersionsView(state, view => ({
    ...view,
    compared: view.compared !== null && isSame(view.compared, line) ? null : choiceOf(line),
  }))
}

/** Cursor and compared version change places; one that is not in this list stays where it is. */
export function swappedCompared(state: State): Partial<State> {
  const line = versionUnderCursor(state)
  const compared = comparedVersion(state)
  if (line === null) return {}
  const lines = versionLines(state)
  const exact = lines.findIndex(other => isSame(other, compared))
  const index =
    exact === -1
      ? lines.findIndex(({featureVersion}) => featureVersion === compared.featureVersion)
      : exact
  if (index === -1) return {}
  return changeVersionsView(state, view => {
    const standing = {...view.cursors[view.part], index}
    const cursor = settle(standing, lines.length, state.room.listHeight)
    return {
      ...view,
      cursors: {...view.cursors, [view.part]: cursor},
      compared: choiceOf(line),
    }
  })
}

export function isSame(one: VersionChoice, other: VersionChoice): boolean {
  return one.featureVersion === other.featureVersion && one.projectVersion === other.projectVersion
}

function choiceOf({featureVersion, projectVersion}: VersionChoice): VersionChoice {
  return {featureVersion, projectVersion}
}
