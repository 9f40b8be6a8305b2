import {randomBytes} from 'node:crypto'
import {ident, join, sql} from '../duckdb/sql.ts'
import {MetaxyError, QueryError} from '../errors.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {SampleId} from '../models/cell-value.ts'
import {cells} from '../questions/cells.ts'
import {insertStatement} from './appended-rows.ts'
import type {ChangePreview, CommitOptions, CommitOutcome, FileOutcome, Preview} from './change.ts'
import {sameChangeBase} from './change-base.ts'
import {refuseCrossProject} from './cross-project.ts'
import type {JournalEntry} from './journal-lines.ts'
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
  const outcome = await metadataStore.writing(
    open => commitFile(staging, open, preview, options),
    options,
  )
  return {kind: outcome.kind, files: [outcome]}
}

async function commitFile(
  staging: Staging,
  open: OpenMetadataStore,
  preview: Preview,
  options: CommitOptions,
): Promise<FileOutcome> {
  const {file} = staging.context.metadataStore
  const changes = preview.changes.map(one => one.change)
  const asPreviewed = {...staging, nowMicros: preview.previewedAtMicros}
  const staged = await stageChanges(asPreviewed, open, changes)
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
  let appendedAll = false
  try {
    await open.session.transaction(async () => {
      for (const [index, {planned, rows}] of staged.entries()) {
        const alone = await planChange(staging, open, planned.change)
        const stampMicros = BigInt(entries[index]?.firstStampMicros ?? '0')
        const appended = await open.session.run(insertStatement(alone.rows, stampMicros))
        if (appended !== rows) throw new Error(`expected to append ${rows} rows, not ${appended}`)
      }
      appendedAll = true
    })
  } catch (error) {
    // When only the COMMIT failed, the stamps in the table say better than we what became of it.
    const ids = entries.map(entry => entry.id)
    if (!appendedAll) await staging.journal.strike(ids).catch(() => undefined)
    throw refusedByTable(error, staged) ?? error
  }
}

/** Tables that migration tools made may have keys and checks; Metaxy appends a row for every change. */
function refusedByTable(error: unknown, staged: readonly StagedChange[]): MetaxyError | null {
  const {cause} = error instanceof QueryError ? error : {}
  if (!(cause instanceof Error) || !/constraint/i.test(cause.message)) return null
  const features = [...new Set(staged.map(one => one.planned.change.feature))]
  return new MetaxyError({
    code: 'SCHEMA_ERROR',
    message: `The table of ${features.join(' or ')} refuses the rows: ${cause.message.split('\n')[0]} Nothing was written.`,
    hint: 'Metaxy keeps several rows of one sample: make the table without keys and constraints.',
    details: {features},
    cause,
  })
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
