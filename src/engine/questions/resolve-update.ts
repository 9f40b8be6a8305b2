import {ident, join, type Query, sql} from '../duckdb/sql.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {IncrementClass, IncrementCounts, IncrementRequest} from '../models/increment.ts'
import type {Increment, ResolveOptions} from '../project-types.ts'
import {byFieldMember} from '../versioning/by-field.ts'
import {CLASS, ofClass, STORED_ROW} from '../versioning/classification.ts'
import {ROW_ID} from '../versioning/select-rows.ts'
import {WAITING, withWaitingOrphans} from '../versioning/waiting-orphans.ts'
import type {Context} from './context.ts'
import {countInput} from './count-increment.ts'
import {type IncrementPlan, planIncrement} from './increment-plan.ts'
import {
  dropScratch,
  incrementHandle,
  type KeptIncrement,
  type ScratchTables,
  storedFieldColumn,
  storedIdColumn,
} from './increment-handle.ts'

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
      await open.session.run(
        sql`CREATE TABLE ${tables.pending} AS ${keep === 'rows' ? pendingRows(plan) : pendingSamples(plan)}`,
      )
      await open.session.run(sql`CREATE TABLE ${tables.orphaned} AS ${orphanedRows(plan, tables.pending, keep)}`)
      const counts = await countsOf(open, plan, tables, options)
      const kept: KeptIncrement = {plan, keep, counts, tables}
      return kept
    }, options)
    return incrementHandle(context, kept, performance.now() - begun)
  } catch (error) {
    await dropScratch(context.duckdb, tables)
    throw error
  }
}

/** Everything that new and stale frames hold; in no order, which a million rows pay for. */
function pendingRows({classified}: IncrementPlan): Query {
  return sql`SELECT * FROM (${classified}) WHERE ${ident(CLASS)} <> 0`
}

/** Keys, and per field the expected and stored provenance, by class and key. */
function pendingSamples(plan: IncrementPlan): Query {
  const {expected, current, classified} = plan
  const keys = expected.joinColumns.map(name => ident(name))
  const fields = expected.fields.map(field => ident(field.column))
  const pending = sql`SELECT ${join([...keys, ...fields, ident(CLASS), ident(STORED_ROW)])}
    FROM (${classified}) WHERE ${ident(CLASS)} <> 0`
  const order = sql`ORDER BY ${join([ident(CLASS), ...keys.map(key => sql`p.${key} NULLS LAST`)])}`
  if (current === null) return sql`SELECT * FROM (${pending}) AS p ${order}`
  const {source} = current
  const stored = [
    ...plan.plan.spec.idColumns.map(
      (name, index) => sql`${ident(name)} AS ${ident(storedIdColumn(index))}`,
    ),
    ...expected.fields.map(
      (one, index) =>
        sql`${byFieldMember(source, 'metaxy_provenance_by_field', one.field)} AS ${ident(storedFieldColumn(index))}`,
    ),
    sql`${source.rowId} AS ${ident(ROW_ID)}`,
  ]
  return sql`SELECT p.*, s.* EXCLUDE (${ident(ROW_ID)}) FROM (${pending}) AS p
    LEFT JOIN (SELECT ${join(stored)} FROM ${source.from}) AS s
    ON s.${ident(ROW_ID)} = p.${ident(STORED_ROW)} ${order}`
}

/** The stored rows of the orphaned class, whole when rows are kept; and which of them only wait. */
function orphanedRows(plan: IncrementPlan, pending: Query, keep: 'samples' | 'rows'): Query {
  const {current, expected, parents} = plan
  if (current === null) return sql`SELECT NULL::BIGINT AS ${ident(ROW_ID)}, FALSE AS ${ident(WAITING)} LIMIT 0`
  const waiting =
    parents.length === 0
      ? sql`SELECT *, FALSE AS ${ident(WAITING)} FROM ${pending}`
      : withWaitingOrphans(pending, parents, expected.joinColumns)
  const states = sql`SELECT ${ident(STORED_ROW)}, ${ident(WAITING)} FROM (${waiting}) WHERE ${ofClass('orphaned')}`
  if (keep === 'samples') return sql`SELECT ${ident(STORED_ROW)} AS ${ident(ROW_ID)}, ${ident(WAITING)} FROM (${states})`
  const columns = join(current.source.columns.map(column => ident(column.name)))
  return sql`SELECT s.*, w.${ident(WAITING)}
    FROM (SELECT ${columns}, ${current.source.rowId} AS ${ident(ROW_ID)} FROM ${current.source.from}) AS s
    JOIN (${states}) AS w ON w.${ident(STORED_ROW)} = s.${ident(ROW_ID)}`
}

async function countsOf(
  open: OpenMetadataStore,
  plan: IncrementPlan,
  {pending, orphaned: orphans}: ScratchTables,
  options: ResolveOptions,
): Promise<IncrementCounts> {
  const count = (part: IncrementClass) => sql`count(*) FILTER (${ofClass(part)})`
  const [row = []] = await open.session.values(
    sql`SELECT ${count('new')}, ${count('stale')}, ${count('orphaned')},
      (SELECT count(*) FROM ${orphans} WHERE ${ident(WAITING)}) FROM ${pending}`,
  )
  const [fresh = 0, stale = 0, orphaned = 0, waitingOrphans = 0] = row.map(Number)
  const inputRows = options.withInputCount === true ? await countInput(open, plan) : null
  return {new: fresh, stale, orphaned, waitingOrphans, inputRows}
}
