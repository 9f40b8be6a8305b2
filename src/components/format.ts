/** `3,414`; a whole number. */
export function formatCount(count: number): string {
  return String(count).replace(THOUSANDS, ',')
}

/** `+24`, `-31`, `0`. */
export function formatDifference(before: number, after: number): string {
  const difference = after - before
  return difference > 0 ? `+${formatCount(difference)}` : formatCount(difference)
}

/** `1 row`, `3,414 rows`. */
export function formatCounted(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`
}

/** `~38 +12 -2`: what an increment still has to do; empty when nothing. */
export function formatIncrement(counts: {
  readonly new: number
  readonly stale: number
  readonly orphaned: number
}): string {
  return [
    counts.stale > 0 ? `~${formatCount(counts.stale)}` : '',
    counts.new > 0 ? `+${formatCount(counts.new)}` : '',
    counts.orphaned > 0 ? `-${formatCount(counts.orphaned)}` : '',
  ]
    .filter(part => part !== '')
    .join(' ')
}

/**
 * How many characters of a hash are shown so that all of the given ones differ: 8, or more when two
 * different ones share their beginning.
 */
export function hashLength(hashes: readonly string[], shortest = 8): number {
  const sorted = [...new Set(hashes)].sort()
  let length = shortest
  for (const [index, hash] of sorted.entries()) {
    const next = sorted[index + 1]
    if (next !== undefined) length = Math.max(length, commonStart(hash, next) + 1)
  }
  return length
}

/** The first characters of a hash; 8 unless `hashLength` says more. */
export function shortHash(hash: string, length = 8): string {
  return hash.slice(0, length)
}

/** `0.42 s`, `1:07`, `2:03:11`: how long something took or runs. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000
  if (seconds < 10) return `${seconds.toFixed(2)} s`
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  const whole = Math.floor(seconds)
  const minutes = Math.floor(whole / 60) % 60
  const hours = Math.floor(whole / 3600)
  const tail = `${String(whole % 60).padStart(2, '0')}`
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`
}

function commonStart(left: string, right: string): number {
  let length = 0
  while (length < left.length && left[length] === right[length]) length += 1
  return length
}

/** Before three digits and nothing but threes behind them; Intl.NumberFormat would cost the start 20 ms. */
const THOUSANDS = /\B(?=(?:\d{3})+$)/g
