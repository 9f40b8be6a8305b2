import {ident, sql} from '../duckdb/sql.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {IncrementClass, IncrementCounts, IncrementRequest} from '../models/increment.ts'
import {ofClass} from '../versioning/classification.ts'
import {WAITING} from '../versioning/waiting-orphans.ts'
import type {Context} from './context.ts'
import {countInput} from './count-increment.ts'
import {dropScratch, incrementHandle} from './increment-handle.ts'
import {type IncrementPlan, keyColumns, planIncrement} from './increment-plan.ts'
import {noOrphans, orphanedRows, pendingRows, pendingSamples} from './increment-tables.ts'
import type {KeptIncrement, ScratchTables} from './kept-increment.ts'
import {laidDown} from './laid-down.ts'
import type {Increment, ResolveOptions} from './questions.ts'

/**
 * Resolves an increment into temporary tables: once, with every class, while the metadata store is
 * open; what is asked of it later needs the file no more (versioning.md §7).
 *
 * @throws MetaxyError as `planIncrement`; CancelledError, after which nothing is kept.
 */
export async function resolveUpdate(
  context: Context,
  request: IncrementRequest,
  options: ResolveOptions,
): Promise<Increment> {
  const begun = performance.now()
  const tables = {pending: context.duckdb.scratchTable(), orphaned: context.duckdb.scratchTable()}
  try {
    const kept = await context.metadataStore.reading(async open => {
      const plan = await planIncrement(context, open, request)
      const keep = options.keep ?? 'samples'
      const pending =
        keep === 'rows'
          ? pendingRows(await laidDown(context, open, plan, plan.expected.columns))
          : pendingSamples(await laidDown(context, open, plan, keyColumns(plan)))
      await open.session.run(sql`CREATE TABLE ${tables.pending} AS ${pending}`)
      const counts = await countsOf(open, plan, tables, options)
      const orphans =
        counts.orphaned > 0 ? orphanedRows(plan, tables.pending, keep) : noOrphans(plan, keep)
      await open.session.run(sql`CREATE TABLE ${tables.orphaned} AS ${orphans}`)
      const waitingOrphans = counts.orphaned > 0 ? await countWaiting(open, tables) : 0
      const kept: KeptIncrement = {plan, keep, counts: {...counts, waitingOrphans}, tables}
      return kept
    }, options)
    return incrementHandle(context, kept, performance.now() - begun)
  } catch (error) {
    await dropScratch(context.duckdb, tables)
    throw error
  }
}

async function countsOf(
  open: OpenMetadataStore,
  plan: IncrementPlan,
  {pending}: ScratchTables,
  options: ResolveOptions,
): Promise<Omit<IncrementCounts, 'waitingOrphans'>> {
  const count = (part: IncrementClass) => sql`count(*) FILTER (${ofClass(part)})`
  const [row = []] = await open.session.values(
    sql`SELECT ${count('new')}, ${count('stale')}, ${count('orphaned')} FROM ${pending}`,
  )
  const [fresh = 0, stale = 0, orphaned = 0] = row.map(Number)
  const inputRows = options.withInputCount === true ? await countInput(open, plan) : null
  return {new: fresh, stale, orphaned, inputRows}
}

async function countWaiting(open: OpenMetadataStore, {orphaned}: ScratchTables): Promise<number> {
  const [row = []] = await open.session.values(
    sql`SELECT count(*) FROM ${orphaned} WHERE ${ident(WAITING)}`,
  )
  return Number(row[0] ?? 0)
}
