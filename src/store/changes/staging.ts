import type {Change, FeatureKey, SampleId} from '../../engine/index.ts'
import type {Context} from '../context.ts'
import {settle} from '../navigation/list-cursor.ts'
import {FIRST_ROWS} from '../navigation/views.ts'
import {sampleKey} from '../sample-key.ts'
import type {State} from '../state.ts'
import {includedChanges, type StagedChange} from './changes-state.ts'
import {previewChanges} from './preview.ts'

export interface StagingActions {
  readonly stage: (change: Change) => void
  readonly unstage: (id: number) => void
  readonly toggleIncluded: (id: number) => void
  /** Puts another change in its place: the same with another option. */
  readonly restage: (id: number, change: Change) => void
}

/** How many edits of the list can be undone. */
const KEPT_EDITS = 100

export function stagingActions(context: Context): StagingActions {
  return {
    stage: change => {
      editStaged(context, staged => withChange(staged, change))
      showLast(context)
    },
    unstage: id => editStaged(context, staged => staged.filter(other => other.id !== id)),
    restage: (id, change) =>
      editStaged(context, staged => staged.map(one => (one.id === id ? {...one, change} : one))),
    toggleIncluded: id =>
      editStaged(context, staged =>
        staged.map(one => (one.id === id ? {...one, included: !one.included} : one)),
      ),
  }
}

/** What was staged last is what a person looks at next. */
function showLast({set}: Context): void {
  set(({changes, changesView, room}) => {
    const count = changes.staged.length
    const last = {...changesView.cursor, index: count - 1}
    return {
      changesView: {...changesView, cursor: settle(last, count, room.listHeight), rows: FIRST_ROWS},
    }
  })
}

/** Changes the list so that it can be undone, and previews what it has become. */
export function editStaged(
  context: Context,
  edit: (staged: readonly StagedChange[]) => readonly StagedChange[],
): void {
  const {staged, past} = context.get().changes
  showStaged(context, edit(staged), {past: [...past, staged].slice(-KEPT_EDITS), future: []})
}

/** Goes to the list before the last edit; false when there was none. */
export function undoEdit(context: Context): boolean {
  const {staged, past, future} = context.get().changes
  const before = past.at(-1)
  if (before === undefined) return false
  showStaged(context, before, {past: past.slice(0, -1), future: [...future, staged]})
  return true
}

/** Goes back to the list after the edit that was undone last; false when there is none. */
export function redoEdit(context: Context): boolean {
  const {staged, past, future} = context.get().changes
  const after = future.at(-1)
  if (after === undefined) return false
  showStaged(context, after, {past: [...past, staged], future: future.slice(0, -1)})
  return true
}

/** The samples of a feature that staged changes name, with what is to happen to them. */
export function stagedSamples(
  staged: readonly StagedChange[],
  feature: FeatureKey,
): ReadonlyMap<string, Change['kind']> {
  return new Map(
    staged.flatMap(({change}) => {
      if (!('where' in change) || change.feature !== feature) return []
      if (change.where.kind !== 'samples') return []
      return change.where.ids.map(id => [sampleKey(id), change.kind] as const)
    }),
  )
}

function showStaged(
  context: Context,
  staged: readonly StagedChange[],
  edits: Pick<State['changes'], 'past' | 'future'>,
): void {
  context.set(state => ({
    changes: {...state.changes, ...edits, staged},
    changesView: {
      ...state.changesView,
      cursor: settle(state.changesView.cursor, staged.length, state.room.listHeight),
    },
  }))
  void previewChanges(context, includedChanges(staged))
}

/** Rows chosen one after the other become one change, so that the list stays readable. */
function withChange(staged: readonly StagedChange[], change: Change): readonly StagedChange[] {
  const last = staged.at(-1)
  const together = last?.included ? joined(last.change, change) : null
  if (last !== undefined && together !== null) {
    return [...staged.slice(0, -1), {...last, change: together}]
  }
  const id = 1 + Math.max(0, ...staged.map(one => one.id))
  return [...staged, {id, change, included: true}]
}

function joined(first: Change, second: Change): Change | null {
  if (!('where' in first && 'where' in second)) return null
  if (first.kind === 'rebase' || first.kind === 'copy') return null
  if (first.kind !== second.kind || first.feature !== second.feature) return null
  if (first.where.kind !== 'samples' || second.where.kind !== 'samples') return null
  if (historyOf(first) !== historyOf(second)) return null
  return {...first, where: {kind: 'samples', ids: union(first.where.ids, second.where.ids)}}
}

function historyOf(change: Change): boolean {
  return 'withFeatureHistory' in change && change.withFeatureHistory
}

function union(first: readonly SampleId[], second: readonly SampleId[]): readonly SampleId[] {
  return [...new Map([...first, ...second].map(id => [sampleKey(id), id])).values()]
}
