import {and, ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import type {FeatureSpec} from '../models/feature-spec.ts'
import {CLASS, ofClass} from './classification.ts'
import {type CurrentRows, comparedRows} from './current-rows.ts'
import type {ExpectedRows} from './expected-rows.ts'
import {type ParentRows, prepareParent} from './prepared-parent.ts'
import {selectRows} from './select-rows.ts'

/** Orphans whose id is only hidden behind an upstream that is still to be recomputed. */
export const WAITING = '__mxx_waiting'

/**
 * Selects the rows of `classified` with a boolean WAITING: true for an orphan whose id lives on under
 * another version of every upstream that lacks it now. Such a row is no leftover: it fits again once
 * the upstream is recomputed or rebased (requirements.md T27).
 *
 * @param classified a table that holds classified rows; read several times.
 * @param parents the upstreams as the comparison read them.
 */
export function withWaitingOrphans(
  classified: Query,
  downstream: FeatureSpec,
  parents: readonly ParentRows[],
  joinColumns: readonly string[],
): Query {
  const allOptional = parents.every(rows => rows.parent.dep.optional)
  const deciding = parents.filter(rows => allOptional || !rows.parent.dep.optional)
  const keys = joinColumns.map(name => ident(name))
  const orphans = sql`SELECT DISTINCT ${join(keys)} FROM ${classified} WHERE ${ofClass('orphaned')}`
  const states = deciding.map(rows => {
    const among = (query: Query) => sql`EXISTS (SELECT 1 FROM (${query}) AS u
      WHERE ${and(keys.map(key => sql`u.${key} = o.${key}`))})`
    const prepared = among(prepareParent(rows, downstream, 0, []).query)
    const alive = among(prepareParent(rows, downstream, 0, [], {withDepFilters: false}).query)
    const everAlive = among(
      prepareParent({...rows, featureVersion: null}, downstream, 0, [], {withDepFilters: false})
        .query,
    )
    return {prepared, waits: sql`NOT ${alive} AND ${everAlive}`}
  })
  const waits = allOptional
    ? join(
        states.map(state => sql`(${state.waits})`),
        ' OR ',
      )
    : and(states.map(state => sql`${state.prepared} OR (${state.waits})`))
  const matches = keys.map(key => sql`x.${key} = w.${key}`)
  return sql`SELECT x.*, x.${ident(CLASS)} = 3 AND coalesce(w.__mxx_waits, FALSE) AS ${ident(WAITING)}
    FROM ${classified} AS x LEFT JOIN (SELECT o.*, ${waits} AS __mxx_waits FROM (${orphans}) AS o) AS w
    ON ${and(matches)}`
}

/**
 * The keys, and CLASS, of the stored rows that nothing is expected for: the orphaned part of
 * `classifiedRows` alone, for which no hash has to be computed.
 *
 * @param among a condition on the stored rows and their ROW_ID: then each of them counts, also where
 *   one parent has several.
 */
export function orphanedKeys(expected: ExpectedRows, current: CurrentRows, among?: Query): Query {
  const {source, selection} = current
  const stored =
    among === undefined
      ? comparedRows(current, expected.joinColumns)
      : selectRows(source, selection)
  const keys = expected.joinColumns.map(name => ident(name))
  const same = keys.map(key => sql`e.${key} = c.${key}`)
  return sql`SELECT ${join(keys)}, 3::UTINYINT AS ${ident(CLASS)}
    FROM (${stored}) AS c
    WHERE ${among ?? raw('TRUE')} AND NOT EXISTS (SELECT 1 FROM (${expected.query}) AS e WHERE ${and(same)})`
}
