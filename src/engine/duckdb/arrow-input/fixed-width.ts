import {DataType, type Decimal, TimeUnit} from 'apache-arrow'
import type {Stretch} from './stretch.ts'
import {bitsFrom, isThere} from './validity.ts'

/** Values as they lie in a DuckDB vector. */
interface FixedWidth {
  readonly buffer: ArrayBuffer
  readonly byteOffset: number
  readonly byteLength: number
}

/** The values of a stretch of a type with a fixed width; most lie in memory as DuckDB has them. */
export function fixedWidth(stretch: Stretch): FixedWidth {
  const {data, start, count} = stretch
  const {type} = data
  const {values} = data
  if (DataType.isBool(type)) {
    const bits = bitsFrom(values, data.offset + start, count)
    return whole(Uint8Array.from({length: count}, (_, row) => (isThere(bits, row) ? 1 : 0)))
  }
  if (DataType.isDecimal(type)) return whole(decimals(stretch, type))
  if (DataType.isFloat(type) && type.precision === 0) {
    return whole(Float32Array.from(values.subarray(start, start + count), halfFloat))
  }
  const factor = microseconds(type)
  if (factor !== null) {
    return whole(BigInt64Array.from(values.subarray(start, start + count), factor))
  }
  const part = values.subarray(start, start + count)
  return part.buffer instanceof ArrayBuffer
    ? {buffer: part.buffer, byteOffset: part.byteOffset, byteLength: part.byteLength}
    : whole(part.slice())
}

function whole(values: {
  readonly buffer: ArrayBufferLike
  readonly byteLength: number
}): FixedWidth {
  const {buffer, byteLength} = values
  if (!(buffer instanceof ArrayBuffer))
    throw new Error('values made here lie in memory of their own')
  return {buffer, byteOffset: 0, byteLength}
}

/** How values of other units become microseconds; null where they need not. */
function microseconds(type: DataType): ((value: bigint | number) => bigint) | null {
  const zoned = DataType.isTimestamp(type) && typeof type.timezone === 'string'
  if (!zoned && !DataType.isTime(type)) return null
  switch (type.unit) {
    case TimeUnit.SECOND:
      return value => BigInt(value) * 1_000_000n
    case TimeUnit.MILLISECOND:
      return value => BigInt(value) * 1000n
    case TimeUnit.MICROSECOND:
      return null
    case TimeUnit.NANOSECOND:
      return value => floored(BigInt(value))
  }
}

/** Before 1970, too, to the earlier microsecond. */
function floored(nanos: bigint): bigint {
  const rest = ((nanos % 1000n) + 1000n) % 1000n
  return (nanos - rest) / 1000n
}

/** The low bytes of each, as many as DuckDB keeps for this precision. */
function decimals({data, start, count}: Stretch, {precision, bitWidth}: Decimal): Uint8Array {
  const {buffer, byteOffset, byteLength} = data.values
  const stride = bitWidth / 8
  const width = precision <= 4 ? 2 : precision <= 9 ? 4 : precision <= 18 ? 8 : 16
  const given = new Uint8Array(buffer, byteOffset, byteLength)
  const kept = new Uint8Array(count * width)
  for (let row = 0; row < count; row += 1) {
    const from = (start + row) * stride
    kept.set(given.subarray(from, from + width), row * width)
  }
  return kept
}

function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const [exponent, fraction] = [(bits >> 10) & 0x1f, bits & 0x3ff]
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}
