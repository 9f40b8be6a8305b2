import type {Table} from 'apache-arrow'
import {type ArrowColumn, arrowTable} from '../duckdb/arrow-bridge.ts'
import type {Session} from '../duckdb/session.ts'
import {ident, join, type Query, sql} from '../duckdb/sql.ts'
import {structKey} from '../models/feature-key.ts'
import type {IncrementClass, IncrementFrame} from '../models/increment.ts'
import {ofClass} from '../versioning/classification.ts'
import {EXPECTED_PROVENANCE} from '../versioning/hashed-rows.ts'
import {byFieldOf, frameColumns} from './increment-frames.ts'
import type {IncrementPlan} from './increment-plan.ts'
import {type KeptIncrement, keptOtherwise} from './kept-increment.ts'

/** One frame of a kept increment as an Arrow table, in no order. */
export async function frameTable(
  session: Session,
  kept: KeptIncrement,
  part: IncrementClass,
): Promise<Table> {
  if (kept.keep !== 'rows') throw keptOtherwise('samples', 'rows')
  const {tables, plan} = kept
  if (part === 'orphaned' && plan.current !== null) {
    const names = frameColumns(plan, part).map(column => ident(column.name))
    return arrowTable(await session.stream(sql`SELECT ${join(names)} FROM ${tables.orphaned}`))
  }
  const rows = sql`${tables.pending} WHERE ${ofClass(part)}`
  return arrowTable(await session.stream(flatRows(plan, rows)), flatColumns(plan, part))
}

const BY_FIELD = '__mxx_by_field'

/**
 * The columns that `flatColumns` puts a frame together from.
 *
 * @param rows what stands after FROM: expected or classified rows.
 */
export function flatRows(plan: IncrementPlan, rows: Query): Query {
  const {columns, fields} = plan.expected
  const names = [...columns, ...fields.map(one => ({name: one.column}))].map(one => ident(one.name))
  const map = plan.byField === 'map' ? [sql`${byFieldOf(plan)} AS ${ident(BY_FIELD)}`] : []
  return sql`SELECT ${join([...names, ident(EXPECTED_PROVENANCE), ...map])} FROM ${rows}`
}

/** Structs are put together from flat columns; data versions share the values of the provenance they equal. */
export function flatColumns(plan: IncrementPlan, frame: IncrementFrame): readonly ArrowColumn[] {
  const {expected, parents} = plan
  const given = new Set(expected.columns.map(column => column.name))
  const members = expected.fields.map(one => ({name: structKey(one.field), from: one.column}))
  return frameColumns(plan, frame).map(({name}): ArrowColumn => {
    if (given.has(name)) return {kind: 'column', name, from: name}
    if (!name.endsWith('_by_field')) return {kind: 'column', name, from: EXPECTED_PROVENANCE}
    if (parents.length === 0) return {kind: 'column', name, from: 'metaxy_provenance_by_field'}
    if (plan.byField === 'map') return {kind: 'column', name, from: BY_FIELD}
    return {kind: 'struct', name, members}
  })
}
