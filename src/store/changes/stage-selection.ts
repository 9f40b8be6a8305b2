import type {Change, SampleId} from '../../engine/index.ts'
import type {Context} from '../context.ts'
import {currentList, type MarkedList} from '../navigation/marked-list.ts'
import {currentMarks, openRange} from '../navigation/marks.ts'
import type {Mark} from '../navigation/views.ts'
import {sampleKey} from '../sample-key.ts'
import {
  currentIncrementView,
  currentView,
  incrementSampleUnderCursor,
  rowUnderCursor,
  sampleUnderCursor,
} from '../selectors.ts'
import type {State} from '../state.ts'
import {type StagingActions, stagedSamples} from './staging.ts'

/** What can be staged for chosen rows. */
export type RowChange = 'soft-delete' | 'hard-delete' | 'restore'

export interface SelectionActions {
  /** For the marked rows, else for the one under the cursor; marks that a filter hides are asked about. */
  readonly stageSelection: (kind: RowChange) => Promise<void>
  /** After that question: all the marks, or only those of the filter. */
  readonly stageMarks: (kind: RowChange, which: 'all' | 'unhidden') => void
}

export function selectionActions(context: Context, {stage}: StagingActions): SelectionActions {
  const {get, set} = context
  const stageSamples = (kind: RowChange, list: MarkedList, ids: readonly SampleId[]) => {
    if (ids.length === 0) return
    stage(rowChange(kind, list.feature, ids))
    set(state => list.change(state, () => new Map()))
  }

  return {
    stageMarks: (kind, which) => {
      const list = currentList(context)
      if (list === null) return
      const marks = [...list.marks.values()]
      const chosen = which === 'all' ? marks : marks.filter(mark => !isHidden(list, mark))
      stageSamples(
        kind,
        list,
        chosen.map(({id}) => id),
      )
    },
    stageSelection: async kind => {
      const list = currentList(context)
      if (list === null) return
      const marks = [...list.marks.values()]
      const hidden = marks.filter(mark => isHidden(list, mark)).length
      const range = openRange(get())
      const id = sampleUnderCursor(get())
      if (range !== null) {
        const between = await list.idsAt(range.first, range.count)
        stageSamples(kind, list, [...marks.map(mark => mark.id), ...between])
      } else if (hidden > 0) {
        const popup = {kind: 'hidden-marks', change: kind, hidden, all: marks.length} as const
        set(({popups}) => ({popups: [...popups, popup]}))
      } else if (marks.length > 0)
        stageSamples(
          kind,
          list,
          marks.map(mark => mark.id),
        )
      else if (id !== null) stageSamples(kind, list, [id])
    },
  }
}

/** Why nothing can be staged here now; undefined when it can. */
export function stagingReason(state: State, kind: RowChange): string | undefined {
  const {screen, sample, feature, version} = currentView(state)
  if (feature === null) return 'no feature is chosen'
  if (version !== null) return 'these are rows of another version; Backspace goes back'
  if (sample !== null) return 'these are the stored rows of one sample; Backspace goes back'
  const id = sampleUnderCursor(state)
  if (id === null) return 'there is no row under the cursor'
  if (screen === 'increment') return incrementReason(state, kind)
  if (currentMarks(state).size > 0 || openRange(state) !== null) return undefined
  const isDeleted = rowUnderCursor(state)?.softDeleted ?? false
  if (kind === 'soft-delete' && isDeleted) return 'the row is soft-deleted already; o restores it'
  if (kind === 'restore' && !isDeleted) return 'the row is not deleted'
  return stagedReason(state, kind, id)
}

function incrementReason(state: State, kind: RowChange): string | undefined {
  if (kind === 'hard-delete') return 'only on Rows'
  if (kind === 'restore') return 'only on Rows, with soft-deleted rows shown (z)'
  const part = currentIncrementView(state)?.part
  if (part !== 'orphaned') return 'only orphaned rows can be deleted here'
  if (currentMarks(state).size > 0) return undefined
  const sample = incrementSampleUnderCursor(state)
  if (sample?.waiting) {
    return 'waiting: its id still exists under an older upstream version; recompute upstream first'
  }
  return stagedReason(state, kind, sampleUnderCursor(state) ?? [])
}

function stagedReason(state: State, kind: RowChange, id: SampleId): string | undefined {
  const {feature} = currentView(state)
  const staged = stagedSamples(state.changes.staged, feature ?? '').get(sampleKey(id))
  return staged === kind ? 'it is staged already; u takes it back' : undefined
}

function isHidden(list: MarkedList, mark: Mark): boolean {
  return list.filter !== '' && mark.filter !== list.filter
}

function rowChange(kind: RowChange, feature: string, ids: readonly SampleId[]): Change {
  const where = {kind: 'samples', ids} as const
  return kind === 'restore'
    ? {kind, feature, where}
    : {kind, feature, where, withFeatureHistory: false}
}
