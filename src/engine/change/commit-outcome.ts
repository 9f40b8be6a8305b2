import type {Warning} from '../errors.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {RowsInput} from '../models/rows-input.ts'
import type {AskOptions} from '../questions/questions.ts'
import type {Change} from './change.ts'
import type {Base} from './change-preview.ts'

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
