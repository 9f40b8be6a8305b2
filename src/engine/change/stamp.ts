import {type Query, raw, sql, text} from '../duckdb/sql.ts'
import type {Column} from '../models/system-columns.ts'

/** A moment as a constant of a column's type: microseconds, UTC, readable in a statement. */
export function moment(micros: bigint, type: string): Query {
  const literal = raw(`TIMESTAMPTZ ${text(`${isoMicros(micros)}+00`).text}`)
  return type === 'TIMESTAMP WITH TIME ZONE' ? literal : raw(`${literal.text}::${type}`)
}

/** `2026-03-01 00:00:00.123456`, UTC. */
export function isoMicros(micros: bigint): string {
  const million = 1_000_000n
  const fraction = ((micros % million) + million) % million
  const seconds = (micros - fraction) / million
  const date = new Date(Number(seconds) * 1000).toISOString()
  return `${date.slice(0, 19).replace('T', ' ')}.${String(fraction).padStart(6, '0')}`
}

export function typeOf(columns: readonly Column[], name: string): string {
  return columns.find(column => column.name === name)?.type ?? 'TIMESTAMP WITH TIME ZONE'
}

/** The run that rows belong to; none is a text without a value, not a value without a type. */
export function runId(materializationId: string | null): Query {
  return sql`CAST(${materializationId} AS VARCHAR)`
}
