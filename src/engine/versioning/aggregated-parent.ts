import {and, ident, join, raw, sql} from '../duckdb/sql.ts'
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

/**
 * Gives every row of a group, in place of its own data versions, the hash over those of the whole
 * group, joined in the order of the upstream ids; no row is dropped (versioning.md §6.3).
 *
 * @param prepared an upstream with N:1 lineage.
 */
export function aggregateParent(
  prepared: PreparedParent,
  downstream: FeatureSpec,
  hash: SampleHash,
  nulls: NullsInGroups,
): PreparedParent {
  const versions = [...prepared.dataVersions.values()].map(name => ident(name))
  if (versions.length === 0) return prepared
  const {parent} = prepared
  const group = inputIdColumns(parent, downstream).map(name => ident(name))
  const last = nulls === 'sql' ? raw('NULLS LAST') : raw('NULLS FIRST')
  const order = groupOrder(parent, downstream)
  // Where ids are missing the order is ours to choose; the row id makes it one.
  const whole = order.length === parent.spec.idColumns.length
  const by = (whole ? order : [...order, ROW_ID]).map(name => sql`${ident(name)} ASC ${last}`)
  const texts = versions.map(version => {
    const text = sql`string_agg(${version}, '|' ORDER BY ${join(by)})`
    return nulls === 'sql' ? text : sql`coalesce(${text}, '')`
  })
  const hashes = texts.map(
    (text, at) => sql`${hashed(hash, text)} AS ${versions[at] ?? raw('NULL')}`,
  )
  const members = ident('__mxx_members')
  const kept = [...prepared.columns.map(column => ident(column.name)), ident(ROW_ID)]
  const same = group.map(name => sql`m.${name} IS NOT DISTINCT FROM g.${name}`)
  return {
    ...prepared,
    query: sql`WITH ${members} AS MATERIALIZED (${prepared.query})
      SELECT ${join([...kept.map(name => sql`m.${name}`), ...versions.map(name => sql`g.${name}`)])}
      FROM ${members} AS m JOIN (
        SELECT ${join([...group, ...hashes])} FROM ${members} GROUP BY ${join(group)}
      ) AS g ON ${and(same)}`,
  }
}
