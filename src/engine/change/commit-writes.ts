import type {WritableMetadataStore} from '../metadata-store/metadata-store.ts'
import {tableWrite} from './appended-rows.ts'
import type {JournalEntry} from './journal-lines.ts'
import {planChange} from './plan-change.ts'
import {refusedByTable} from './refused-by-table.ts'
import type {StagedChange} from './stage.ts'
import type {Staging} from './staging.ts'

/** All changes in one transaction: any failure rolls back and strikes the entries. */
export async function appendInFull(
  staging: Staging,
  open: WritableMetadataStore,
  staged: readonly StagedChange[],
  entries: readonly JournalEntry[],
): Promise<void> {
  let wroteAll = false
  try {
    await open.transaction(async () => {
      for (const [index, one] of staged.entries()) {
        const entry = entries[index]
        if (entry !== undefined && entry.rows > 0) {
          await writeOne(staging, open, one, entry, index > 0)
        }
      }
      wroteAll = true
    })
  } catch (error) {
    // When only the COMMIT failed, the stamps in the table say better than we what became of it.
    const ids = entries.map(entry => entry.id)
    if (!wroteAll) await staging.journal.strike(ids).catch(() => undefined)
    throw (
      refusedByTable(
        error,
        staged.map(one => one.planned.change.feature),
      ) ?? error
    )
  }
}

/**
 * Writes exactly the rows of the preview: as they were laid down, or, after other changes of the same
 * commit, planned anew over the tables as they are by now.
 */
export async function writeOne(
  staging: Staging,
  open: WritableMetadataStore,
  {planned, rows}: StagedChange,
  entry: JournalEntry,
  afterOthers: boolean,
): Promise<void> {
  const {change} = planned
  const alone = afterOthers ? await planChange(staging, open, change) : planned
  const stampMicros = BigInt(entry.firstStampMicros)
  const written = await open.write(tableWrite(change.feature, alone.write, stampMicros))
  if (written !== rows) throw new Error(`expected to write ${rows} rows, not ${written}`)
}
