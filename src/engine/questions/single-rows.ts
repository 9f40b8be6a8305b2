import type {Session} from '../duckdb/session.ts'
import {ident, join, sql} from '../duckdb/sql.ts'
import type {TableSource} from '../versioning/table-source.ts'

/** Below it, looking for the latest rows costs less than asking whether that is needed. */
const MANY_ROWS = 100_000
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
  const ids = idColumns.map(name => ident(name))
  const [first = ident('')] = ids
  const [stored = []] = await session.values(sql`SELECT count(*) FROM ${source.from}`)
  if (Number(stored[0] ?? 0) < MANY_ROWS) return false
  const ofVersion = sql`FROM ${source.from} WHERE metaxy_feature_version = ${featureVersion}`
  if (ids.length === 1) {
    const [estimate = []] = await session.values(
      sql`SELECT count(*), approx_count_distinct(${first}) ${ofVersion}`,
    )
    if (Number(estimate[1] ?? 0) < NEARLY_ALL * Number(estimate[0] ?? 0)) return false
  }
  const [exact = []] = await session.values(
    sql`SELECT coalesce(sum(n), 0) = count(*) FROM (SELECT count(*) AS n ${ofVersion} GROUP BY ${join(ids)})`,
  )
  return exact[0] === true
}
