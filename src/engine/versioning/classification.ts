import {ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import type {IncrementClass} from '../models/increment.ts'
import {type CurrentRows, comparedRows} from './current-rows.ts'
import type {ExpectedRows} from './expected-rows.ts'
import {EXPECTED_PROVENANCE} from './hashed-rows.ts'
import {ROW_ID} from './select-rows.ts'

/** The column of a classified row: 1 new, 2 stale, 3 orphaned, 0 up to date. */
export const CLASS = '__mxx_class'
/** Where a classified row has a stored counterpart: its `TableSource.rowId`. */
export const STORED_ROW = '__mxx_stored_row'

const CLASS_NUMBERS: Readonly<Record<IncrementClass, number>> = {new: 1, stale: 2, orphaned: 3}

/** The condition on CLASS that picks one class. */
export function ofClass(part: IncrementClass): Query {
  return sql`${ident(CLASS)} = ${raw(String(CLASS_NUMBERS[part]))}`
}

/**
 * One row per expected or stored row with its class (versioning.md §7.2): the key columns, those of
 * `expected.columns`, the expected field hashes and row provenance, STORED_ROW and CLASS. Null keys
 * never match; an expected provenance of NULL makes no row stale.
 *
 * @param current null when the feature has no table yet, or the comparison is skipped: all is new.
 */
export function classifiedRows(expected: ExpectedRows, current: CurrentRows | null): Query {
  const hashes = [...expected.fields.map(field => ident(field.column)), ident(EXPECTED_PROVENANCE)]
  if (current === null) {
    const names = expected.columns.map(column => ident(column.name))
    return sql`SELECT ${join([...names, ...hashes])}, NULL::BIGINT AS ${ident(STORED_ROW)},
      1::UTINYINT AS ${ident(CLASS)} FROM (${expected.query})`
  }
  const keys = expected.joinColumns
  const columns = expected.columns.map(column =>
    keys.includes(column.name)
      ? sql`coalesce(e.${ident(column.name)}, c.${ident(column.name)}) AS ${ident(column.name)}`
      : sql`e.${ident(column.name)}`,
  )
  const on = keys.map(name => sql`e.${ident(name)} = c.${ident(name)}`)
  return sql`SELECT ${join([...columns, ...hashes.map(name => sql`e.${name}`)])},
      c.${ident(ROW_ID)} AS ${ident(STORED_ROW)},
      (CASE WHEN c.${ident(ROW_ID)} IS NULL THEN 1
        WHEN e.__mxx_expected IS NULL THEN 3
        WHEN c.__mxx_stored IS NULL OR e.${ident(EXPECTED_PROVENANCE)} <> c.__mxx_stored OR c.__mxx_stale_if THEN 2
        ELSE 0 END)::UTINYINT AS ${ident(CLASS)}
    FROM (SELECT *, TRUE AS __mxx_expected FROM (${expected.query})) AS e
    FULL JOIN (${storedSide(current, keys)}) AS c ON ${join(on, ' AND ')}`
}

/** How many rows of each class, and how many were expected, in one statement. */
export function classCounts(classified: Query): Query {
  const count = (part: IncrementClass) => sql`count(*) FILTER (${ofClass(part)})`
  return sql`SELECT ${count('new')}, ${count('stale')}, ${count('orphaned')},
    count(*) FILTER (${ident(CLASS)} <> 3) FROM (${classified})`
}

/** Distinct keys among the expected rows and among the new ones: what progress is made of (versioning.md §7.4). */
export function distinctKeyCounts(classified: Query, joinColumns: readonly string[]): Query {
  const key = sql`row(${join(joinColumns.map(name => ident(name)))})`
  return sql`SELECT count(DISTINCT ${key}) FILTER (${ident(CLASS)} <> 3),
    count(DISTINCT ${key}) FILTER (${ofClass('new')}) FROM (${classified})`
}

function storedSide(current: CurrentRows, keys: readonly string[]): Query {
  const stored = comparedRows(current, keys)
  return sql`SELECT ${join(keys.map(name => ident(name)))}, ${ident(ROW_ID)},
    metaxy_provenance AS __mxx_stored, coalesce(${current.staleIf ?? raw('FALSE')}, FALSE) AS __mxx_stale_if
    FROM (${stored})`
}
