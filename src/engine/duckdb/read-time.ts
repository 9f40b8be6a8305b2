import {DAYS_PER_400_YEARS, MILLIS_PER_DAY, SECONDS_PER_DAY, TICKS_PER_SECOND} from './cell-time.ts'

/** A point on a time line, or beyond its ends. */
export type Moment =
  | {readonly kind: 'finite'; readonly nanos: bigint}
  | {readonly kind: 'infinite'; readonly negative: boolean}

/**
 * Reads an ISO date or datetime: `T` or a space between, fraction and offset optional; without offset
 * it is UTC. `infinity` and `-infinity` are what DuckDB knows by these names.
 *
 * @returns nanoseconds since 1970-01-01T00:00:00Z, or null for any other text and for days that do not
 *   exist.
 */
export function readMoment(text: string): Moment | null {
  const infinite = /^\s*(-?)infinity\s*$/i.exec(text)
  if (infinite !== null) return {kind: 'infinite', negative: infinite[1] === '-'}
  const found = MOMENT.exec(text)
  if (found === null) return null
  const [, year, month, day, time, sign, ...offset] = found
  const days = daysOf(Number(year), Number(month), Number(day))
  const inDay = time === undefined ? 0n : readTime(time)
  if (days === null || inDay === null || inDay >= NANOS_PER_DAY) return null
  const [hours = 0, minutes = 0, seconds = 0] = offset.map(part => Number(part ?? 0))
  if (hours > 15 || minutes > 59 || seconds > 59) return null
  const east = BigInt((hours * 3600 + minutes * 60 + seconds) * (sign === '-' ? -1 : 1))
  const nanos = BigInt(days) * NANOS_PER_DAY + inDay - east * TICKS_PER_SECOND.ns
  return {kind: 'finite', nanos}
}

/** Reads `HH:MM[:SS[.fraction]]`: nanoseconds since midnight, up to 24:00; null for any other text. */
export function readTime(text: string): bigint | null {
  const found = TIME.exec(text)
  if (found === null) return null
  const [, hours, minutes, seconds = '0', fraction = ''] = found
  if (Number(minutes) > 59 || Number(seconds) > 59) return null
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  const nanos = BigInt(total) * TICKS_PER_SECOND.ns + BigInt(fraction.padEnd(9, '0'))
  return nanos > NANOS_PER_DAY ? null : nanos
}

/** Days since 1970-01-01; null when the calendar has no such day. */
function daysOf(year: number, month: number, day: number): number | null {
  // Two-digit years mean 19xx to Date: work in the cycle that begins in 2000.
  const cycles = Math.floor(year / 400) - 5
  const date = new Date(Date.UTC(year - cycles * 400, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  return date.getTime() / MILLIS_PER_DAY + cycles * DAYS_PER_400_YEARS
}

const MOMENT =
  /^\s*([+-]?\d{4,7})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(?:Z| ?([+-])(\d\d)(?::?(\d\d)(?::?(\d\d))?)?)?)?\s*$/i
const TIME = /^\s*(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s*$/
const NANOS_PER_DAY = SECONDS_PER_DAY * TICKS_PER_SECOND.ns
