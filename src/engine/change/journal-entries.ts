import {randomBytes} from 'node:crypto'
import {ident, join, sql} from '../duckdb/sql.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {SampleId} from '../models/cell-value.ts'
import {cells} from '../questions/cells.ts'
import type {JournalEntry} from './journal-lines.ts'
import type {PlannedChange} from './planned-change.ts'
import {type StagedChange, stampFor} from './stage.ts'
import type {Staging} from './staging.ts'

/** Of more samples than this the journal keeps the stamp alone. */
const MOST_IDS = 20_000

/**
 * What the journal keeps of each change. Stamps rise from change to change, so that a later one wins
 * over an earlier one of the same sample.
 */
export async function journalEntries(
  staging: Staging,
  staged: readonly StagedChange[],
  commands: readonly string[],
): Promise<readonly JournalEntry[]> {
  const entries: JournalEntry[] = []
  let earliest = staging.nowMicros
  for (const [index, one] of staged.entries()) {
    const {change, write} = one.planned
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
      ids: await sampleIds(one.before, one.planned, one.rows),
      createdTable: write.target === null,
      removedOf: write.kind === 'remove' ? one.base.rowCount : null,
      undoes: change.kind === 'undo' ? change.operation : null,
      command: commands[index] ?? '',
    })
  }
  return entries
}

/** The samples of the selected rows; null when they are too many to be kept. */
export async function sampleIds(
  {session}: OpenMetadataStore,
  {idColumns, write}: PlannedChange,
  rows: number,
): Promise<readonly SampleId[] | null> {
  if (rows > MOST_IDS) return null
  if (rows === 0 || idColumns.length === 0) return []
  const ids = join(idColumns.map(name => ident(name)))
  return cells(session, sql`SELECT DISTINCT ${ids} FROM (${write.selected})`)
}
