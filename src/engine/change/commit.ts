import type {WritableMetadataStore} from '../metadata-store/metadata-store.ts'
import {TableMovedError} from '../metadata-store/table-write.ts'
import {checkBackup, writeBackup} from './backup.ts'
import type {Change} from './change.ts'
import {sameChangeBase} from './change-base.ts'
import type {ChangePreview, Preview} from './change-preview.ts'
import type {CommitOptions, CommitOutcome, FileOutcome} from './commit-outcome.ts'
import {appendInFull, writeOne} from './commit-writes.ts'
import {refuseCrossProject} from './cross-project.ts'
import {refuseHiding} from './hiding.ts'
import {journalEntries} from './journal-entries.ts'
import type {JournalEntry} from './journal-lines.ts'
import {settleJournal} from './operations.ts'
import {type StagedChange, stageChanges} from './stage.ts'
import type {Staging} from './staging.ts'

/**
 * The one write path. Opens the metadata store for writing; stages the changes again with the preview's
 * clock and compares what it finds with what the preview saw; then writes. A DuckDB file takes all
 * changes or none, each table of a Delta store its own.
 *
 * @param staging.nowMicros the clock that rows are stamped with.
 * @throws MetaxyError CROSS_PROJECT_WRITE, MISSING_CONFIRMATION, STORE_LOCKED, or GENERIC_ERROR when the
 *   journal cannot be written; in each case nothing was written to the metadata store.
 */
export async function commitPreview(
  staging: Staging,
  preview: Preview,
  options: CommitOptions,
): Promise<CommitOutcome> {
  const {metadataStore} = staging.context
  const changes = preview.changes.map(({change}) => change)
  if (options.allowCrossProjectWrites !== true) refuseCrossProject(staging.context, changes)
  if (options.allowHidingFallback !== true) refuseHiding(preview.changes)
  if (options.backup !== undefined) await checkBackup(options.backup, changes)
  return metadataStore.writing(async open => {
    const asPreviewed = {...staging, nowMicros: preview.previewedAtMicros}
    const staged = await stageChanges(asPreviewed, open, changes)
    const moved = preview.changes.findIndex((one, index) => !agrees(one, staged[index]))
    const found = staged[moved]
    const expected = preview.changes[moved]
    if (found !== undefined && expected !== undefined) {
      return outcomeOf([conflicted(metadataStore.location, expected, found)])
    }
    return writeStaged(staging, open, preview.changes, staged, options)
  }, options)
}

/**
 * Writes what was staged, behind the backup that was asked for, and keeps it in the journal.
 *
 * @param seen what a conflict is told with, one for each staged change.
 */
export async function writeStaged(
  staging: Staging,
  open: WritableMetadataStore,
  seen: readonly Pick<ChangePreview, 'change' | 'base'>[],
  staged: readonly StagedChange[],
  options: CommitOptions,
): Promise<CommitOutcome> {
  const [only] = staged
  if (options.backup !== undefined && only !== undefined) {
    await writeBackup(open, only, options.backup)
  }
  const {journal} = staging
  const {atomicity, location} = staging.context.metadataStore
  await settleJournal(journal, open)
  const entries = await journalEntries(staging, staged, options.commands ?? [])
  const written = entries.filter(entry => entry.rows > 0)
  if (written.length > 0) await journal.begin(written)
  const done: JournalEntry[] = []
  const outcomes: FileOutcome[] = []
  if (atomicity === 'store') {
    await appendInFull(staging, open, staged, entries)
    done.push(...written)
    outcomes.push(committed(staging, location, entries, staged))
  } else {
    for (const [index, one] of staged.entries()) {
      const entry = entries[index] ?? unreachable()
      try {
        if (entry.rows > 0) await writeOne(staging, open, one, entry, index > 0)
      } catch (error) {
        const rest = entries.slice(index).map(({id}) => id)
        await journal.strike(rest).catch(() => undefined)
        const expected = seen[index]
        if (!(error instanceof TableMovedError) || expected === undefined) throw error
        outcomes.push(conflicted(location, expected, one))
        break
      }
      if (entry.rows > 0) done.push(entry)
      outcomes.push(committed(staging, location, [entry], [one]))
    }
  }
  // The rows are there; an entry that stays unconfirmed is recognised by its stamp.
  await journal.confirm(done.map(entry => entry.id)).catch(() => undefined)
  return outcomeOf(outcomes)
}

function outcomeOf(files: readonly FileOutcome[]): CommitOutcome {
  const conflict = files.some(file => file.kind === 'conflicted')
  return {kind: conflict ? 'conflicted' : 'committed', files}
}

function committed(
  staging: Staging,
  file: string,
  entries: readonly JournalEntry[],
  staged: readonly StagedChange[],
): FileOutcome {
  return {
    kind: 'committed',
    file,
    atMicros: staging.nowMicros,
    changes: entries.map((entry, index) => ({
      change: changeOf(staged[index]),
      operation: entry.rows > 0 ? entry.id : null,
      rowsWritten: entry.rows,
    })),
  }
}

function conflicted(
  file: string,
  expected: Pick<ChangePreview, 'change' | 'base'>,
  found: StagedChange,
): FileOutcome {
  const {feature} = expected.change
  return {kind: 'conflicted', file, feature, expected: expected.base, found: found.base}
}

function agrees(previewed: ChangePreview, staged: StagedChange | undefined): boolean {
  return (
    staged !== undefined &&
    previewed.rows === staged.rows &&
    (staged.write.kind === 'append' && staged.write.blind
      ? true
      : sameChangeBase(previewed.base, staged.base))
  )
}

function changeOf(staged: StagedChange | undefined): Change {
  return staged?.planned.change ?? unreachable()
}

function unreachable(): never {
  throw new Error('every entry belongs to a change')
}
