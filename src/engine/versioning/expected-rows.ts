import {ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import type {FeaturePlan} from '../graph/feature-graph.ts'
import type {Column} from '../models/system-columns.ts'
import {aggregateParent, groupParent, type NullsInGroups, withGroups} from './aggregated-parent.ts'
import type {FieldInput, SampleHash} from './field-provenance.ts'
import {
  EXPECTED_PROVENANCE,
  fieldInputs,
  type HashedFields,
  type Hashing,
  hashedFields,
  hashingOf,
} from './hashed-rows.ts'
import {joinColumnsOf} from './join-columns.ts'
import {keysCompare} from './key-types.ts'
import {type ParentRows, type PreparedParent, prepareParent} from './prepared-parent.ts'

/** The rows a feature should have, computed from its upstream rows (versioning.md §6). */
export interface ExpectedRows {
  /** Selects `columns`, one column per field, and EXPECTED_PROVENANCE. */
  readonly query: Query
  /** What survives of the upstream columns, dep by dep. */
  readonly columns: readonly Column[]
  /** The key of the comparison (versioning.md §6.4). */
  readonly joinColumns: readonly string[]
  readonly fields: HashedFields
  /** How `query` hashes joined upstreams; not of groups that are hashed as such, and of samples. */
  readonly hashing?: Hashing
}

/**
 * Joins the upstreams and computes field and row provenance (versioning.md §5.2, §5.3, §6.4).
 *
 * @param parents one entry per dep, in the order of the plan.
 * @param nulls how nulls count in the groups of N:1 lineage.
 * @throws MetaxyError SCHEMA_ERROR when columns are missing, collide, or keys have different types.
 */
export function expectedRows(
  plan: FeaturePlan,
  parents: readonly ParentRows[],
  hash: SampleHash,
  nulls: NullsInGroups,
): ExpectedRows {
  const inputs = fieldInputs(plan)
  const prepared = parents.map((rows, index) => {
    const used = inputs.flatMap(input => input.parents)
    const fields = used.filter(one => one.feature === rows.parent.dep.feature)
    return prepareParent(rows, plan.spec, index, [...new Set(fields.map(one => one.field))])
  })
  const joinColumns = joinColumnsOf(plan)
  const columns = joinedColumns(prepared, joinColumns)
  const [only] = prepared
  const rows = {columns, joinColumns, fields: hashedFields(inputs)}
  if (only !== undefined && prepared.length === 1 && isAggregated(only)) {
    return {...rows, query: hashedGroups(plan, inputs, only, hash, nulls)}
  }
  const aggregated = prepared.map(one =>
    isAggregated(one) ? aggregateParent(one, plan.spec, hash, nulls) : one,
  )
  const hashing = hashingOf(inputs, prepared, joined(aggregated, joinColumns), hash)
  const names = columns.map(({name}) => name)
  return {...rows, query: hashing.rows(names, hashing.upstreamRows(names)), hashing}
}

function isAggregated({parent, dataVersions}: PreparedParent): boolean {
  return parent.dep.lineage.kind === 'aggregation' && dataVersions.size > 0
}

/** Of a single upstream all rows of a group have the same hashes, so each is computed once. */
function hashedGroups(
  plan: FeaturePlan,
  inputs: readonly FieldInput[],
  prepared: PreparedParent,
  hash: SampleHash,
  nulls: NullsInGroups,
): Query {
  const grouped = groupParent(prepared, plan.spec, hash, nulls)
  const hashing = hashingOf(inputs, [prepared], sql`(${grouped.groups})`, hash)
  const groups = hashing.rows(grouped.groupBy, hashing.upstreamRows(grouped.groupBy))
  const names = [...hashedFields(inputs).map(one => one.column), EXPECTED_PROVENANCE]
  return withGroups(prepared, grouped, groups, names)
}

/** Required upstreams by inner join in their order, optional ones added on the left; all optional: full join. */
function joined(prepared: readonly PreparedParent[], joinColumns: readonly string[]): Query {
  const ordered = joinOrder(prepared)
  const keys = join(joinColumns.map(name => ident(name)))
  return ordered.reduce<Query>((left, one, index) => {
    const right = sql`(${one.query}) AS ${ident(`parent_${index}`)}`
    if (index === 0) return right
    return sql`${left} ${raw(joinKind(prepared, one))} JOIN ${right} USING (${keys})`
  }, raw(''))
}

function joinKind(prepared: readonly PreparedParent[], one: PreparedParent): string {
  if (prepared.every(each => each.parent.dep.optional)) return 'FULL'
  return one.parent.dep.optional ? 'LEFT' : 'INNER'
}

function joinOrder(prepared: readonly PreparedParent[]): readonly PreparedParent[] {
  return [
    ...prepared.filter(one => !one.parent.dep.optional),
    ...prepared.filter(one => one.parent.dep.optional),
  ]
}

function joinedColumns(
  prepared: readonly PreparedParent[],
  joinColumns: readonly string[],
): readonly Column[] {
  const found = new Map<string, Column & {readonly from: string}>()
  for (const one of joinOrder(prepared)) {
    const from = one.parent.dep.feature
    for (const name of joinColumns) {
      if (!one.columns.some(column => column.name === name)) throw lacksKey(from, name)
    }
    for (const column of one.columns) {
      // To DuckDB names that differ in capitals only are one.
      const name = column.name.toLowerCase()
      const earlier = found.get(name)
      if (earlier === undefined) found.set(name, {...column, from})
      else if (!joinColumns.includes(column.name)) throw collision(column.name, earlier.from, from)
      else if (!keysCompare(earlier.type, column.type)) throw keyTypes(column, earlier, from)
    }
  }
  return [...found.values()].map(({name, type}) => ({name, type}))
}

function schemaError(message: string, hint: string): MetaxyError {
  return new MetaxyError({code: 'SCHEMA_ERROR', message, hint})
}

function lacksKey(feature: string, name: string): MetaxyError {
  return schemaError(
    `The upstream ${feature} has no column "${name}" to join on.`,
    'Rename its id column in the dependency, or declare a lineage.',
  )
}

function collision(name: string, first: string, second: string): MetaxyError {
  return schemaError(
    `The column "${name}" comes from both ${first} and ${second}.`,
    'Add a rename or a select to one of the dependencies.',
  )
}

function keyTypes(column: Column, earlier: Column & {from: string}, feature: string): MetaxyError {
  return schemaError(
    `The join column "${column.name}" is ${earlier.type} in ${earlier.from} but ${column.type} in ${feature}.`,
    'Write both features with the same type of id.',
  )
}
