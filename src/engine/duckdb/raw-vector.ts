import duckdb, {type Vector} from '@duckdb/node-bindings'
import type {StringVector} from './hash-kernel.ts'

/** A VARCHAR vector as it lies in DuckDB's memory: views, valid as long as its chunk is. */
export function readStrings(vector: Vector, rowCount: number): StringVector {
  return {
    entries: readBytes(vector, rowCount * 16),
    validity: readValidity(vector, rowCount),
    rowCount,
  }
}

/** The values of a vector of fixed-width type: a view, valid as long as its chunk is. */
export function readBytes(vector: Vector, byteCount: number): Uint8Array {
  return duckdb.vector_get_data(vector, byteCount)
}

/** One bit per row, in whole words of 64; undefined when no row is NULL. */
export function readValidity(vector: Vector, rowCount: number): Uint8Array | undefined {
  const words = Math.ceil(rowCount / 64)
  // The declared type leaves out the null of a vector without a mask.
  return duckdb.vector_get_validity(vector, words * 8) ?? undefined
}
