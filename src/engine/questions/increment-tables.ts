import {and, ident, join, type Query, sql} from '../duckdb/sql.ts'
import {storedMember} from '../versioning/by-field.ts'
import {CLASS, ofClass, STORED_ROW} from '../versioning/classification.ts'
import {type CurrentRows, collapsedRows} from '../versioning/current-rows.ts'
import type {ExpectedRows} from '../versioning/expected-rows.ts'
import {ROW_ID, selectRows} from '../versioning/select-rows.ts'
import {WAITING, withWaitingOrphans} from '../versioning/waiting-orphans.ts'
import type {IncrementPlan} from './increment-plan.ts'
import {type KeptIncrement, storedFieldColumn, storedIdColumn} from './kept-increment.ts'

/** Everything that new and stale frames hold; in no order, which a million rows pay for. */
export function pendingRows({classified}: IncrementPlan): Query {
  return sql`SELECT * FROM (${classified}) WHERE ${ident(CLASS)} <> 0`
}

/** Keys, and per field the expected and stored provenance, by class and key. */
export function pendingSamples(plan: IncrementPlan): Query {
  const {expected, current, classified} = plan
  const keys = expected.joinColumns.map(name => ident(name))
  const fields = expected.fields.map(field => ident(field.column))
  const pending = sql`SELECT ${join([...keys, ...fields, ident(CLASS), ident(STORED_ROW)])}
    FROM (${classified}) WHERE ${ident(CLASS)} <> 0`
  const byKey = [ident(CLASS), ...keys.map(key => sql`p.${key} NULLS LAST`)]
  if (current === null) return sql`SELECT * FROM (${pending}) AS p ORDER BY ${join(byKey)}`
  const {source} = current
  const byStoredId = plan.plan.spec.idColumns.map(
    (_, index) => sql`s.${ident(storedIdColumn(index))} NULLS LAST`,
  )
  const stored = [
    ...plan.plan.spec.idColumns.map(
      (name, index) => sql`${ident(name)} AS ${ident(storedIdColumn(index))}`,
    ),
    ...expected.fields.map(
      (one, index) =>
        sql`${storedMember(source, 'metaxy_provenance_by_field', one.field)} AS ${ident(storedFieldColumn(index))}`,
    ),
    sql`${source.rowId} AS ${ident(ROW_ID)}`,
  ]
  return sql`SELECT p.*, s.* EXCLUDE (${ident(ROW_ID)}) FROM (${pending}) AS p
    LEFT JOIN (SELECT ${join(stored)} FROM ${source.from}) AS s
    ON s.${ident(ROW_ID)} = p.${ident(STORED_ROW)} ORDER BY ${join([...byKey, ...byStoredId])}`
}

/** The stored rows of the orphaned class, whole when rows are kept; and which of them only wait. */
export function orphanedRows(plan: IncrementPlan, pending: Query, keep: Keep): Query {
  const {current, expected, parents} = plan
  if (current === null) return NO_ORPHANS
  const waiting =
    parents.length === 0
      ? sql`SELECT *, FALSE AS ${ident(WAITING)} FROM ${pending}`
      : withWaitingOrphans(pending, plan.plan.spec, parents, expected.joinColumns)
  const states = sql`SELECT ${ident(STORED_ROW)} AS ${ident(ROW_ID)}, ${ident(WAITING)}
    FROM (${waiting}) WHERE ${ofClass('orphaned')}`
  if (keep === 'samples') return states
  return sql`SELECT s.*, w.${ident(WAITING)} FROM (${storedOrphans(current, expected, pending)}) AS s
    JOIN (${states}) AS w ON w.${ident(ROW_ID)} = s.${ident(ROW_ID)}`
}

/** Rows of one parent are collapsed as the comparison did it, over these parents alone. */
function storedOrphans(current: CurrentRows, {joinColumns}: ExpectedRows, pending: Query): Query {
  const {source} = current
  const columns = join(source.columns.map(column => ident(column.name)))
  const rows = sql`SELECT ${columns}, ${source.rowId} AS ${ident(ROW_ID)} FROM ${source.from}`
  if (!current.collapsed) return rows
  const same = joinColumns.map(name => sql`o.${ident(name)} IS NOT DISTINCT FROM c.${ident(name)}`)
  const children = sql`SELECT * FROM (${selectRows(source, current.selection)}) AS c
    WHERE EXISTS (SELECT 1 FROM ${pending} AS o WHERE ${and([ofClass('orphaned'), ...same])})`
  return collapsedRows(children, source, joinColumns)
}

/** The same shape without a row; saves the look at every upstream when nothing is orphaned. */
export function noOrphans({current}: IncrementPlan, keep: Keep): Query {
  if (current === null || keep === 'samples') return NO_ORPHANS
  const columns = join(current.source.columns.map(column => ident(column.name)))
  return sql`SELECT ${columns}, 0::BIGINT AS ${ident(ROW_ID)}, FALSE AS ${ident(WAITING)}
    FROM ${current.source.from} LIMIT 0`
}

const NO_ORPHANS = sql`SELECT 0::BIGINT AS ${ident(ROW_ID)}, FALSE AS ${ident(WAITING)} LIMIT 0`

type Keep = KeptIncrement['keep']
