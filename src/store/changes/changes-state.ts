import type {Change, CommitOutcome, Preview} from '../../engine/index.ts'

/** A change that waits for the commit. */
export interface StagedChange {
  readonly id: number
  readonly change: Change
  /** An excluded change stays in the list and is neither previewed nor committed. */
  readonly included: boolean
}

/** Where the included changes are on their way to the metadata store. */
export type PendingChanges =
  | {readonly status: 'none'}
  | {
      readonly status: 'previewing'
      readonly changes: readonly Change[]
      readonly sinceMicros: bigint
    }
  | {readonly status: 'previewed'; readonly preview: Preview}
  | {readonly status: 'committing'; readonly preview: Preview}
  /** Nothing of a conflicted file was written; a new preview sees what is there now. */
  | {readonly status: 'conflicted'; readonly preview: Preview; readonly outcome: CommitOutcome}
  | {
      readonly status: 'finished'
      readonly preview: Preview
      readonly outcome: CommitOutcome
      /** The file that the removed rows were written to first. */
      readonly backup: string | null
    }
  | {readonly status: 'failed'; readonly during: 'preview' | 'commit'; readonly error: Error}

export interface Changes {
  readonly staged: readonly StagedChange[]
  /** The lists before each edit, oldest first: undo returns to the last. */
  readonly past: readonly (readonly StagedChange[])[]
  /** The lists that were undone, the next to redo last. */
  readonly future: readonly (readonly StagedChange[])[]
  readonly pending: PendingChanges
}

/** What a preview is made of. */
export function includedChanges(staged: readonly StagedChange[]): readonly Change[] {
  return staged.filter(({included}) => included).map(({change}) => change)
}
