import type {CellValue} from '../engine/index.ts'
import {formatTime, type TimeFormat} from './format-time.ts'

/** What a cell needs to know beyond its value. */
export interface CellOptions {
  readonly timeFormat: TimeFormat
  /** Microseconds since 1970, UTC. */
  readonly nowMicros: bigint
}

/**
 * A stored value as one line of raw text: `NULL`, numbers as they are, times in the chosen format,
 * structs and lists compact (`{faces: cc02be47, n: 3}`). `type` is the column's type as DuckDB
 * prints it. Only the beginning of what is very long is looked at.
 */
export function formatCell(value: CellValue, type: string, options: CellOptions): string {
  if (value === null) return 'NULL'
  if (typeof value === 'string') {
    return isTimeType(type)
      ? formatTime(value, options.timeFormat, options.nowMicros)
      : value.slice(0, LONGEST)
  }
  if (typeof value === 'object') return compact(value, LONGEST)
  return String(value)
}

/** Numbers stand right, everything else left. */
export function alignOf(type: string): 'left' | 'right' {
  return NUMERIC.test(type) ? 'right' : 'left'
}

export function isTimeType(type: string): boolean {
  return type.startsWith('TIMESTAMP')
}

function compact(value: CellValue, room: number): string {
  if (value === null || typeof value !== 'object') return String(value ?? 'NULL').slice(0, room)
  const parts: string[] = []
  let left = room
  const list = Array.isArray(value)
  for (const [member, inner] of Object.entries<CellValue>(value)) {
    if (left <= 0) break
    const text = compact(inner, left)
    parts.push(list ? text : `${member}: ${text}`)
    left -= text.length + member.length
  }
  return list ? `[${parts.join(', ')}]` : `{${parts.join(', ')}}`
}

/** Far more than any pane shows; a cell may hold megabytes. */
const LONGEST = 4096
const NUMERIC = /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|FLOAT|DOUBLE|REAL|DECIMAL.*)$/
