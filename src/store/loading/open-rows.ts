import type {AskOptions, ReadRequest, Row, RowIndex} from '../../engine/index.ts'
import type {Context} from '../context.ts'
import {type ListCursor, settle} from '../navigation/list-cursor.ts'
import type {RowsView} from '../navigation/views.ts'
import {rowAt, rowsViewKey} from '../selectors.ts'
import {type Loadable, ready} from './loadable.ts'
import type {Pages} from './loading-state.ts'
import {PAGE_LINES, pagesUnder} from './pages.ts'

/** How often a table may move while its index is built before that is called a failure. */
const ATTEMPTS = 5

/** What is asked of the project for these rows. */
export function readRequest(view: RowsView): ReadRequest {
  return {
    feature: view.feature,
    filters: view.filter === '' ? [] : [view.filter],
    sortBy: view.sort,
    softDeleted: view.softDeleted,
    ...(view.version === null ? {} : {featureVersion: view.version}),
    ...(view.sample === null
      ? {}
      : {sample: view.sample, withSampleHistory: true, withFeatureHistory: true}),
  }
}

export interface OpenedRows {
  readonly index: RowIndex
  readonly cursor: ListCursor
  readonly pages: Pages<Row>
}

/** An index, and the pages around the sample that the cursor stands on, wherever that is now. */
export async function openRows(
  context: Context,
  view: RowsView,
  options: AskOptions,
): Promise<OpenedRows> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const index = await context.project.openRows(readRequest(view), options)
    const cursor = await cursorIn(context, view, index, options)
    const pages = await readPages(context, index, cursor, options)
    if (pages !== 'moved') return {index, cursor, pages}
  }
  throw new Error(`${view.feature} is being written to all the time; try again when it is quiet.`)
}

async function cursorIn(
  context: Context,
  view: RowsView,
  index: RowIndex,
  options: AskOptions,
): Promise<ListCursor> {
  const {rowsViews, loading, room} = context.get()
  const key = rowsViewKey(view.feature, view.sample, view.version)
  const standing = (rowsViews.get(key) ?? view).cursor
  // The rows of one sample all have its id: there a position says more.
  const found = view.sample === null ? rowAt(loading.rows.get(key) ?? null, standing.index) : null
  const position = found === null ? undefined : await index.positionOf(found.id, options)
  const moved = {...standing, index: position ?? standing.index}
  return settle(moved, index.totalRows, room.listHeight)
}

async function readPages(
  context: Context,
  index: RowIndex,
  cursor: ListCursor,
  options: AskOptions,
): Promise<Pages<Row> | 'moved'> {
  const pages = new Map<number, Loadable<readonly Row[]>>()
  const {listHeight} = context.get().room
  for (const number of pagesUnder(cursor.top, listHeight, index.totalRows)) {
    const page = await index.page(number * PAGE_LINES, PAGE_LINES, options)
    if (page.kind === 'moved') return 'moved'
    pages.set(number, ready(page.rows, context.now()))
  }
  return pages
}
