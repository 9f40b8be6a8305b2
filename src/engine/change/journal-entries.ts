import {randomBytes} from 'node:crypto'
import {ident, join, sql} from '../duckdb/sql.ts'
import type {SampleId} from '../models/cell-value.ts'
import {cells} from '../questions/cells.ts'
import type {JournalEntry} from './journal-lines.ts'
import {type StagedChange, stampFor} from './stage.ts'
import type {Staging} from './staging.ts'

/** Of more samples than this the journal keeps the stamp alone. */
export const MOST_IDS = 20_000

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
      ids: one.rows > MOST_IDS ? null : await sampleIds(one),
      createdTable: write.target === null,
      removedOf: write.kind === 'remove' ? one.base.rowCount : null,
      undoes: change.kind === 'undo' ? change.operation : null,
      command: commands[index] ?? '',
    })
  }
  return entries
}

async function sampleIds({before, planned, rows}: StagedChange): Promise<readonly SampleId[]> {
  if (rows === 0 || planned.idColumns.length === 0) return []
  const ids = join(planned.idColumns.map(name => ident(name)))
  return cells(before.session, sql`SELECT DISTINCT ${ids} FROM (${planned.write.selected})`)
}
