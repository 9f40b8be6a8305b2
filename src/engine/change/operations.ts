import {sql} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {Context} from '../questions/context.ts'
import type {AskOptions} from '../questions/questions.ts'
import {rowTime} from '../versioning/select-rows.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {Change} from './change.ts'
import type {Operation} from './commit-outcome.ts'
import type {Journal, JournalOperation} from './journal.ts'

/** What was appended can be appended against; what was removed is gone. */
const UNDOABLE: ReadonlySet<Change['kind']> = new Set([
  'soft-delete',
  'restore',
  'undo',
  'rebase',
  'copy',
  'write',
])

/**
 * What was committed from here to this database, newest first. An entry that was never confirmed is
 * one if its stamp is found in the table; looking changes nothing.
 */
export async function listOperations(
  context: Context,
  journal: Journal,
  options: AskOptions,
): Promise<readonly Operation[]> {
  const entries = await journal.operations()
  const happened: JournalOperation[] = []
  for (const entry of entries) {
    if (entry.state === 'confirmed') happened.push(entry)
    if (entry.state === 'begun' && (await isStamped(context, entry, options))) happened.push(entry)
  }
  const undoneBy = new Map(happened.map(entry => [entry.undoes, entry.id]))
  return happened.toReversed().map(entry => ({
    id: entry.id,
    atMicros: BigInt(entry.atMicros),
    kind: entry.kind,
    metadataStore: entry.metadataStore,
    feature: entry.feature,
    rows: entry.rows,
    undoable: isUndoable(entry) && !undoneBy.has(entry.id),
    undoneBy: undoneBy.get(entry.id) ?? null,
    command: entry.command,
  }))
}

/** An operation that removed nothing can be taken back by appending. */
export function isUndoable({
  kind,
  removedOf = null,
}: Pick<JournalOperation, 'kind' | 'removedOf'>): boolean {
  return UNDOABLE.has(kind) && removedOf === null
}

async function isStamped(
  {metadataStore}: Context,
  entry: JournalOperation,
  options: AskOptions,
): Promise<boolean> {
  return metadataStore.reading(
    open =>
      stampFound(open, entry).catch(error => {
        // What became of an operation on a table that can no longer be read is not to be known.
        if (error instanceof MetaxyError) return false
        throw error
      }),
    options,
  )
}

/**
 * Writes down what became of operations that a crash left open: those whose stamp is in the table are
 * confirmed, the others struck. Whoever is only slow confirms his own afterwards, which counts.
 */
export async function settleJournal(journal: Journal, open: OpenMetadataStore): Promise<void> {
  // A journal that cannot be used is told when the commit is written into it.
  const entries = await journal.operations().catch(() => [])
  const own = entries.filter(
    entry => entry.state === 'begun' && entry.metadataStore === open.config.name,
  )
  for (const entry of own) {
    const happened = await stampFound(open, entry).catch(() => null)
    if (happened === null) continue
    await (happened ? journal.confirm : journal.strike)([entry.id]).catch(() => undefined)
  }
}

async function stampFound(open: OpenMetadataStore, entry: JournalOperation): Promise<boolean> {
  const source = await open.table(entry.feature)
  const {removedOf = null, rows} = entry
  if (removedOf !== null) return source === null || (await rowsOf(open, source)) <= removedOf - rows
  if (source === null) return false
  const time = sql`epoch_us(${rowTime(source.columns)})`
  const [row = []] = await open.session.values(
    sql`SELECT count(*) FROM ${source.from} WHERE ${time} BETWEEN
      ${BigInt(entry.firstStampMicros)} AND ${BigInt(entry.lastStampMicros)}`,
  )
  return Number(row[0] ?? 0) > 0
}

async function rowsOf({session}: OpenMetadataStore, {from}: TableSource): Promise<number> {
  const [row = []] = await session.values(sql`SELECT count(*) FROM ${from}`)
  return Number(row[0] ?? 0)
}
