import type {FeatureKey, Row, RowIndex, SampleId} from '../../engine/index.ts'
import type {Context} from '../context.ts'
import {say, sayFailure} from '../log.ts'
import {moveCursor} from '../navigation/list-cursor.ts'
import type {RowsView} from '../navigation/views.ts'
import {sampleText} from '../sample-key.ts'
import {currentRowsView, currentView, rowsViewKey} from '../selectors.ts'
import type {State} from '../state.ts'
import {load, type Slot} from './load.ts'
import {failed, isMissing, loading, ready, shown} from './loadable.ts'
import type {LoadedRows} from './loading-state.ts'
import {openRows, readRequest} from './open-rows.ts'
import {PAGE_LINES, pagesAround, withPage} from './pages.ts'
import {reopenFilter} from './refused-filter.ts'

/** How many row indexes are kept: the one that is shown and those gone back to soonest. */
const KEPT_INDEXES = 3

/** Asks for whatever the shown rows still need: their index, or the pages under the window. */
export function loadRows(context: Context): void {
  const state = context.get()
  const view = currentRowsView(state)
  if (currentView(state).screen !== 'rows' || view === null) return
  const loaded = state.loading.rows.get(keyOf(view))
  if (loaded === undefined || loaded.question !== questionOf(view)) {
    void loadIndex(context, view)
  } else if (loaded.index.status === 'ready') {
    const index = loaded.index.value
    if (view.sought !== null)
      seek(context, view, index, view.sought).catch(error => sayFailure(context, error))
    const wanted = pagesAround(view.cursor.top, state.room.listHeight, index.totalRows)
    for (const page of wanted.filter(page => isMissing(loaded.pages.get(page)))) {
      void loadPage(context, view, index, page)
    }
  }
}

/** Has the rows of these features asked for again; those on the screen stay until the answer is there. */
export function forgetRows(context: Context, features: ReadonlySet<FeatureKey>): void {
  const view = currentRowsView(context.get())
  const shownKey = view === null ? null : keyOf(view)
  context.set(({loading}) => {
    const kept = [...loading.rows].flatMap(([key, rows]) => {
      if (!features.has(rows.feature)) return [[key, rows] as const]
      return key === shownKey ? [[key, {...rows, question: ''}] as const] : []
    })
    return {loading: {...loading, rows: new Map(kept)}}
  })
}

async function loadIndex(context: Context, view: RowsView): Promise<void> {
  const key = keyOf(view)
  const before = context.get().loading.rows.get(key)
  const asked: LoadedRows = {
    feature: view.feature,
    question: questionOf(view),
    index: loading(before?.index, context.now()),
    pages: before?.pages ?? new Map(),
  }
  const isLate = () => context.get().loading.rows.get(key)?.index !== asked.index
  context.set(state => withRows(state, key, asked))
  try {
    const {index, cursor, pages} = await context.run(
      {title: `reading ${view.feature}`, screen: 'rows'},
      signal => openRows(context, view, {signal}),
    )
    if (isLate()) return
    context.set(state => ({
      ...withRows(state, key, {...asked, index: ready(index, context.now()), pages}),
      rowsViews: new Map(state.rowsViews).set(key, {
        ...(state.rowsViews.get(key) ?? view),
        cursor,
      }),
    }))
  } catch (error) {
    if (isLate()) return
    const index = failed(error, context.now())
    context.set(state => withRows(state, key, {...asked, index, pages: new Map()}))
    reopenFilter(context, {screen: 'rows', feature: view.feature}, view.filter, error)
  }
}

async function loadPage(
  context: Context,
  view: RowsView,
  index: RowIndex,
  number: number,
): Promise<void> {
  await load(
    context,
    pageSlot(keyOf(view), index, number),
    {title: `reading rows of ${view.feature}`, screen: null},
    async signal => {
      const page = await index.page(number * PAGE_LINES, PAGE_LINES, {signal})
      if (page.kind === 'page') return page.rows
      readAgain(context, view, index)
      return []
    },
  )
}

/** Puts the cursor on a sample, or says that it is not among the rows. */
async function seek(
  context: Context,
  view: RowsView,
  index: RowIndex,
  sought: SampleId,
): Promise<void> {
  const change = (changed: Partial<RowsView>) =>
    context.set(({rowsViews}) => {
      const standing = {...(rowsViews.get(keyOf(view)) ?? view), ...changed}
      return {rowsViews: new Map(rowsViews).set(keyOf(view), standing)}
    })
  change({sought: null})
  const position = await context.run(
    {title: `finding ${sampleText(sought)}`, screen: null},
    signal => index.positionOf(sought, {signal}),
  )
  if (position === undefined) {
    say(context, 'warning', `${sampleText(sought)} is not among the rows that are shown.`)
    return
  }
  const {listHeight} = context.get().room
  const cursor = moveCursor(view.cursor, {to: position}, index.totalRows, listHeight)
  change({cursor})
}

/** Once per index, however many of its pages say that the table moved. */
function readAgain(context: Context, view: RowsView, moved: RowIndex): void {
  const rows = context.get().loading.rows.get(keyOf(view))
  if (rows?.index.status !== 'ready' || rows.index.value !== moved || rows.question === '') return
  forgetRows(context, new Set([view.feature]))
  say(context, 'warning', `${view.feature} changed on disk; its rows were read again.`)
}

function pageSlot(key: string, index: RowIndex, number: number): Slot<readonly Row[]> {
  return {
    read: ({loading}) => loading.rows.get(key)?.pages.get(number),
    write: (state, page) => {
      const rows = state.loading.rows.get(key)
      if (rows === undefined || shown(rows.index) !== index) return {}
      return withRows(state, key, {...rows, pages: withPage(rows.pages, number, page)})
    },
  }
}

function withRows(state: State, key: string, rows: LoadedRows): Partial<State> {
  const others = [...state.loading.rows].filter(([other]) => other !== key)
  const kept = [...others, [key, rows] as const].slice(-KEPT_INDEXES)
  return {loading: {...state.loading, rows: new Map(kept)}}
}

function keyOf(view: RowsView): string {
  return rowsViewKey(view.feature, view.sample, view.version)
}

function questionOf(view: RowsView): string {
  return JSON.stringify(readRequest(view))
}
