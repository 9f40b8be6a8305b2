import {randomBytes} from 'node:crypto'
import {ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {SampleId} from '../models/cell-value.ts'
import {cells} from '../questions/cells.ts'
import {insertStatement} from './appended-rows.ts'
import type {ChangePreview, CommitOptions, CommitOutcome, FileOutcome, Preview} from './change.ts'
import {sameChangeBase} from './change-base.ts'
import {refuseCrossProject} from './cross-project.ts'
import type {JournalEntry} from './journal.ts'
import {dropScratchTables} from './preview.ts'
import {planChange, type StagedChange, type Staging, stageChanges, stampFor} from './stage.ts'

/**
 * The one write path. Opens the file for writing, alone; stages the changes again with the preview's
 * clock and compares what it finds with what the preview saw; then appends in one transaction.
 *
 * @param staging.nowMicros the clock that rows are stamped with.
 * @throws MetaxyError CROSS_PROJECT_WRITE, STORE_LOCKED, or GENERIC_ERROR when the journal cannot be
 *   written; in each case nothing was written to the metadata store.
 */
export async function commitPreview(
  staging: Staging,
  preview: Preview,
  options: CommitOptions,
): Promise<CommitOutcome> {
  const {metadataStore} = staging.context
  if (options.allowCrossProjectWrites !== true) refuseCrossProject(staging.context, preview)
  const scratch: Query[] = []
  try {
    const outcome = await metadataStore.writing(
      open => commitFile(staging, open, preview, options, scratch),
      options,
    )
    return {kind: outcome.kind, files: [outcome]}
  } finally {
    await dropScratchTables(staging.context, scratch)
  }
}

async function commitFile(
  staging: Staging,
  open: OpenMetadataStore,
  preview: Preview,
  options: CommitOptions,
  scratch: Query[],
): Promise<FileOutcome> {
  const {file} = staging.context.metadataStore
  const changes = preview.changes.map(one => one.change)
  const asPreviewed = {...staging, nowMicros: preview.previewedAtMicros}
  const staged = await stageChanges(asPreviewed, open, changes, scratch)
  const moved = preview.changes.findIndex((one, index) => !agrees(one, staged[index]))
  const found = staged[moved]
  const expected = preview.changes[moved]
  if (found !== undefined && expected !== undefined) {
    const {feature} = expected.change
    return {kind: 'conflicted', file, feature, expected: expected.base, found: found.base}
  }
  const entries = await journalEntries(staging, staged, options.commands ?? [])
  const written = entries.filter(entry => entry.rows > 0)
  if (written.length > 0) {
    await staging.journal.begin(written)
    await appendAll(staging, open, staged, entries)
    // The rows are there; an entry that stays unconfirmed is recognised by its stamp.
    await staging.journal.confirm(written.map(entry => entry.id)).catch(() => undefined)
  }
  return {
    kind: 'committed',
    file,
    atMicros: staging.nowMicros,
    changes: entries.map((entry, index) => ({
      change: changes[index] ?? unreachable(),
      operation: entry.rows > 0 ? entry.id : null,
      rowsWritten: entry.rows,
    })),
  }
}

function agrees(previewed: ChangePreview, staged: StagedChange | undefined): boolean {
  return (
    staged !== undefined &&
    previewed.rows === staged.rows &&
    sameChangeBase(previewed.base, staged.base)
  )
}

/** Everything or nothing: any failure rolls back and strikes the entries. */
async function appendAll(
  staging: Staging,
  open: OpenMetadataStore,
  staged: readonly StagedChange[],
  entries: readonly JournalEntry[],
): Promise<void> {
  const {session} = open
  await session.run(raw('BEGIN TRANSACTION'))
  try {
    for (const [index, {planned, rows}] of staged.entries()) {
      const alone = await planChange(staging, open, planned.change)
      const stampMicros = BigInt(entries[index]?.firstStampMicros ?? '0')
      const appended = await session.run(insertStatement(alone.rows, stampMicros))
      if (appended !== rows) throw new Error(`expected to append ${rows} rows, not ${appended}`)
    }
    await session.run(raw('COMMIT'))
  } catch (error) {
    await session.run(raw('ROLLBACK')).catch(() => undefined)
    await staging.journal.strike(entries.map(entry => entry.id)).catch(() => undefined)
    throw error
  }
}

/** Stamps rise from change to change, so that a later one wins over an earlier one of the same sample. */
async function journalEntries(
  staging: Staging,
  staged: readonly StagedChange[],
  commands: readonly string[],
): Promise<readonly JournalEntry[]> {
  const entries: JournalEntry[] = []
  let earliest = staging.nowMicros
  for (const [index, one] of staged.entries()) {
    const {change} = one.planned
    const first = await stampFor(one.before, one.planned, earliest)
    // An undo uses two moments: what a version shows, and above it what its history shows.
    const last = change.kind === 'undo' ? first + 1n : first
    earliest = last + 1n
    entries.push({
      id: randomBytes(4).toString('hex'),
      atMicros: String(staging.nowMicros),
      kind: change.kind,
      metadataStore: staging.context.metadataStore.config.name,
      feature: change.feature,
      rows: one.rows,
      firstStampMicros: String(first),
      lastStampMicros: String(last),
      ids: one.rows === 0 ? [] : await sampleIds(one),
      undoes: change.kind === 'undo' ? change.operation : null,
      command: commands[index] ?? '',
    })
  }
  return entries
}

async function sampleIds({before, planned}: StagedChange): Promise<readonly SampleId[]> {
  const ids = join(planned.idColumns.map(name => ident(name)))
  return cells(before.session, sql`SELECT DISTINCT ${ids} FROM (${planned.rows.selected})`)
}

function unreachable(): never {
  throw new Error('every entry belongs to a change')
}
