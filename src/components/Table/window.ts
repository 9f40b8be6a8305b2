/** The rows that are on the screen. */
export interface RowWindow {
  readonly top: number
  readonly count: number
}

/**
 * Which of `total` rows are drawn in `height` lines so that the cursor is among them. The window
 * stays where it was (`previousTop`) as long as it can, so that most moves redraw two lines only.
 */
export function rowWindow(
  total: number,
  height: number,
  cursor: number,
  previousTop: number,
): RowWindow {
  const count = Math.max(0, Math.min(total, height))
  const lowest = Math.max(0, cursor - count + 1)
  const top = Math.min(Math.max(previousTop, lowest), cursor, total - count)
  return {top: Math.max(0, top), count}
}
