import {Bool, type DataType, type Decimal} from 'apache-arrow'
import {type ColumnReader, makeColumn} from './column.ts'
import {copyValidity, copyValues, makeBits} from './rows.ts'

/** Types whose values DuckDB and Arrow lay out alike. */
export function fixedWidth(type: DataType): ColumnReader {
  const width: number = type.ArrayType.BYTES_PER_ELEMENT
  return {
    type,
    read(vector, rows) {
      const values = new type.ArrayType(copyValues(vector, rows, width).buffer)
      return makeColumn({type, rowCount: rows.count, validity: copyValidity(vector, rows), values})
    },
  }
}

/** DuckDB has a byte for each, Arrow a bit. */
export function booleans(): ColumnReader {
  const type = new Bool()
  return {
    type,
    read(vector, rows) {
      const bytes = copyValues(vector, rows, 1)
      const bits = makeBits(rows.count, row => bytes[row] !== 0)
      return makeColumn({
        type,
        rowCount: rows.count,
        validity: copyValidity(vector, rows),
        values: bits,
      })
    },
  }
}

/** DuckDB takes the smallest integer that holds all digits, Arrow 16 bytes. */
export function decimals(type: Decimal): ColumnReader {
  const Integers = integersFor(type.precision)
  return {
    type,
    read(vector, rows) {
      const bytes =
        Integers === undefined
          ? copyValues(vector, rows, 16)
          : widen(new Integers(copyValues(vector, rows, Integers.BYTES_PER_ELEMENT).buffer))
      const values = new Uint32Array(bytes.buffer)
      return makeColumn({type, rowCount: rows.count, validity: copyValidity(vector, rows), values})
    },
  }
}

function integersFor(digits: number) {
  if (digits <= 4) return Int16Array
  if (digits <= 9) return Int32Array
  return digits <= 18 ? BigInt64Array : undefined
}

function widen(integers: Int16Array | Int32Array | BigInt64Array): BigInt64Array<ArrayBuffer> {
  const halves = new BigInt64Array(integers.length * 2)
  integers.forEach((integer: number | bigint, row: number) => {
    halves[row * 2] = BigInt(integer)
    halves[row * 2 + 1] = integer < 0 ? -1n : 0n
  })
  return halves
}
