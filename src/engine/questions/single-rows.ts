import type {Session} from '../duckdb/session.ts'
import {ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import type {TableSource} from '../versioning/table-source.ts'

/** Below it, looking for the latest rows costs less than asking whether that is needed. */
const MANY_ROWS = 100_000
/** The ids of so many rows are held in memory together. */
const ROWS_AT_ONCE = 1_500_000
/** An estimate of distinct samples is off by a few in a hundred. */
const NEARLY_ALL = 0.85

/**
 * Whether every sample has one row of a feature version: as long as nothing was written twice, which is
 * the usual case, that is found in a fraction of the time that looking for the latest rows takes.
 */
export async function hasSingleRows(
  session: Session,
  source: TableSource,
  idColumns: readonly string[],
  featureVersion: string,
): Promise<boolean> {
  // Tables of older Metaxy name it otherwise (stores.md §14).
  if (!source.columns.some(({name}) => name === 'metaxy_feature_version')) return false
  const ids = idColumns.map(name => ident(name))
  const [first = ident('')] = ids
  const stored = await storedRows(session, source)
  if (stored < MANY_ROWS) return false
  const ofVersion = sql`FROM ${source.from} WHERE metaxy_feature_version = ${featureVersion}`
  if (await areAscending(session, ids, ofVersion)) return true
  if (ids.length === 1) {
    const [estimate = []] = await session.values(
      sql`SELECT count(*), approx_count_distinct(${first}) ${ofVersion}`,
    )
    if (Number(estimate[1] ?? 0) < NEARLY_ALL * Number(estimate[0] ?? 0)) return false
  }
  const parts = Math.ceil(stored / ROWS_AT_ONCE)
  for (let part = 0; part < parts; part += 1) {
    const mine = parts === 1 ? raw('') : sql` AND hash(${join(ids)}) % ${raw(`${parts} = ${part}`)}`
    const [exact = []] = await session.values(
      sql`SELECT coalesce(sum(n), 0) = count(*) FROM (SELECT count(*) AS n ${ofVersion}${mine} GROUP BY ${join(ids)})`,
    )
    if (exact[0] !== true) return false
  }
  return true
}

async function storedRows(session: Session, source: TableSource): Promise<number> {
  const said = source.stored?.()?.rows ?? null
  if (said !== null) return said
  const [counted = []] = await session.values(sql`SELECT count(*) FROM ${source.from}`)
  return Number(counted[0] ?? 0)
}

/** Whether each row stores a greater id than the row before it, as many pipelines write them. */
async function areAscending(
  session: Session,
  ids: readonly Query[],
  ofVersion: Query,
): Promise<boolean> {
  const id = ids.length === 1 ? join(ids) : sql`row(${join(ids)})`
  const [found = []] = await session.values(
    sql`SELECT count(*) FILTER (id > before) = count(*) - 1
      FROM (SELECT ${id} AS id, lag(${id}) OVER () AS before ${ofVersion})`,
  )
  return found[0] === true
}
