import type {FeatureKey, FieldKey, IncrementClass, SampleId, SortKey} from '../../engine/index.ts'
import type {ListCursor} from './list-cursor.ts'

/** The screens there are, in the order of their keys. */
export const SCREENS = ['graph', 'rows', 'increment', 'changes'] as const
export type ScreenId = (typeof SCREENS)[number]

/** A place a person can go back to. */
export interface View {
  readonly screen: ScreenId
  /** What the screen is about, and what the next one will be about. */
  readonly feature: FeatureKey | null
  readonly field: FieldKey | null
  /** On Rows: the sample whose stored rows are listed, instead of the feature's samples. */
  readonly sample: SampleId | null
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
  readonly cursors: Readonly<Record<IncrementClass, ListCursor>>
  readonly marks: Marks
}

export interface ChangesView {
  readonly cursor: ListCursor
  readonly tab: ChangesTab
}

export const CHANGES_TABS = ['effects', 'rows', 'operation', 'warnings'] as const
export type ChangesTab = (typeof CHANGES_TABS)[number]
