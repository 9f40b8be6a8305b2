/**
 * A clock that gives no moment twice, nor an earlier one after a later: of two writes of one sample the
 * second has to win (stores.md §4.2).
 */
export function rising(now: () => bigint): () => bigint {
  let last: bigint | undefined
  return () => {
    const moment = now()
    last = last === undefined || moment > last ? moment : last + 1n
    return last
  }
}
