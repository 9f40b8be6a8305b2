import duckdb, {type Vector} from '@duckdb/node-bindings'
import {DataType} from 'apache-arrow'
import type {Stretch} from './stretch.ts'

/** One bit per row in whole words of 64, 1 where there is a value; null: everywhere. */
export type Validity = Uint8Array<ArrayBuffer> | null

/** Where a stretch of an Arrow column has values, and what it lies in has, too. */
export function validityOf({data, start, count}: Stretch, outer: Validity): Validity {
  if (DataType.isNull(data.type)) return bitsFrom(new Uint8Array(0), 0, count)
  const bitmap: Uint8Array | null | undefined = data.nullBitmap
  if (!bitmap?.length || data.nullCount === 0) return outer
  const bits = bitsFrom(bitmap, data.offset + start, count)
  return outer === null ? bits : bits.map((byte, at) => byte & (outer[at] ?? 0))
}

export function fillValidity(vector: Vector, validity: Validity, count: number): void {
  if (validity === null) return
  duckdb.vector_ensure_validity_writable(vector)
  duckdb.copy_data_to_vector_validity(vector, 0, validity.buffer, 0, wordBytes(count))
}

export function isThere(validity: Validity, row: number): boolean {
  return validity === null || (((validity[row >> 3] ?? 0) >> (row & 7)) & 1) === 1
}

/** Bits of a bitmap from any position, moved to the beginning. */
export function bitsFrom(
  bitmap: Uint8Array,
  first: number,
  count: number,
): Uint8Array<ArrayBuffer> {
  const bits = new Uint8Array(wordBytes(count))
  const [byte, shift] = [first >> 3, first & 7]
  const length = (count + 7) >> 3
  for (let at = 0; at < length; at += 1) {
    const low = bitmap[byte + at] ?? 0
    const high = shift === 0 ? 0 : (bitmap[byte + at + 1] ?? 0) << (8 - shift)
    bits[at] = (low >> shift) | high
  }
  return bits
}

function wordBytes(count: number): number {
  return Math.ceil(count / 64) * 8
}
