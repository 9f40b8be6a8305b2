/** The middle of the values; of an even number the lower of the two. */
export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

/** The smallest value that this share of the values does not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN
}

export function smallest(values: readonly number[]): number {
  return Math.min(...values)
}

/** How long a piece of work takes, in milliseconds, and what it answered. */
export async function timed<T>(work: () => Promise<T>): Promise<{ms: number; answer: T}> {
  const begun = performance.now()
  const answer = await work()
  return {ms: performance.now() - begun, answer}
}
