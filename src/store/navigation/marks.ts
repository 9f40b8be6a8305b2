import type {AskOptions, SampleId} from '../../engine/index.ts'
import type {Context} from '../context.ts'
import {shown} from '../loading/loadable.ts'
import {forgetRows} from '../loading/rows-loading.ts'
import {say} from '../log.ts'
import {sampleKey, sampleOf} from '../sample-key.ts'
import {
  currentIncrement,
  currentIncrementView,
  currentRows,
  currentRowsView,
  currentView,
  listLength,
  sampleUnderCursor,
} from '../selectors.ts'
import type {State} from '../state.ts'
import {changeIncrementView, changeRowsView} from './navigation.ts'
import type {Mark, Marks} from './views.ts'

/** More than that is better said as a filter. */
export const MOST_MARKS = 10_000

/** How many ids are read at once. */
const IDS_AT_ONCE = 1000

export interface MarkActions {
  /** Marks the sample under the cursor, or the range that is open. */
  readonly toggleMark: () => Promise<void>
  /** Opens a range at the cursor, or marks the range that is open. */
  readonly toggleRange: () => Promise<void>
  readonly markAll: () => Promise<void>
  readonly invertMarks: () => Promise<void>
  readonly clearMarks: () => void
}

export function markActions(context: Context): MarkActions {
  const {get, set} = context
  return {
    toggleMark: async () => {
      if (openRange(get()) !== null) return toggleRange(context)
      const id = sampleUnderCursor(get())
      if (id !== null) set(state => withMarks(state, marks => inverted(marks, [markOf(state, id)])))
    },
    toggleRange: () => toggleRange(context),
    markAll: () => changeAll(context, added),
    invertMarks: () => changeAll(context, inverted),
    clearMarks: () => set(state => withMarks(state, () => new Map())),
  }
}

/** The marks of the list on the screen. */
export function currentMarks(state: State): Marks {
  switch (currentView(state).screen) {
    case 'rows':
      return currentRowsView(state)?.marks ?? new Map()
    case 'increment':
      return currentIncrementView(state)?.marks ?? new Map()
    case 'graph':
    case 'changes':
      return new Map()
  }
}

/** The positions that an open range covers, first and last; null when none is open. */
export function openRange(state: State): readonly [number, number] | null {
  const view = currentRowsView(state)
  if (view === null || view.rangeFrom === null) return null
  const {index} = view.cursor
  return [Math.min(index, view.rangeFrom), Math.max(index, view.rangeFrom)]
}

async function toggleRange(context: Context): Promise<void> {
  const range = openRange(context.get())
  if (range === null) {
    context.set(state => changeRowsView(state, view => ({...view, rangeFrom: view.cursor.index})))
    return
  }
  const [first, last] = range
  const ids = await idsOfList(context, first, last - first + 1)
  context.set(state =>
    withMarks(state, marks =>
      added(
        marks,
        ids.map(id => markOf(state, id)),
      ),
    ),
  )
}

async function changeAll(
  context: Context,
  change: (marks: Marks, listed: readonly Mark[]) => Marks,
): Promise<void> {
  const ids = await idsOfList(context, 0, listLength(context.get()))
  context.set(state =>
    withMarks(state, marks =>
      change(
        marks,
        ids.map(id => markOf(state, id)),
      ),
    ),
  )
}

/** The ids at these positions of the list on the screen; none when there are too many. */
async function idsOfList(
  context: Context,
  first: number,
  count: number,
): Promise<readonly SampleId[]> {
  if (count > MOST_MARKS) {
    say(
      context,
      'warning',
      `At most ${MOST_MARKS} rows can be marked; :delete … where takes any number.`,
    )
    return []
  }
  const read = idReader(context)
  return context.run({title: 'marking', screen: null}, async signal => {
    const ids: SampleId[] = []
    for (let offset = first; offset < first + count; offset += IDS_AT_ONCE) {
      const wanted = Math.min(IDS_AT_ONCE, first + count - offset)
      ids.push(...(await read(offset, wanted, {signal})))
    }
    return ids
  })
}

type ReadIds = (offset: number, count: number, options: AskOptions) => Promise<readonly SampleId[]>

function idReader(context: Context): ReadIds {
  const state = context.get()
  if (currentView(state).screen === 'increment') {
    const increment = shown(currentIncrement(state)?.increment)
    const part = currentIncrementView(state)?.part ?? 'orphaned'
    return async (offset, count, options) => {
      const samples = (await increment?.samples(part, offset, count, options)) ?? []
      // Orphans that only wait are never chosen together with others.
      return samples.filter(({waiting}) => !waiting).map(({storedId, key}) => storedId ?? key)
    }
  }
  const rows = currentRows(state)
  const index = shown(rows?.index)
  return async (offset, count, options) => {
    const page = await index?.page(offset, count, options)
    if (page?.kind === 'moved' && rows !== null) forgetRows(context, new Set([rows.feature]))
    if (page?.kind !== 'page' || index === null) return []
    return page.rows.map(row => sampleOf(row, index.columns, index.idColumns))
  }
}

function withMarks(state: State, change: (marks: Marks) => Marks): Partial<State> {
  return currentView(state).screen === 'increment'
    ? changeIncrementView(state, view => ({...view, marks: change(view.marks)}))
    : changeRowsView(state, view => ({...view, marks: change(view.marks), rangeFrom: null}))
}

function markOf(state: State, id: SampleId): Mark {
  const isIncrement = currentView(state).screen === 'increment'
  const view = isIncrement ? currentIncrementView(state) : currentRowsView(state)
  return {id, filter: view?.filter ?? ''}
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
