import {Field, makeData, makeVector, Struct, Table, Utf8, type Vector} from 'apache-arrow'

/** The longest text that is made. */
const MOST_BYTES = 16

/** A table of five columns, one of them the provenance by field, as a pipeline hands it over; ids from 0. */
export function manyRows(rows: number, fields: readonly string[]): Table {
  const byField = new Struct(fields.map(field => new Field(field, new Utf8())))
  const children = fields.map(field => dataOf(texts(rows, row => `${field[0]}${row}`)))
  return new Table({
    sample_uid: makeVector(BigUint64Array.from({length: rows}, (_, row) => BigInt(row))),
    path: texts(rows, row => `p/${row}`),
    size: makeVector(Float64Array.from({length: rows}, (_, row) => row)),
    metaxy_provenance: texts(rows, row => `q${row}`),
    metaxy_provenance_by_field: makeVector(makeData({type: byField, length: rows, children})),
  })
}

function texts(rows: number, text: (row: number) => string): Vector<Utf8> {
  const bytes = Buffer.alloc(rows * MOST_BYTES)
  const valueOffsets = new Int32Array(rows + 1)
  let end = 0
  for (let row = 0; row < rows; row += 1) {
    end += bytes.write(text(row), end, 'latin1')
    valueOffsets[row + 1] = end
  }
  const data = bytes.subarray(0, end)
  return makeVector(makeData({type: new Utf8(), length: rows, data, valueOffsets}))
}

function dataOf(vector: Vector<Utf8>) {
  const [data] = vector.data
  if (data === undefined) throw new Error('a vector of one piece has data')
  return data
}
