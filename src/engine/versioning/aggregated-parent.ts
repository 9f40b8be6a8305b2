import {and, ident, join, type Query, sql} from '../duckdb/sql.ts'
import type {FeatureSpec} from '../models/feature-spec.ts'
import {hashed, type SampleHash} from './field-provenance.ts'
import {groupOrder, inputIdColumns} from './join-columns.ts'
import type {PreparedParent} from './prepared-parent.ts'
import {ROW_ID} from './select-rows.ts'

/**
 * How Metaxy's engines treat nulls in a group, which is all they differ in (versioning.md §6.3): SQL
 * puts null ids last and has no hash for a group without a version; Polars puts them first and hashes
 * the empty text.
 */
export type NullsInGroups = 'sql' | 'polars'

/** The rows of an upstream, and one row for each of their groups. */
export interface GroupedParent {
  /** Stands before SELECT: names the rows `members`, so that they are read once. */
  readonly with: Query
  readonly members: Query
  /** What the rows of one group share. */
  readonly groupBy: readonly string[]
  /** Selects `groupBy` and a hash in place of each data version. */
  readonly groups: Query
}

/**
 * Every row of a group gets, in place of its own data versions, the hash over those of the whole group,
 * joined in the order of the upstream ids; no row is dropped (versioning.md §6.3).
 *
 * @param prepared an upstream with N:1 lineage, some of whose data versions are needed.
 */
export function aggregateParent(
  prepared: PreparedParent,
  downstream: FeatureSpec,
  hash: SampleHash,
  nulls: NullsInGroups,
): PreparedParent {
  const grouped = groupParent(prepared, downstream, hash, nulls)
  const names = [...prepared.dataVersions.values()]
  return {...prepared, query: withGroups(prepared, grouped, grouped.groups, names)}
}

/** All rows with their columns, and what `groups` has under these names for the group of each. */
export function withGroups(
  {columns}: PreparedParent,
  grouped: GroupedParent,
  groups: Query,
  names: readonly string[],
): Query {
  const taken = [
    ...columns.map(column => sql`m.${ident(column.name)}`),
    sql`m.${ident(ROW_ID)}`,
    ...names.map(name => sql`g.${ident(name)}`),
  ]
  const same = grouped.groupBy.map(
    name => sql`m.${ident(name)} IS NOT DISTINCT FROM g.${ident(name)}`,
  )
  return sql`${grouped.with} SELECT ${join(taken)}
    FROM ${grouped.members} AS m JOIN (${groups}) AS g ON ${and(same)}`
}

export function groupParent(
  prepared: PreparedParent,
  downstream: FeatureSpec,
  hash: SampleHash,
  nulls: NullsInGroups,
): GroupedParent {
  const {parent} = prepared
  const groupBy = [...new Set(inputIdColumns(parent, downstream))]
  const group = join(groupBy.map(name => ident(name)))
  const versions = [...prepared.dataVersions.values()].map(name => ident(name))
  const members = ident('__mxx_members')
  const sorted = ident('__mxx_sorted')
  const list = sql`list_sort(list(struct_pack(${join([
    ...orderMembers(parent.spec.idColumns.length, groupOrder(parent, downstream), nulls),
    ...versions.map((version, at) => sql`${versionMember(at)} := ${version}`),
  ])})))`
  const hashes = versions.map((version, at) => {
    const values = sql`list_transform(${sorted}, lambda m: m.${versionMember(at)})`
    const text = sql`list_aggregate(${values}, 'string_agg', '|')`
    const whole = nulls === 'sql' ? text : sql`coalesce(${text}, '')`
    return sql`${hashed(hash, whole)} AS ${version}`
  })
  return {
    with: sql`WITH ${members} AS MATERIALIZED (${prepared.query})`,
    members,
    groupBy,
    groups: sql`SELECT ${join([group, ...hashes])} FROM (
      SELECT ${group}, ${list} AS ${sorted} FROM ${members} GROUP BY ${group})`,
  }
}

/**
 * What comes first in the structs that are sorted: sorting lists is ten times as fast as an ordered
 * aggregate, and a member that says whether the next is null puts nulls where they belong.
 */
function orderMembers(
  idCount: number,
  order: readonly string[],
  nulls: NullsInGroups,
): readonly Query[] {
  const ids = order.flatMap((name, at) => {
    const isNull = nulls === 'sql' ? sql`IS NULL` : sql`IS NOT NULL`
    return [
      sql`${ident(`n${at}`)} := ${ident(name)} ${isNull}`,
      sql`${ident(`i${at}`)} := ${ident(name)}`,
    ]
  })
  // Where ids are missing the order is ours to choose; the row id makes it one.
  return order.length === idCount ? ids : [...ids, sql`r := ${ident(ROW_ID)}`]
}

function versionMember(at: number): Query {
  return ident(`v${at}`)
}
