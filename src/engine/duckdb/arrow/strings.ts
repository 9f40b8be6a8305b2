import {Buffer} from 'node:buffer'
import {type DuckDBType, DuckDBVector} from '@duckdb/node-api'
import {type Binary, type Data, Utf8} from 'apache-arrow'
import {type HashKernel, KERNEL_ROWS, type StringVector} from '../hash-kernel.ts'
import {readStrings} from '../raw-vector.ts'
import {type ColumnReader, makeColumn} from './column.ts'
import {copyValidity, isSet} from './rows.ts'

/** VARCHAR and BLOB: the kernel brings their bytes out of DuckDB's heap and joins them. */
export function strings(type: Utf8 | Binary, kernel: HashKernel): ColumnReader {
  return {
    type,
    read(vector, rows) {
      const all = {...readStrings(vector, rows.count), validity: copyValidity(vector, rows)}
      const offsets = new Int32Array(rows.count + 1)
      const pieces: Uint8Array[] = []
      for (let first = 0; first < rows.count; first += KERNEL_ROWS) {
        const slice = sliceOf(all, first)
        const ends = offsets.subarray(first + 1, first + 1 + slice.rowCount)
        kernel.joinStrings(slice, ends, offsets[first] ?? 0, piece => pieces.push(piece.slice()))
      }
      return textColumn(type, all.validity, offsets, pieces)
    },
  }
}

/** Types that Arrow lacks, as the text that DuckDB shows. */
export function texts(duckdbType: DuckDBType): ColumnReader {
  const type = new Utf8()
  return {
    type,
    read(vector, rows) {
      const validity = copyValidity(vector, rows)
      const values = DuckDBVector.create(vector, rows.count, duckdbType)
      const offsets = new Int32Array(rows.count + 1)
      const pieces: Uint8Array[] = []
      for (let row = 0; row < rows.count; row++) {
        const value = isSet(validity, row) ? values.getItem(row) : null
        const piece = Buffer.from(value === null ? '' : String(value))
        pieces.push(piece)
        offsets[row + 1] = (offsets[row] ?? 0) + piece.length
      }
      return textColumn(type, validity, offsets, pieces)
    },
  }
}

function sliceOf({entries, validity, rowCount}: StringVector, first: number): StringVector {
  const end = Math.min(first + KERNEL_ROWS, rowCount)
  return {
    entries: entries.subarray(first * 16, end * 16),
    validity: validity?.subarray(first >> 3, (end + 7) >> 3),
    rowCount: end - first,
  }
}

function textColumn(
  type: Utf8 | Binary,
  validity: Uint8Array | undefined,
  offsets: Int32Array,
  pieces: readonly Uint8Array[],
): Data {
  const rowCount = offsets.length - 1
  const values = joined(pieces, offsets[rowCount] ?? 0)
  return makeColumn({type, rowCount, validity, offsets, values})
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = pieces
  if (only !== undefined && pieces.length === 1) return only
  const bytes = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}
