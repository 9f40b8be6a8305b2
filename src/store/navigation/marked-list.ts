import type {FeatureKey, SampleId} from '../../engine/index.ts'
import type {Context} from '../context.ts'
import {shown} from '../loading/loadable.ts'
import {forgetRows} from '../loading/rows-loading.ts'
import {say} from '../log.ts'
import {sampleOf} from '../sample-key.ts'
import {
  currentIncrement,
  currentIncrementView,
  currentRows,
  currentRowsView,
  currentView,
} from '../selectors.ts'
import type {State} from '../state.ts'
import {changeIncrementView, changeRowsView} from './change-views.ts'
import type {Marks} from './views.ts'

/** More than that is better said as a filter. */
export const MOST_MARKS = 10_000

/** How many ids are read at once. */
const IDS_AT_ONCE = 1000

/** A list whose samples can be marked: it stays the same list while the person goes elsewhere. */
export interface MarkedList {
  readonly feature: FeatureKey
  readonly filter: string
  readonly marks: Marks
  /** Changes the marks and closes an open range. */
  readonly change: (state: State, change: (marks: Marks) => Marks) => Partial<State>
  /** The ids at these positions; none, and a sentence, when there are too many. */
  readonly idsAt: (first: number, count: number) => Promise<readonly SampleId[]>
}

type ReadIds = (
  offset: number,
  count: number,
  options: {readonly signal: AbortSignal},
) => Promise<readonly SampleId[]>

/** The list on the screen; null where nothing can be marked. */
export function currentList(context: Context): MarkedList | null {
  const state = context.get()
  switch (currentView(state).screen) {
    case 'rows':
      return rowsList(context, state)
    case 'increment':
      return incrementList(context, state)
    case 'graph':
    case 'versions':
    case 'changes':
    case 'stores':
      return null
  }
}

function rowsList(context: Context, state: State): MarkedList | null {
  const view = currentRowsView(state)
  const index = shown(currentRows(state)?.index)
  if (view === null || index === null) return null
  const {feature, filter, marks} = view
  return {
    feature,
    filter,
    marks,
    change: (now, change) =>
      changeRowsView(now, one => ({...one, marks: change(one.marks), rangeFrom: null}), view),
    idsAt: idsAt(context, async (offset, count, options) => {
      const page = await index.page(offset, count, options)
      if (page.kind === 'page') {
        return page.rows.map(row => sampleOf(row, index.columns, index.idColumns))
      }
      forgetRows(context, new Set([feature]))
      return []
    }),
  }
}

function incrementList(context: Context, state: State): MarkedList | null {
  const view = currentIncrementView(state)
  const increment = shown(currentIncrement(state)?.increment)
  if (view === null || increment === null) return null
  const {feature, filter, marks, part, order} = view
  return {
    feature,
    filter,
    marks,
    change: (now, change) =>
      changeIncrementView(now, one => ({...one, marks: change(one.marks)}), view),
    idsAt: idsAt(context, async (offset, count, options) => {
      const samples = await increment.samples(part, offset, count, {...options, order})
      // Orphans that only wait are never chosen together with others.
      return samples.filter(({waiting}) => !waiting).map(({storedId, key}) => storedId ?? key)
    }),
  }
}

function idsAt(context: Context, read: ReadIds): MarkedList['idsAt'] {
  return async (first, count) => {
    if (count > MOST_MARKS) {
      const most = MOST_MARKS.toLocaleString('en')
      say(
        context,
        'warning',
        `At most ${most} rows can be marked; :delete … where takes any number.`,
      )
      return []
    }
    return context.run({title: 'marking', screen: null}, async signal => {
      const ids: SampleId[] = []
      for (let offset = first; offset < first + count; offset += IDS_AT_ONCE) {
        const wanted = Math.min(IDS_AT_ONCE, first + count - offset)
        ids.push(...(await read(offset, wanted, {signal})))
      }
      return ids
    })
  }
}
