import type {ArrowColumn} from '../duckdb/arrow-bridge.ts'
import {and, ident, join, type Query, sql} from '../duckdb/sql.ts'
import type {IncrementFrame} from '../models/increment.ts'
import {ofClass} from '../versioning/classification.ts'
import {type CurrentRows, collapsedRows} from '../versioning/current-rows.ts'
import type {ExpectedRows} from '../versioning/expected-rows.ts'
import {selectRows} from '../versioning/select-rows.ts'
import {flatColumns, flatRows} from './increment-arrow.ts'
import {frameColumns} from './increment-frames.ts'
import type {IncrementPlan} from './increment-plan.ts'

/** A frame as a statement over the stored tables, and how its columns make the frame's. */
export interface PlannedFrame {
  readonly query: Query
  /** Undefined: they are the frame's. */
  readonly columns?: readonly ArrowColumn[]
}

/** One frame of an increment, computed while it is read, nothing kept. */
export function plannedFrame(plan: IncrementPlan, frame: IncrementFrame): PlannedFrame {
  const {current, expected, classified} = plan
  if (frame === 'orphaned' && current !== null) {
    const names = frameColumns(plan, frame).map(column => ident(column.name))
    return {query: sql`SELECT ${join(names)} FROM (${orphanedRows(expected, current)})`}
  }
  const rows =
    frame === 'input' ? expected.query : sql`SELECT * FROM (${classified}) WHERE ${ofClass(frame)}`
  return {query: flatRows(plan, sql`(${rows})`), columns: flatColumns(plan, frame)}
}

/** Which rows are left over is known without a hash; what they hold comes last. */
function orphanedRows({query, joinColumns}: ExpectedRows, current: CurrentRows): Query {
  const {source, selection, collapsed} = current
  const same = joinColumns.map(name => sql`e.${ident(name)} = c.${ident(name)}`)
  const rows = sql`SELECT * FROM (${selectRows(source, selection)}) AS c
    WHERE NOT EXISTS (SELECT 1 FROM (${query}) AS e WHERE ${and(same)})`
  return collapsed ? collapsedRows(rows, source, joinColumns) : rows
}
