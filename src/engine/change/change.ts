import type {Warning} from '../errors.ts'
import type {Row, SampleId} from '../models/cell-value.ts'
import type {FeatureDefinition} from '../models/feature-definition.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {RowsInput} from '../models/rows-input.ts'
import type {Column} from '../models/system-columns.ts'
import type {AskOptions} from '../questions/questions.ts'

/** Which rows a change is about: filter texts that all hold, or exactly these samples. */
export type ChangeScope =
  | {readonly kind: 'filter'; readonly filters: readonly string[]}
  | {readonly kind: 'samples'; readonly ids: readonly SampleId[]}

/** What a person stages; plain data, nothing looked up. */
export type Change =
  | {
      readonly kind: 'soft-delete'
      readonly feature: FeatureKey
      readonly where: ChangeScope
      readonly withFeatureHistory: boolean
    }
  | {readonly kind: 'restore'; readonly feature: FeatureKey; readonly where: ChangeScope}
  /** Takes back what an operation of the journal did; see commands.md §3. */
  | {readonly kind: 'undo'; readonly feature: FeatureKey; readonly operation: string}
  /** Removes stored rows for good, old ones and tombstones too (stores.md §5.2). */
  | {
      readonly kind: 'hard-delete'
      readonly feature: FeatureKey
      readonly where: ChangeScope
      readonly withFeatureHistory: boolean
    }
  /** Removes all rows of a feature, as Metaxy drops one. */
  | {readonly kind: 'drop'; readonly feature: FeatureKey}
  /** Carries rows of one feature version over to another, with provenance of today (stores.md §6). */
  | {
      readonly kind: 'rebase'
      readonly feature: FeatureKey
      readonly where: ChangeScope
      /** Whole feature versions; null: the current one. */
      readonly from: string
      readonly to: string | null
    }
  /** Copies rows of another metadata store into the chosen one (stores.md §5.5). */
  | {
      readonly kind: 'copy'
      readonly feature: FeatureKey
      readonly where: ChangeScope
      /** The name of the other metadata store. */
      readonly from: string
      readonly withFeatureHistory: boolean
      readonly withSampleHistory: boolean
      /** Leaves out what the chosen store has of the same id and feature version. */
      readonly onlyMissing: boolean
      /** Only rows that were written under this project version. */
      readonly fromSnapshot: string | null
    }
  /** Rows that a pipeline hands over (stores.md §4.1). */
  | {
      readonly kind: 'write'
      readonly feature: FeatureKey
      readonly rows: RowsInput
      readonly materializationId: string | null
      readonly preserveFeatureVersion: boolean
    }
  /** The definitions of a graph, recorded (stores.md §3.3); `feature` is the key of the system table. */
  | {
      readonly kind: 'push'
      readonly feature: FeatureKey
      readonly definitions: readonly FeatureDefinition[]
      readonly tags: Readonly<Record<string, string>>
    }

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

/** What became of one file, or of one Delta table: all of its changes, or none of them. */
export type FileOutcome =
  | {
      readonly kind: 'committed'
      readonly file: string
      readonly changes: readonly {
        readonly change: Change
        /** Its id in the journal; null when it wrote nothing. */
        readonly operation: string | null
        readonly rowsWritten: number
      }[]
      readonly atMicros: bigint
    }
  /** Somebody wrote to a table after the preview was made; nothing was changed. */
  | {
      readonly kind: 'conflicted'
      readonly file: string
      readonly feature: FeatureKey
      readonly expected: Base
      readonly found: Base
    }

export interface CommitOutcome {
  readonly kind: 'committed' | 'conflicted'
  readonly files: readonly FileOutcome[]
}

/** One entry of the journal as people see it (commands.md §3, `operations`). */
export interface Operation {
  readonly id: string
  readonly atMicros: bigint
  readonly kind: Change['kind']
  readonly metadataStore: string
  readonly feature: FeatureKey
  readonly rows: number
  readonly undoable: boolean
  readonly undoneBy: string | null
  /** The command line that does the same. */
  readonly command: string
}

/** What happened while a commit is under way. */
export interface CommitOptions extends AskOptions {
  /** A soft delete may make a table that hides the rows of a fallback store. */
  readonly allowHidingFallback?: boolean
  /** A .parquet file, not there yet, that the rows of a delete or drop are written to first. */
  readonly backup?: string
  /** The command line kept in the journal, one per change in order. */
  readonly commands?: readonly string[]
  readonly allowCrossProjectWrites?: boolean
}

/** Rows to write, with what Metaxy's `write` takes beside them (stores.md §4.1). */
export interface WriteRequest {
  readonly feature: FeatureKey
  readonly rows: RowsInput
  /** In place of the one that the project was opened with. */
  readonly materializationId?: string
  /** Keeps the versions that the rows bring along, when they have both. */
  readonly preserveFeatureVersion?: boolean
}

/** What became of rows that were written. */
export interface WriteResult {
  readonly feature: FeatureKey
  readonly rows: number
  /** Of the current graph. */
  readonly featureVersion: string
  /** Its id in the journal; null when nothing was written. */
  readonly operation: string | null
  readonly warnings: readonly Warning[]
}
