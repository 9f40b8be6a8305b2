/** The system's clock in microseconds since 1970, UTC, for metadata stores that are given no other. */
export function systemMicros(): bigint {
  return BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000))
}
