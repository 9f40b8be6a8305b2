import type {Table} from 'apache-arrow'
import {type ArrowColumn, arrowTable} from '../duckdb/arrow-bridge.ts'
import type {Session} from '../duckdb/session.ts'
import {ident, join, type Query, sql} from '../duckdb/sql.ts'
import {structKey} from '../models/feature-key.ts'
import type {IncrementClass} from '../models/increment.ts'
import {ofClass} from '../versioning/classification.ts'
import {EXPECTED_PROVENANCE} from '../versioning/expected-rows.ts'
import {frameColumns} from './increment-frames.ts'
import {type KeptIncrement, keptOtherwise} from './kept-increment.ts'

/**
 * One frame of the increment as an Arrow table, in no order. Structs are put together from flat
 * columns, and data versions share the values of the provenance that they equal.
 */
export async function frameTable(
  session: Session,
  kept: KeptIncrement,
  part: IncrementClass,
): Promise<Table> {
  if (kept.keep !== 'rows') throw keptOtherwise('samples', 'rows')
  const {tables, plan} = kept
  if (part === 'orphaned' && plan.current !== null) {
    const names = frameColumns(kept, part).map(column => ident(column.name))
    return arrowTable(await session.stream(sql`SELECT ${join(names)} FROM ${tables.orphaned}`))
  }
  return arrowTable(await session.stream(flatRows(kept, part)), arrowColumns(kept, part))
}

function flatRows({plan, tables}: KeptIncrement, part: IncrementClass): Query {
  const {columns, fields} = plan.expected
  const names = [
    ...columns.map(one => one.name),
    ...fields.map(one => one.column),
    EXPECTED_PROVENANCE,
  ]
  return sql`SELECT ${join(names.map(name => ident(name)))} FROM ${tables.pending} WHERE ${ofClass(part)}`
}

function arrowColumns(kept: KeptIncrement, part: IncrementClass): readonly ArrowColumn[] {
  const {expected, parents} = kept.plan
  const given = new Set(expected.columns.map(column => column.name))
  const members = expected.fields.map(one => ({name: structKey(one.field), from: one.column}))
  return frameColumns(kept, part).map(({name}): ArrowColumn => {
    if (given.has(name)) return {kind: 'column', name, from: name}
    if (!name.endsWith('_by_field')) return {kind: 'column', name, from: EXPECTED_PROVENANCE}
    if (parents.length > 0) return {kind: 'struct', name, members}
    return {kind: 'column', name, from: 'metaxy_provenance_by_field'}
  })
}
