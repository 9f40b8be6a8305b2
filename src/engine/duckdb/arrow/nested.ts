import duckdb, {type Vector} from '@duckdb/node-bindings'
import {Field, FixedSizeList, List, Map_, Struct} from 'apache-arrow'
import {type ColumnReader, makeColumn} from './column.ts'
import {copyValidity, copyValues, isSet, makeBits, type Rows} from './rows.ts'

export function structs(names: readonly string[], members: readonly ColumnReader[]): ColumnReader {
  const fields = members.map((member, index) => new Field(names[index] ?? '', member.type, true))
  return structsOf(fields, members)
}

export function lists(values: ColumnReader): ColumnReader {
  return listsOf(new List(new Field('item', values.type, true)), values)
}

/** DuckDB's vector of a map is one of lists of structs of key and value; so is Arrow's column. */
export function maps(keys: ColumnReader, values: ColumnReader): ColumnReader {
  const fields = [new Field('key', keys.type, false), new Field('value', values.type, true)]
  const entries = structsOf(fields, [keys, values])
  return listsOf(new Map_(new Field('entries', new Struct(fields), false)), entries)
}

/** Lists of fixed length. */
export function arrays(values: ColumnReader, length: number): ColumnReader {
  const type = new FixedSizeList(length, new Field('item', values.type, true))
  return {
    type,
    read(vector, rows) {
      const validity = copyValidity(vector, rows)
      const count = rows.count * length
      const ofValue = (index: number) => isSet(validity, Math.floor(index / length))
      const parent = validity && makeBits(count, ofValue)
      const child = values.read(duckdb.array_vector_get_child(vector), {count, parent})
      return makeColumn({type, rowCount: rows.count, validity, children: [child]})
    },
  }
}

function structsOf(fields: Field[], members: readonly ColumnReader[]): ColumnReader {
  const type = new Struct(fields)
  return {
    type,
    read(vector, rows) {
      const validity = copyValidity(vector, rows)
      const children = members.map((member, index) =>
        member.read(duckdb.struct_vector_get_child(vector, index), {
          count: rows.count,
          parent: validity,
        }),
      )
      return makeColumn({type, rowCount: rows.count, validity, children})
    },
  }
}

function listsOf(type: List | Map_, values: ColumnReader): ColumnReader {
  return {
    type,
    read(vector, rows) {
      const validity = copyValidity(vector, rows)
      const offsets = listOffsets(vector, rows, validity)
      const count = offsets[rows.count] ?? 0
      const child = values.read(duckdb.list_vector_get_child(vector), {count, parent: undefined})
      return makeColumn({type, rowCount: rows.count, validity, offsets, children: [child]})
    },
  }
}

/**
 * Where each list ends among the values: they lie behind each other in the order of the rows, as Arrow
 * wants it, because DuckDB copies every chunk that it hands out.
 */
function listOffsets(vector: Vector, rows: Rows, validity: Uint8Array | undefined): Int32Array {
  // Start and length, each of 64 bits; a vector is never longer than 32 bits can say.
  const entries = new Uint32Array(copyValues(vector, rows, 16).buffer)
  const offsets = new Int32Array(rows.count + 1)
  let end = 0
  for (let row = 0; row < rows.count; row++) {
    const length = isSet(validity, row) ? (entries[row * 4 + 2] ?? 0) : 0
    if (length > 0 && entries[row * 4] !== end) throw new Error('DuckDB gave lists out of order.')
    end += length
    offsets[row + 1] = end
  }
  return offsets
}
