const KEYS: usize = memory.data(2048 * 8, 16)
const OTHER_KEYS: usize = memory.data(2048 * 8, 16)

/**
 * Sorts up to 2048 row numbers (u32, at `rows`) by the addresses of their texts. A key is an address
 * with the row in its low bits; an address wider than 53 bits would only be sorted badly.
 */
export function sortByAddress(rows: usize, count: u32, strings: usize): void {
  for (let index: u32 = 0; index < count; index++) {
    const row = load<u32>(rows + (index << 2))
    store<u64>(KEYS + (index << 3), (load<u64>(strings + (row << 4), 8) << 11) | row)
  }
  const sorted = mergeSort(count)
  for (let index: u32 = 0; index < count; index++) {
    store<u32>(rows + (index << 2), <u32>load<u64>(sorted + (index << 3)) & 2047)
  }
}

/** Bottom up, between the two areas; gives the one that holds the result. */
function mergeSort(count: u32): usize {
  let from = KEYS
  let to = OTHER_KEYS
  for (let width: u32 = 1; width < count; width <<= 1) {
    for (let start: u32 = 0; start < count; start += width << 1) {
      merge(from, to, start, min(start + width, count), min(start + (width << 1), count))
    }
    const swapped = from
    from = to
    to = swapped
  }
  return from
}

function merge(from: usize, to: usize, start: u32, middle: u32, end: u32): void {
  let left = start
  let right = middle
  for (let index = start; index < end; index++) {
    const takeLeft =
      left < middle &&
      (right == end || load<u64>(from + (left << 3)) <= load<u64>(from + (right << 3)))
    const taken = takeLeft ? left++ : right++
    store<u64>(to + (index << 3), load<u64>(from + (taken << 3)))
  }
}
