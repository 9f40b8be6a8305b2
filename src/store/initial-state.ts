import type {FeatureKey, SampleId} from '../engine/index.ts'
import {MISSING} from './loading/loadable.ts'
import type {LoadedIncrement} from './loading/loading-state.ts'
import {LIST_START} from './navigation/list-cursor.ts'
import {
  FIRST_ROWS,
  type IncrementView,
  type RowsView,
  type VersionsView,
} from './navigation/views.ts'
import type {State} from './state.ts'

/** Nothing asked, nothing staged: the graph, and no feature chosen. */
export const INITIAL_STATE: State = {
  storeChain: [],
  navigation: {
    views: [{screen: 'graph', feature: null, field: null, sample: null, version: null}],
    at: 0,
    last: null,
    pane: 'main',
    zoomed: false,
    detailTop: 0,
  },
  room: {listHeight: 20, detailEnd: 0},
  graphView: {layout: 'automatic', focusHops: null, filter: ''},
  rowsViews: new Map(),
  incrementViews: new Map(),
  versionsViews: new Map(),
  changesView: {cursor: LIST_START, tab: 'effects', rows: FIRST_ROWS},
  storesView: {about: null, cursor: LIST_START, column: 0},
  columnChoices: new Map(),
  loading: {
    graph: MISSING,
    statuses: new Map(),
    operations: MISSING,
    rows: new Map(),
    increments: new Map(),
    history: null,
    ids: null,
    versions: null,
    pushes: MISSING,
    graphDiff: null,
    stores: new Map(),
    storeInfos: MISSING,
  },
  changes: {staged: [], past: [], future: [], pending: {status: 'none'}},
  tasks: [],
  log: {notices: [], shown: null},
  popups: [],
  entered: new Map(),
  prefix: null,
  timeFormat: 'utc',
}

/** How the rows of a feature are first seen; those of one sample, newest first and with all history. */
export function initialRowsView(
  feature: FeatureKey,
  sample: SampleId | null,
  version: string | null = null,
): RowsView {
  return {
    feature,
    sample,
    version,
    filter: '',
    sort: sample === null ? [] : [{column: 'metaxy_updated_at', descending: true}],
    softDeleted: sample === null ? 'hide' : 'show',
    cursor: LIST_START,
    column: 0,
    marks: new Map(),
    rangeFrom: null,
    sought: null,
  }
}

export function initialIncrementView(feature: FeatureKey): IncrementView {
  return {
    feature,
    part: 'stale',
    filter: '',
    order: 'id',
    cursors: {new: LIST_START, stale: LIST_START, orphaned: LIST_START},
    marks: new Map(),
  }
}

export function initialVersionsView(feature: FeatureKey): VersionsView {
  const cursors = {versions: LIST_START, pushes: LIST_START}
  return {feature, part: 'versions', cursors, compared: null}
}

export function unaskedIncrement(question: string): LoadedIncrement {
  return {
    question,
    order: 'id',
    counts: MISSING,
    increment: MISSING,
    pages: {new: new Map(), stale: new Map(), orphaned: new Map()},
    staleByFields: MISSING,
  }
}
