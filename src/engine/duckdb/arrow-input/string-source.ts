import {Buffer} from 'node:buffer'
import {type Data, DataType, Vector} from 'apache-arrow'
import type {StringSource} from './fill-strings.ts'

/** Decoded dictionaries and offsets are made once for all stretches of a column. */
const sources = new WeakMap<Data, StringSource>()

/** The texts or bytes of an Arrow column, wherever they lie. */
export function stringSource(data: Data): StringSource {
  const source = sources.get(data) ?? sourceOf(data)
  sources.set(data, source)
  return source
}

function sourceOf(data: Data): StringSource {
  const {type, values, valueOffsets} = data
  if (DataType.isUtf8(type) || DataType.isBinary(type)) {
    return {kind: 'heap', heap: values, offsets: valueOffsets}
  }
  if (DataType.isLargeUtf8(type) || DataType.isLargeBinary(type)) {
    return {kind: 'heap', heap: values, offsets: Int32Array.from(valueOffsets, Number)}
  }
  if (DataType.isFixedSizeBinary(type)) {
    const {byteWidth} = type
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    return {
      kind: 'pieces',
      piece: row => bytes.subarray(row * byteWidth, (row + 1) * byteWidth),
    }
  }
  if (DataType.isDictionary(type) && data.dictionary !== undefined) {
    const pieces = piecesOf(data.dictionary)
    const indices: ArrayLike<number | bigint> = values
    return {kind: 'pieces', piece: row => pieces(Number(indices[row]))}
  }
  return {kind: 'pieces', piece: piecesOf(new Vector([data]))}
}

/** Each is decoded once: a category stands for many rows. */
function piecesOf(vector: Vector): (index: number) => Uint8Array {
  const known = new Map<number, Uint8Array>()
  return index => {
    const piece = known.get(index) ?? bytesOf(vector.get(index))
    known.set(index, piece)
    return piece
  }
}

function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value
  return value === null ? new Uint8Array(0) : Buffer.from(String(value), 'utf8')
}
