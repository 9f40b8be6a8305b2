import {isUtf8} from 'node:buffer'
import duckdb, {type Vector} from '@duckdb/node-bindings'
import {isThere, type Validity} from './validity.ts'

/** Texts or bytes: one after the other in a heap, or each on its own. */
export type StringSource =
  | {readonly kind: 'heap'; readonly heap: Uint8Array; readonly offsets: Int32Array}
  | {readonly kind: 'pieces'; readonly piece: (row: number) => Uint8Array}

/** How long a string may be that DuckDB keeps in its 16 bytes; of others they hold a pointer. */
const INLINE = 12

/**
 * Copies strings into a vector of them. All bytes are handed over as one string of the first row, so
 * that they lie in memory of the vector's own; then the entry of every row is made to point to its part:
 * one call for a stretch instead of one per row.
 */
export function fillStrings(
  vector: Vector,
  source: StringSource,
  start: number,
  count: number,
  validity: Validity,
): void {
  const {heap, offsets} = source.kind === 'heap' ? partOf(source, start, count) : gathered()
  const total = offsets[count] ?? 0
  const address = total > INLINE ? placed(vector, heap.subarray(0, total)) : 0
  const bytes = new DataView(heap.buffer, heap.byteOffset, heap.byteLength)
  const entries = new Uint32Array(count * 4)
  for (let row = 0; row < count; row += 1) {
    const from = offsets[row] ?? 0
    const length = (offsets[row + 1] ?? 0) - from
    const at = row * 4
    entries[at] = length
    if (length > INLINE) {
      const place = address + from
      entries[at + 1] = bytes.getUint32(from, true)
      entries[at + 2] = place >>> 0
      entries[at + 3] = Math.floor(place / 2 ** 32)
    } else {
      // Behind the last string there are bytes to spare, so words may be read beyond an end.
      entries[at + 1] = bytes.getUint32(from, true) & firstBytes(length)
      entries[at + 2] = bytes.getUint32(from + 4, true) & firstBytes(length - 4)
      entries[at + 3] = bytes.getUint32(from + 8, true) & firstBytes(length - 8)
    }
  }
  duckdb.copy_data_to_vector(vector, 0, entries.buffer, 0, entries.byteLength)

  function gathered(): Part {
    const pieces: Uint8Array[] = []
    const ends = new Int32Array(count + 1)
    for (let row = 0; row < count; row += 1) {
      const piece =
        source.kind === 'pieces' && isThere(validity, row) ? source.piece(start + row) : NONE
      pieces.push(piece)
      ends[row + 1] = (ends[row] ?? 0) + piece.length
    }
    const all = new Uint8Array((ends[count] ?? 0) + INLINE)
    pieces.forEach((piece, row) => {
      all.set(piece, ends[row])
    })
    return {heap: all, offsets: ends}
  }
}

/** Texts that are no UTF-8 would break statements that read them. */
export function isText(source: StringSource, start: number, count: number): boolean {
  if (source.kind === 'pieces') return true
  return isUtf8(source.heap.subarray(source.offsets[start], source.offsets[start + count]))
}

interface Part {
  /** With INLINE bytes behind the last string. */
  readonly heap: Uint8Array
  readonly offsets: Int32Array
}

const NONE = new Uint8Array(0)

function partOf(
  {heap, offsets}: Extract<StringSource, {kind: 'heap'}>,
  start: number,
  count: number,
): Part {
  const [from = 0, to = 0] = [offsets[start], offsets[start + count]]
  const part = new Uint8Array(to - from + INLINE)
  part.set(heap.subarray(from, to))
  const own = offsets.slice(start, start + count + 1)
  for (let at = 0; at <= count; at += 1) own[at] = (own[at] ?? 0) - from
  return {heap: part, offsets: own}
}

/** The address at which the bytes lie as the vector's first string. */
function placed(vector: Vector, bytes: Uint8Array): number {
  duckdb.vector_assign_string_element_len(vector, 0, bytes)
  const first = duckdb.vector_get_data(vector, 16)
  const entry = new DataView(first.buffer, first.byteOffset, 16)
  return entry.getUint32(8, true) + entry.getUint32(12, true) * 2 ** 32
}

const MASKS = [0, 0xff, 0xffff, 0xffffff, -1]

function firstBytes(count: number): number {
  return count >= 4 ? -1 : count <= 0 ? 0 : (MASKS[count] ?? 0)
}
