import type {
  FeatureKey,
  FieldKey,
  IncrementClass,
  SampleId,
  SampleOrder,
  SortKey,
} from '../../engine/index.ts'
import type {ListCursor} from './list-cursor.ts'

/** The screens there are, in the order of their keys. */
export const SCREENS = ['graph', 'rows', 'versions', 'increment', 'changes', 'stores'] as const
export type ScreenId = (typeof SCREENS)[number]

/** A place a person can go back to. */
export interface View {
  readonly screen: ScreenId
  /** What the screen is about, and what the next one will be about. */
  readonly feature: FeatureKey | null
  readonly field: FieldKey | null
  /** On Rows: the sample whose stored rows are listed, instead of the feature's samples. */
  readonly sample: SampleId | null
  /** On Rows: the feature version whose rows are listed; null lists those of the current one. */
  readonly version: string | null
}

export interface Navigation {
  /** Never empty. */
  readonly views: readonly View[]
  /** Which of them is shown; those after it are reached by going forward. */
  readonly at: number
  /** Where the shown one was come from, for swapping. */
  readonly last: number | null
  readonly pane: 'main' | 'detail'
  /** The focused pane has the whole frame. */
  readonly zoomed: boolean
  /** First line of the detail pane. */
  readonly detailTop: number
}

/** What the screen has room for. */
export interface Room {
  /** Lines of its list. */
  readonly listHeight: number
  /** The last of the first lines that its detail pane can have. */
  readonly detailEnd: number
}

export interface GraphView {
  readonly layout: 'automatic' | 'boxes' | 'lanes'
  /** Hops around the selected feature; null shows the whole graph. */
  readonly focusHops: number | null
  /** Keys that contain this text; '' shows all. */
  readonly filter: string
}

export interface RowsView {
  readonly feature: FeatureKey
  readonly sample: SampleId | null
  readonly version: string | null
  /** '' is none. */
  readonly filter: string
  readonly sort: readonly SortKey[]
  readonly softDeleted: 'hide' | 'show' | 'only'
  readonly cursor: ListCursor
  /** Among the columns that are shown. */
  readonly column: number
  readonly marks: Marks
  /** Where a range of marks began. */
  readonly rangeFrom: number | null
  /** The sample that the cursor is to be put on as soon as its position is known. */
  readonly sought: SampleId | null
}

/** Marked samples by `sampleKey`; they outlive sorting and filtering. */
export type Marks = ReadonlyMap<string, Mark>

export interface Mark {
  readonly id: SampleId
  /** The filter it was marked under. */
  readonly filter: string
}

export interface IncrementView {
  readonly feature: FeatureKey
  readonly part: IncrementClass
  /** Judged over every upstream and the stored rows; '' is none. */
  readonly filter: string
  readonly order: SampleOrder
  readonly cursors: Readonly<Record<IncrementClass, ListCursor>>
  readonly marks: Marks
}

/** The two lists of Versions: what the feature was, and what was pushed. */
export const VERSIONS_PARTS = ['versions', 'pushes'] as const
export type VersionsPart = (typeof VERSIONS_PARTS)[number]

export interface VersionsView {
  readonly feature: FeatureKey
  readonly part: VersionsPart
  readonly cursors: Readonly<Record<VersionsPart, ListCursor>>
  /** What the one under the cursor is compared with; null is the current graph. */
  readonly compared: VersionChoice | null
}

/** A version of a feature, as the graph of one push has it. */
export interface VersionChoice {
  /** Null when that push does not have the feature. */
  readonly featureVersion: string | null
  /** Null when the version was found only in data. */
  readonly projectVersion: string | null
}

export interface StoresView {
  /** The feature that one came from, which the cursor was put on. */
  readonly about: FeatureKey | null
  /** Among the features. */
  readonly cursor: ListCursor
  /** Among the metadata stores of the chain. */
  readonly column: number
}

export interface ChangesView {
  readonly cursor: ListCursor
  readonly tab: ChangesTab
  readonly rows: ChangesRows
}

/** Of the rows behind the numbers of the chosen change. */
export interface ChangesRows {
  /** Which of their groups. */
  readonly group: number
  /** So many columns are scrolled out at the left. */
  readonly column: number
}

export const FIRST_ROWS: ChangesRows = {group: 0, column: 0}

export const CHANGES_TABS = ['effects', 'rows', 'operation', 'warnings'] as const
export type ChangesTab = (typeof CHANGES_TABS)[number]
