/**
 * A vector of DuckDB strings and what is computed from it. The caller writes the vector's entries at
 * STRINGS and its validity bits at VALIDITY, asks `plan` which bytes of DuckDB's heap to bring, copies
 * those runs, then asks for hashes or for the text in one piece.
 *
 * An entry has 16 bytes: a length, then up to 12 bytes of text; or 4 bytes of it and its address.
 */
import {digitsOf, powerOf10, writeDigits} from './decimal.as'
import {xxh3} from './xxh3.as'
import {xxh32} from './xxh32.as'
import {xxh64} from './xxh64.as'
import {wyhash} from './wyhash.as'
import {sortByAddress} from './order.as'

/** DuckDB's vector size: no more rows at a time. */
const MAX_ROWS: i32 = 2048
export const STRINGS: usize = memory.data(MAX_ROWS * 16, 16)
export const VALIDITY: usize = memory.data(MAX_ROWS / 8, 8)
/** Per run: u64 address in DuckDB's heap, u32 length, u32 where to copy it. */
export const RUNS: usize = memory.data(MAX_ROWS * 16, 16)
/** Per row: a hash, or the end of its text (u32). */
export const RESULTS: usize = memory.data(MAX_ROWS * 8, 16)

/** Per row: where its text is in this memory; 0 for NULL, whose entry is rubbish. */
const TEXTS: usize = memory.data(MAX_ROWS * 4, 16)
/** The rows whose text is in DuckDB's heap. */
const ROWS: usize = memory.data(MAX_ROWS * 4, 16)

const INLINE_LENGTH: u32 = 12
/** Room behind a text, for copies of 8 bytes at a time. */
const SLACK: usize = 16
/** From here on a run each costs more than sorting. */
const MANY_RUNS: u32 = 64

/** Set by `plan`: the number of runs, where the copied heap ends, the length of all planned texts. */
export let runCount: u32 = 0
export let heapEnd: usize = __heap_base
export let textLength: u32 = 0

/**
 * Plans rows `first` to `count` as far as their heap texts fit into `capacity` bytes, at least one
 * row. Gives the first row that is left.
 */
export function plan(first: u32, count: u32, hasNulls: bool, capacity: u32): u32 {
  let heapRows: u32 = 0
  let heapLength: u64 = 0
  let inlineLength: u32 = 0
  let row = first
  for (; row < count; row++) {
    const entry = STRINGS + (row << 4)
    if (hasNulls && !isValid(row)) {
      setText(row, 0)
      continue
    }
    const length = load<u32>(entry)
    if (length <= INLINE_LENGTH) {
      setText(row, entry + 4)
      inlineLength += length
      continue
    }
    if (heapLength + length > capacity && heapRows > 0) break
    heapLength += length
    store<u32>(ROWS + (heapRows << 2), row)
    heapRows++
  }
  textLength = <u32>heapLength + inlineLength
  findRuns(heapRows)
  if (runCount > MANY_RUNS) {
    sortByAddress(ROWS, heapRows, STRINGS)
    findRuns(heapRows)
  }
  return row
}

/**
 * Joins neighbours: texts of which one starts within the other or right behind it. No byte that is
 * not part of a string is ever in a run, so reading one is safe.
 */
function findRuns(heapRows: u32): void {
  runCount = 0
  heapEnd = __heap_base
  let runStart: u64 = 0
  let runEnd: u64 = 0
  for (let index: u32 = 0; index < heapRows; index++) {
    const row = load<u32>(ROWS + (index << 2))
    const entry = STRINGS + (row << 4)
    const address = load<u64>(entry, 8)
    const end = address + load<u32>(entry)
    if (index == 0 || address < runStart || address > runEnd) {
      if (index > 0) closeRun(runStart, runEnd)
      runStart = address
      runEnd = end
    } else if (end > runEnd) {
      runEnd = end
    }
    setText(row, heapEnd + <usize>(address - runStart))
  }
  if (heapRows > 0) closeRun(runStart, runEnd)
}

function closeRun(start: u64, end: u64): void {
  const run = RUNS + (runCount << 4)
  store<u64>(run, start)
  store<u32>(run, <u32>(end - start), 8)
  store<u32>(run, heapEnd, 12)
  heapEnd = (heapEnd + <usize>(end - start) + SLACK) & ~7
  runCount++
}

export function hash32(first: u32, end: u32): void {
  for (let row = first; row < end; row++) {
    const text = textOf(row)
    if (text) store<u32>(RESULTS + (row << 2), xxh32(text, lengthOf(row)))
  }
}

export function hash64(first: u32, end: u32): void {
  for (let row = first; row < end; row++) {
    const text = textOf(row)
    if (text) store<u64>(RESULTS + (row << 3), xxh64(text, lengthOf(row)))
  }
}

export function hash3(first: u32, end: u32): void {
  for (let row = first; row < end; row++) {
    const text = textOf(row)
    if (text) store<u64>(RESULTS + (row << 3), xxh3(text, lengthOf(row)))
  }
}

export function hashWy(first: u32, end: u32): void {
  for (let row = first; row < end; row++) {
    const text = textOf(row)
    if (text) store<u64>(RESULTS + (row << 3), wyhash(text, lengthOf(row)))
  }
}

/**
 * Writes the first `length` digits of each hash, at most 12 of them, over the entries at STRINGS. In the
 * place of a NULL stands some number.
 */
export function decimals(count: u32, isWide: bool, length: u32): void {
  for (let row: u32 = 0; row < count; row++) {
    const hash = isWide ? load<u64>(RESULTS + (row << 3)) : load<u32>(RESULTS + (row << 2))
    const all = digitsOf(hash)
    const kept = min(all, length)
    // What an entry does not use is 0: DuckDB compares all of it.
    const entry = STRINGS + (row << 4)
    store<u64>(entry, kept)
    store<u64>(entry, 0, 8)
    writeDigits(entry + 4, kept, hash / powerOf10(all - kept))
  }
}

/** Writes the texts behind each other at `heapEnd`, their ends plus `base` to RESULTS; gives their length. */
export function compact(first: u32, end: u32, base: u32): u32 {
  let at = heapEnd
  for (let row = first; row < end; row++) {
    const text = textOf(row)
    if (text) {
      const length = lengthOf(row)
      for (let done: u32 = 0; done < length; done += 8) {
        store<u64>(at + done, load<u64>(text + done))
      }
      at += length
    }
    store<u32>(RESULTS + (row << 2), base + <u32>(at - heapEnd))
  }
  return <u32>(at - heapEnd)
}

@inline
function isValid(row: u32): bool {
  return ((load<u8>(VALIDITY + (row >> 3)) >> <u8>(row & 7)) & 1) != 0
}

@inline
function setText(row: u32, at: usize): void {
  store<u32>(TEXTS + (row << 2), at)
}

@inline
function textOf(row: u32): usize {
  return load<u32>(TEXTS + (row << 2))
}

@inline
function lengthOf(row: u32): u32 {
  return load<u32>(STRINGS + (row << 4))
}
