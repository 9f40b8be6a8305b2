import type {ChainStore, FeatureKey} from '../engine/index.ts'
import type {Changes} from './changes/changes-state.ts'
import type {Loading} from './loading/loading-state.ts'
import type {ColumnChoice} from './navigation/columns.ts'
import type {Popup, PopupKind} from './navigation/popups.ts'
import type {
  ChangesView,
  GraphView,
  IncrementView,
  Navigation,
  Room,
  RowsView,
  ScreenId,
  StoresView,
  VersionsView,
} from './navigation/views.ts'

/** Everything that a screen can show, as plain data. */
export interface State {
  /** The chosen metadata store and those behind it. */
  readonly storeChain: readonly ChainStore[]
  readonly navigation: Navigation
  readonly room: Room
  readonly graphView: GraphView
  /** By `rowsViewKey`. */
  readonly rowsViews: ReadonlyMap<string, RowsView>
  readonly incrementViews: ReadonlyMap<FeatureKey, IncrementView>
  readonly versionsViews: ReadonlyMap<FeatureKey, VersionsView>
  readonly changesView: ChangesView
  readonly storesView: StoresView
  /** By feature; of the history of its samples behind a mark of its own. */
  readonly columnChoices: ReadonlyMap<string, ColumnChoice>
  readonly loading: Loading
  readonly changes: Changes
  readonly tasks: readonly Task[]
  readonly log: Log
  /** The last one is on top and takes the keys. */
  readonly popups: readonly Popup[]
  /** What was entered into the fields of each kind, oldest first. */
  readonly entered: ReadonlyMap<PopupKind, readonly string[]>
  /** The first key of a sequence that waits for its second; listed once a person hesitates. */
  readonly prefix: {readonly key: string; readonly listed: boolean} | null
  readonly timeFormat: TimeFormat
}

export type TimeFormat = 'utc' | 'local' | 'relative'

export interface NewTask {
  readonly title: string
  /** The screen that waits for it; null runs in the background. */
  readonly screen: ScreenId | null
  /** Quitting in the middle of it would lose something. */
  readonly writes?: true
}

/** Something that runs. */
export interface Task extends NewTask {
  readonly id: number
  readonly startedAtMicros: bigint
}

export interface Log {
  /** Oldest first, the last two hundred. */
  readonly notices: readonly Notice[]
  /** The one on the message line; null when it has been read. */
  readonly shown: Notice | null
}

/** One sentence to the person. */
export interface Notice {
  readonly id: number
  readonly tone: NoticeTone
  readonly text: string
  readonly atMicros: bigint
}

export type NoticeTone = 'info' | 'done' | 'warning' | 'error'
