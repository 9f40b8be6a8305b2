/** Where a person stands in a list, and the first line that is shown. */
export interface ListCursor {
  readonly index: number
  readonly top: number
}

export type Move =
  | {readonly by: 'line' | 'half-page' | 'page'; readonly times: 1 | -1}
  | {readonly to: 'first' | 'last' | number}

export const LIST_START: ListCursor = {index: 0, top: 0}

/**
 * The cursor after a move through `count` lines of which `height` are seen. The window stays where it
 * is as long as the cursor is inside, so that a key redraws two lines and not all of them.
 */
export function moveCursor(
  cursor: ListCursor,
  move: Move,
  count: number,
  height: number,
): ListCursor {
  return settle({index: target(cursor, move, count, height), top: cursor.top}, count, height)
}

/** The nearest cursor that is inside the list, its window around it. */
export function settle(cursor: ListCursor, count: number, height: number): ListCursor {
  const seen = Math.max(1, height)
  const index = clamp(cursor.index, 0, count - 1)
  const nearest = clamp(cursor.top, index - seen + 1, index)
  return {index, top: clamp(nearest, 0, count - seen)}
}

function target(cursor: ListCursor, move: Move, count: number, height: number): number {
  if ('to' in move) {
    if (move.to === 'first') return 0
    return move.to === 'last' ? count - 1 : move.to
  }
  return cursor.index + move.times * linesOf(move.by, height)
}

function linesOf(step: 'line' | 'half-page' | 'page', height: number): number {
  if (step === 'line') return 1
  return Math.max(1, step === 'page' ? height - 1 : Math.floor(height / 2))
}

/** Never below `low`, even when `high` is. */
function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high), 0)
}
