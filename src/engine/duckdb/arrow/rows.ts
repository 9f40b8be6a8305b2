import type {Vector} from '@duckdb/node-bindings'
import {readBytes, readValidity} from '../raw-vector.ts'

/** The rows of a DuckDB vector that become an Arrow column: its first `count`. */
export interface Rows {
  readonly count: number
  /** Validity of the struct they are in: where that is NULL, so are they, whatever the vector says. */
  readonly parent: Uint8Array | undefined
}

/** A copy of the values of a fixed-width type, `width` bytes each. */
export function copyValues(vector: Vector, rows: Rows, width: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readBytes(vector, rows.count * width))
}

/** A copy of the validity, one bit per row as Arrow has it; undefined when no row is NULL. */
export function copyValidity(vector: Vector, {count, parent}: Rows): Uint8Array | undefined {
  const bits = readValidity(vector, count)
  if (bits === undefined) return parent
  const validity = new Uint8Array(bits)
  parent?.forEach((byte, index) => {
    validity[index] = (validity[index] ?? 0) & byte
  })
  return validity
}

export function isSet(bits: Uint8Array | undefined, row: number): boolean {
  return bits === undefined || (((bits[row >> 3] ?? 0) >> (row & 7)) & 1) === 1
}

/** Bits of which `wanted` says which are set. */
export function makeBits(count: number, wanted: (row: number) => boolean): Uint8Array {
  const bits = new Uint8Array(Math.ceil(count / 64) * 8)
  for (let row = 0; row < count; row++) {
    if (wanted(row)) bits[row >> 3] = (bits[row >> 3] ?? 0) | (1 << (row & 7))
  }
  return bits
}
