/** `2026-03-01T08:00:00.123456Z`: always six digits, UTC (commands.md §1). */
export function isoTime(micros: bigint): string {
  const seconds = micros / 1_000_000n - (micros % 1_000_000n < 0n ? 1n : 0n)
  const fraction = micros - seconds * 1_000_000n
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19)
  return `${whole}.${String(fraction).padStart(6, '0')}Z`
}

/** The same for a moment that may be missing. */
export function isoTimeOrNull(micros: bigint | null): string | null {
  return micros === null ? null : isoTime(micros)
}
