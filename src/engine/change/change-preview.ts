import type {Warning} from '../errors.ts'
import type {Row} from '../models/cell-value.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {Column} from '../models/system-columns.ts'
import type {Change} from './change.ts'

export interface BeforeAfter {
  readonly before: number
  readonly after: number
}

/** How the increment of one feature moves when the change is committed. */
export type IncrementEffect =
  | {
      readonly kind: 'computed'
      readonly feature: FeatureKey
      readonly new: BeforeAfter
      readonly stale: BeforeAfter
      readonly orphaned: BeforeAfter
    }
  | {readonly kind: 'not-computed'; readonly feature: FeatureKey; readonly reason: string}

/** What the preview saw of one table; a commit finds the same or writes nothing. */
export interface Base {
  readonly table: string
  readonly rowCount: number
  readonly maxUpdatedAtMicros: bigint | null
  readonly maxDeletedAtMicros: bigint | null
  /** Over the whole selected rows, as decimal text. */
  readonly selectedRowsHash: string
  /** Of a Delta table: the version of its log; null of other tables, and of one that does not exist. */
  readonly logVersion: number | null
}

/** So many rows, and the first of them. */
export interface RowGroup {
  readonly count: number
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
}

/** What only one kind of change has to tell. */
export type ChangeDetails =
  | {readonly kind: 'none'}
  /** Older rows that a read shows again once the rows of a hard delete are gone. */
  | {readonly kind: 'hard-delete'; readonly resurfacing: RowGroup}
  /** The waterfall of a rebase (commands.md §3). */
  | {
      readonly kind: 'rebase'
      readonly from: string
      readonly to: string
      readonly isCurrent: boolean
      readonly candidates: RowGroup
      readonly joined: RowGroup
      readonly dropped: readonly ({readonly reason: string} & RowGroup)[]
      /** Rows that keep a data version of their own. */
      readonly userVersioned: RowGroup
      /** Rows that were out of date already: a rebase marks them as fresh. */
      readonly laundered: RowGroup
    }
  | {readonly kind: 'copy'; readonly skipped: number; readonly conflicts: RowGroup}

/** What one change would do, computed over the changes before it; nothing was written. */
export interface ChangePreview {
  readonly change: Change
  readonly metadataStore: string
  readonly resolvedFrom: string
  /** Rows that will be appended or removed, exactly. */
  readonly rows: number
  /** Physical rows of the table before. */
  readonly physical: BeforeAfter
  readonly visible: BeforeAfter
  readonly nextIncrement: IncrementEffect
  readonly downstream: readonly IncrementEffect[]
  /** The versions that appended rows carry: one, or for undo and restore the rows' own. */
  readonly stampedVersions: readonly {
    readonly featureVersion: string
    readonly projectVersion: string
    readonly rows: number
  }[]
  /** Reads of these feature versions still show this many of the selected samples afterwards. */
  readonly stillShownByVersion: readonly {readonly featureVersion: string; readonly rows: number}[]
  /** Samples an undo leaves alone because a newer row exists; 0 for the others. */
  readonly skipped: number
  readonly details: ChangeDetails
  readonly warnings: readonly Warning[]
  /** The first of the rows that are copied or removed, as they are stored, in id order. */
  readonly selected: {readonly columns: readonly Column[]; readonly rows: readonly Row[]}
  /** As text to read: exactly what the commit runs. */
  readonly statements: readonly string[]
  readonly base: Base
}

/** The changes that were previewed together, in order, and what the commit re-checks. */
export interface Preview {
  readonly changes: readonly ChangePreview[]
  /** Microseconds since 1970, UTC: the clock of the preview; the stamp of its tombstones is taken at commit. */
  readonly previewedAtMicros: bigint
  readonly durationMs: number
}
