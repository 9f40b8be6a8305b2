import type {WritableMetadataStore} from '../metadata-store/metadata-store.ts'
import {tableWrite} from './appended-rows.ts'
import type {JournalEntry} from './journal-lines.ts'
import {planChange} from './plan-change.ts'
import type {PlannedChange} from './planned-change.ts'
import {refusedByTable} from './refused-by-table.ts'
import type {StagedChange} from './stage.ts'
import type {Staging} from './staging.ts'

/** All changes in one transaction. */
export async function appendInFull(
  staging: Staging,
  open: WritableMetadataStore,
  staged: readonly StagedChange[],
  entries: readonly JournalEntry[],
): Promise<void> {
  await writeInFull(staging, open, entries, async () => {
    for (const [index, one] of staged.entries()) {
      const entry = entries[index]
      if (entry !== undefined && entry.rows > 0) {
        await writeOne(staging, open, one, entry, index > 0)
      }
    }
  })
}

/** What the work writes for these entries, in one transaction: any failure rolls back and strikes them. */
export async function writeInFull(
  {journal}: Staging,
  open: WritableMetadataStore,
  entries: readonly JournalEntry[],
  work: () => Promise<void>,
): Promise<void> {
  let wroteAll = false
  try {
    await open.transaction(async () => {
      await work()
      wroteAll = true
    })
  } catch (error) {
    // When only the COMMIT failed, the stamps in the table say better than we what became of it.
    const ids = entries.map(entry => entry.id)
    if (!wroteAll) await journal.strike(ids).catch(() => undefined)
    const features = entries.map(entry => entry.feature)
    throw refusedByTable(error, features) ?? error
  }
}

/** Writes rows and sees to it that they are as many as were announced. */
export async function writeExactly(
  open: WritableMetadataStore,
  {feature, rows, firstStampMicros}: JournalEntry,
  planned: PlannedChange,
): Promise<void> {
  const written = await open.write(tableWrite(feature, planned.write, BigInt(firstStampMicros)))
  if (written !== rows) throw new Error(`expected to write ${rows} rows, not ${written}`)
}

/**
 * Writes exactly the rows of the preview: as they were laid down, or, after other changes of the same
 * commit, planned anew over the tables as they are by now.
 */
export async function writeOne(
  staging: Staging,
  open: WritableMetadataStore,
  {planned}: StagedChange,
  entry: JournalEntry,
  afterOthers: boolean,
): Promise<void> {
  const alone = afterOthers ? await planChange(staging, open, planned.change) : planned
  await writeExactly(open, entry, alone)
}
