/**
 * The first of `total` lines (or columns) that is drawn in a window of `size` so that `middle` is in
 * its middle, or as near as the ends allow.
 */
export function windowStart(middle: number, size: number, total: number): number {
  return Math.max(0, Math.min(total - size, Math.round(middle - size / 2)))
}
