import type {TimeUnit} from './column-type.ts'

/** How many ticks of a unit make a second. */
export const TICKS_PER_SECOND: Readonly<Record<TimeUnit, bigint>> = {
  s: 1n,
  ms: 1_000n,
  us: 1_000_000n,
  ns: 1_000_000_000n,
}

/** What DuckDB stores for `infinity`; its negative is `-infinity`. */
export const INFINITE_TICKS = 2n ** 63n - 1n
export const INFINITE_DAYS = 2 ** 31 - 1

/**
 * A point in time as the contract writes it: `YYYY-MM-DDTHH:MM:SS.ffffff`, a final `Z` with time zone
 * (commands.md §1). Nanoseconds that six digits cannot say get nine. Years before 0 have a minus sign.
 *
 * @param ticks since 1970-01-01T00:00:00, in the unit.
 */
export function timestampText(ticks: bigint, unit: TimeUnit, zoned: boolean): string {
  if (ticks === INFINITE_TICKS) return 'infinity'
  if (ticks === -INFINITE_TICKS) return '-infinity'
  const zone = zoned ? 'Z' : ''
  const micros = unit === 'us' ? Number(ticks) : Number.NaN
  if (micros > FIRST_PLAIN_MICROS && micros < LAST_PLAIN_MICROS) {
    const millis = Math.floor(micros / 1000)
    const rest = String(micros - millis * 1000).padStart(3, '0')
    return new Date(millis).toISOString().slice(0, -1) + rest + zone
  }
  const perDay = TICKS_PER_SECOND[unit] * SECONDS_PER_DAY
  const inDay = ((ticks % perDay) + perDay) % perDay
  return `${dateText(Number((ticks - inDay) / perDay))}T${timeText(inDay, unit)}${zone}`
}

/** `YYYY-MM-DD`. @param days since 1970-01-01. */
export function dateText(days: number): string {
  if (days === INFINITE_DAYS) return 'infinity'
  if (days === -INFINITE_DAYS) return '-infinity'
  // 400 years have a fixed number of days: what is left lies where Date is at home.
  const cycles = Math.floor(days / DAYS_PER_400_YEARS)
  const date = new Date((days - cycles * DAYS_PER_400_YEARS) * MILLIS_PER_DAY)
  const year = date.getUTCFullYear() + cycles * 400
  const digits = String(Math.abs(year)).padStart(4, '0')
  return `${year < 0 ? '-' : ''}${digits}${date.toISOString().slice(4, 10)}`
}

/** `HH:MM:SS.ffffff`. @param ticks since midnight, in the unit. */
export function timeText(ticks: bigint, unit: TimeUnit): string {
  const nanos = ticks * (TICKS_PER_SECOND.ns / TICKS_PER_SECOND[unit])
  const seconds = Number(nanos / TICKS_PER_SECOND.ns)
  const fraction = String(nanos % TICKS_PER_SECOND.ns).padStart(9, '0')
  const digits = fraction.endsWith('000') ? fraction.slice(0, 6) : fraction
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return `${parts.map(part => String(part).padStart(2, '0')).join(':')}.${digits}`
}

/** `+HH:MM`, with seconds when there are any. @param seconds east of Greenwich. */
export function offsetText(seconds: number): string {
  const total = Math.abs(seconds)
  const parts = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60]
  const shown = parts[2] === 0 ? parts.slice(0, 2) : parts
  return (seconds < 0 ? '-' : '+') + shown.map(part => String(part).padStart(2, '0')).join(':')
}

export const SECONDS_PER_DAY = 86_400n
export const MILLIS_PER_DAY = 86_400_000
export const DAYS_PER_400_YEARS = 146_097

/** Within these, doubles are exact and years have four digits. */
const FIRST_PLAIN_MICROS = -(2 ** 53)
const LAST_PLAIN_MICROS = 2 ** 53
