import {ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import {structKey} from '../models/feature-key.ts'
import type {IncrementClass, IncrementFrame} from '../models/increment.ts'
import {type Column, inReadingOrder} from '../models/system-columns.ts'
import {byFieldMap, byFieldStruct} from '../versioning/by-field.ts'
import {ofClass} from '../versioning/classification.ts'
import {EXPECTED_PROVENANCE} from '../versioning/hashed-rows.ts'
import type {IncrementPlan} from './increment-plan.ts'
import {type KeptIncrement, keptOtherwise} from './kept-increment.ts'

/** The columns of one frame of Metaxy's `Increment` (versioning.md §7.2). */
export function frameColumns(plan: IncrementPlan, frame: IncrementFrame): readonly Column[] {
  if (frame === 'orphaned' && plan.current !== null)
    return inReadingOrder(plan.current.source.columns)
  return frameParts(plan).map(({name, type}) => ({name, type}))
}

/** Selects the rows of one frame in the order of the ids. */
export function frameRows({plan, keep, tables}: KeptIncrement, part: IncrementClass): Query {
  if (keep !== 'rows') throw keptOtherwise('samples', 'rows')
  if (part === 'orphaned' && plan.current !== null) {
    const columns = inReadingOrder(plan.current.source.columns)
    const names = join(columns.map(column => ident(column.name)))
    return sql`SELECT ${names} FROM ${tables.orphaned} ORDER BY ${order(plan.plan.spec.idColumns)}`
  }
  const parts = frameParts(plan).map(one => sql`${one.value} AS ${ident(one.name)}`)
  return sql`SELECT ${join(parts)} FROM ${tables.pending} WHERE ${ofClass(part)}
    ORDER BY ${order(keyOrder(plan))}`
}

/** The feature's own ids as far as the rows have them, then what they are compared by. */
function keyOrder({plan, expected}: IncrementPlan): readonly string[] {
  const ids = plan.spec.idColumns.filter(name =>
    expected.columns.some(column => column.name === name),
  )
  return [...new Set([...ids, ...expected.joinColumns])]
}

/** The expected hashes of the fields, as the project stores them. */
export function byFieldOf({expected, byField}: IncrementPlan): Query {
  const members = expected.fields.map(one => ({field: one.field, value: ident(one.column)}))
  return byField === 'map' ? byFieldMap(members) : byFieldStruct(members)
}

interface FramePart extends Column {
  readonly value: Query
}

function frameParts(plan: IncrementPlan): readonly FramePart[] {
  const {expected, parents} = plan
  const columns = expected.columns.map(column => ({...column, value: ident(column.name)}))
  const given = (name: string) => expected.columns.some(column => column.name === name)
  const byField = byFieldOf(plan)
  const type =
    plan.byField === 'map'
      ? 'MAP(VARCHAR, VARCHAR)'
      : `STRUCT(${expected.fields.map(one => `"${structKey(one.field)}" VARCHAR`).join(', ')})`
  const provenance = ident(EXPECTED_PROVENANCE)
  // Samples bring their own by-field column; a data version that they give stays as it is.
  const computed: readonly FramePart[] = [
    {name: 'metaxy_provenance_by_field', type, value: byField},
    {name: 'metaxy_provenance', type: 'VARCHAR', value: provenance},
    {
      name: 'metaxy_data_version_by_field',
      type,
      value: parents.length === 0 ? ident('metaxy_provenance_by_field') : byField,
    },
    {name: 'metaxy_data_version', type: 'VARCHAR', value: provenance},
  ]
  return [...columns, ...computed.filter(one => !given(one.name))]
}

function order(names: readonly string[]): Query {
  if (names.length === 0) return raw('1')
  return join(names.map(name => sql`${ident(name)} NULLS LAST`))
}
