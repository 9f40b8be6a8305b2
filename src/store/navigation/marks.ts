import type {SampleId} from '../../engine/index.ts'
import type {Context} from '../context.ts'
import {sayFailure} from '../log.ts'
import {sampleKey} from '../sample-key.ts'
import {
  currentIncrementView,
  currentRowsView,
  currentView,
  listLength,
  sampleUnderCursor,
} from '../selectors.ts'
import type {State} from '../state.ts'
import {changeRowsView} from './change-views.ts'
import {currentList, type MarkedList} from './marked-list.ts'
import type {Mark, Marks, RowsView} from './views.ts'

export interface MarkActions {
  /** Marks the sample under the cursor and goes on to the next, or marks the range that is open. */
  readonly toggleMark: () => void
  /** Opens a range at the cursor, or marks the range that is open. */
  readonly toggleRange: () => void
  readonly markAll: () => void
  readonly invertMarks: () => void
  readonly clearMarks: () => void
}

export function markActions(context: Context, moveDown: () => void): MarkActions {
  const {get, set} = context
  const change = (list: MarkedList, ids: readonly SampleId[], how: typeof added) =>
    set(state =>
      list.change(state, marks =>
        how(
          marks,
          ids.map(id => ({id, filter: list.filter})),
        ),
      ),
    )
  const changeLines = async (first: number, count: number, how: typeof added) => {
    const list = currentList(context)
    if (list === null) return
    try {
      change(list, await list.idsAt(first, count), how)
    } catch (error) {
      sayFailure(context, error)
    }
  }

  return {
    toggleMark: () => {
      const range = openRange(get())
      const list = currentList(context)
      const id = sampleUnderCursor(get())
      if (range !== null) void changeLines(range.first, range.count, added)
      else if (list !== null && id !== null) {
        change(list, [id], inverted)
        moveDown()
      }
    },
    toggleRange: () => {
      const range = openRange(get())
      if (range !== null) void changeLines(range.first, range.count, added)
      else set(state => changeRowsView(state, view => ({...view, rangeFrom: view.cursor.index})))
    },
    markAll: () => void changeLines(0, listLength(get()), added),
    invertMarks: () => void changeLines(0, listLength(get()), inverted),
    clearMarks: () => set(state => currentList(context)?.change(state, () => new Map()) ?? {}),
  }
}

/** The marks of the list on the screen. */
export function currentMarks(state: State): Marks {
  switch (currentView(state).screen) {
    case 'rows':
      return currentRowsView(state)?.marks ?? NONE
    case 'increment':
      return currentIncrementView(state)?.marks ?? NONE
    case 'graph':
    case 'versions':
    case 'changes':
    case 'stores':
      return NONE
  }
}

const NONE: Marks = new Map()

/** The lines from the first to the last of a range. */
export interface LineRange {
  readonly first: number
  readonly count: number
}

/** The range that is open in the rows on the screen; null when none is. */
export function openRange(state: State): LineRange | null {
  const view = currentView(state).screen === 'rows' ? currentRowsView(state) : null
  return view === null ? null : rangeOf(view)
}

export function rangeOf(view: RowsView): LineRange | null {
  if (view.rangeFrom === null) return null
  const {index} = view.cursor
  return {
    first: Math.min(index, view.rangeFrom),
    count: Math.abs(index - view.rangeFrom) + 1,
  }
}

function added(marks: Marks, listed: readonly Mark[]): Marks {
  return new Map([...marks, ...listed.map(mark => [sampleKey(mark.id), mark] as const)])
}

function inverted(marks: Marks, listed: readonly Mark[]): Marks {
  const result = new Map(marks)
  for (const mark of listed) {
    const key = sampleKey(mark.id)
    if (!result.delete(key)) result.set(key, mark)
  }
  return result
}
