/** How times are shown; `T` goes round. */
export type TimeFormat = 'utc' | 'local' | 'relative'

/**
 * A stored time for a cell: `2026-11-20 11:41:07Z`, the same in local time without the `Z`, or
 * `2h ago`. `text` is a time as the engine gives it (`YYYY-MM-DDTHH:MM:SS.ffffff`, with a final `Z`
 * when it has a time zone); one without zone is the same clock everywhere. Other texts come back
 * unchanged. `nowMicros` is microseconds since 1970, UTC.
 */
export function formatTime(text: string, format: TimeFormat, nowMicros: bigint): string {
  const match = ISO.exec(text)
  if (match === null) return text
  const [, date, time, zone] = match
  if (zone === undefined || format === 'utc') return `${date} ${time}${zone ?? ''}`
  const millis = Date.parse(text)
  if (Number.isNaN(millis)) return text
  return format === 'relative' ? formatAge(BigInt(millis) * 1000n, nowMicros) : localTime(millis)
}

/** `just now`, `3m ago`, `2h ago`, `5d ago`, `in 3m`; both in microseconds since 1970, UTC. */
export function formatAge(micros: bigint, nowMicros: bigint): string {
  const seconds = Number((nowMicros - micros) / 1_000_000n)
  const distance = Math.abs(seconds)
  if (distance < 60) return 'just now'
  const text = agePart(distance)
  return seconds > 0 ? `${text} ago` : `in ${text}`
}

/** `2026-11-20 11:41:07Z`; microseconds since 1970, UTC. */
export function formatMicros(micros: bigint, format: TimeFormat, nowMicros: bigint): string {
  const text = new Date(Number(micros / 1000n)).toISOString()
  return formatTime(text, format, nowMicros)
}

/** `14:02:11`, for the message line; microseconds since 1970, UTC. */
export function formatClock(micros: bigint, format: 'utc' | 'local'): string {
  const millis = Number(micros / 1000n)
  return format === 'utc'
    ? `${new Date(millis).toISOString().slice(11, 19)}Z`
    : localTime(millis).slice(11)
}

function agePart(seconds: number): string {
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}h`
  if (seconds < 365 * 86_400) return `${Math.floor(seconds / 86_400)}d`
  return `${Math.floor(seconds / (365 * 86_400))}y`
}

function localTime(millis: number): string {
  const date = new Date(millis)
  const two = (value: number) => String(value).padStart(2, '0')
  return (
    `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ` +
    `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
  )
}

const ISO = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z)?$/
