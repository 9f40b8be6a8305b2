import {ident, type Query, sql} from '../duckdb/sql.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {StampedSamples} from './planned-change.ts'

/**
 * A condition on stored rows: the operation wrote them. Tombstones copy the time of the update from the
 * row that they delete, so it counts only where no later deletion stands beside it.
 */
export function writtenBy(
  {columns}: TableSource,
  {firstStampMicros: first, lastStampMicros: last}: StampedSamples,
): Query {
  const micros = (name: string) =>
    columns.some(column => column.name === name)
      ? sql`epoch_us(${ident(name)})`
      : sql`${null}::BIGINT`
  const [updated, deleted] = [micros('metaxy_updated_at'), micros('metaxy_deleted_at')]
  return sql`(coalesce(${deleted} BETWEEN ${first} AND ${last}, FALSE)
    OR (coalesce(${updated} BETWEEN ${first} AND ${last}, FALSE)
      AND coalesce(${deleted} <= ${last}, TRUE)))`
}
