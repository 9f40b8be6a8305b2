import {ident, type Query, sql} from '../duckdb/sql.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {IncrementCounts} from '../models/increment.ts'
import {classCounts, distinctKeyCounts} from '../versioning/classification.ts'
import {orphanedKeys, WAITING, withWaitingOrphans} from '../versioning/waiting-orphans.ts'
import type {Context} from './context.ts'
import type {IncrementPlan} from './increment-plan.ts'

/** Exact counts of an increment, nothing kept. */
export async function countIncrement(
  context: Context,
  open: OpenMetadataStore,
  increment: IncrementPlan,
): Promise<IncrementCounts> {
  const counts = await countClasses(open, increment)
  const {expected, ...classes} = counts
  return {
    ...classes,
    waitingOrphans: counts.orphaned === 0 ? 0 : await countWaiting(context, open, increment),
    inputRows:
      increment.parents.length > 0 && oneRowPerInput(increment)
        ? expected
        : await countInput(open, increment),
  }
}

/** Rows of each class, and of those that are expected at all: one statement. */
export async function countClasses(
  open: OpenMetadataStore,
  increment: IncrementPlan,
): Promise<Pick<IncrementCounts, 'new' | 'stale' | 'orphaned'> & {readonly expected: number}> {
  const [row = []] = await open.session.values(classCounts(increment.classified))
  const [fresh = 0, stale = 0, orphaned = 0, expected = 0] = row.map(Number)
  return {new: fresh, stale, orphaned, expected}
}

/** Share of the input that was computed at least once, in percent; null without input (versioning.md §7.4). */
export async function progressOf(
  open: OpenMetadataStore,
  increment: IncrementPlan,
): Promise<number | null> {
  if (increment.parents.length === 0) return null
  const query = distinctKeyCounts(increment.classified, increment.expected.joinColumns)
  const [row = []] = await open.session.values(query)
  const [total = 0, missing = 0] = row.map(Number)
  // In Metaxy's own order of operations, which the last digit tells.
  return total === 0 ? null : ((total - missing) / total) * 100
}

/** Rows of the joined input; null for a root or with samples. */
export async function countInput(
  open: OpenMetadataStore,
  {expected, parents}: IncrementPlan,
): Promise<number | null> {
  if (parents.length === 0) return null
  const [row = []] = await open.session.values(sql`SELECT count(*) FROM (${expected.query})`)
  return Number(row[0] ?? 0)
}

/** Each input row is exactly one classified row, unless stored samples are finer than the key. */
function oneRowPerInput({current, expected, plan}: IncrementPlan): boolean {
  if (current === null || current.collapsed) return true
  return plan.spec.idColumns.every(name => expected.joinColumns.includes(name))
}

/**
 * Orphaned rows that only wait for an upstream. The few orphans are laid down first: their upstreams
 * are looked at several times.
 *
 * @param among a condition on the stored rows and their ROW_ID.
 */
export async function countWaiting(
  {duckdb}: Context,
  open: OpenMetadataStore,
  {current, expected, parents, plan}: IncrementPlan,
  among?: Query,
): Promise<number> {
  if (parents.length === 0 || current === null) return 0
  const orphans = duckdb.scratchTable()
  open.session.atEnd(sql`DROP TABLE IF EXISTS ${orphans}`)
  await open.session.run(sql`CREATE TABLE ${orphans} AS ${orphanedKeys(expected, current, among)}`)
  const waiting = withWaitingOrphans(orphans, plan.spec, parents, expected.joinColumns)
  const [row = []] = await open.session.values(
    sql`SELECT count(*) FROM (${waiting}) WHERE ${ident(WAITING)}`,
  )
  return Number(row[0] ?? 0)
}
