import duckdb, {type Vector} from '@duckdb/node-bindings'
import {DataType} from 'apache-arrow'
import {fillStrings} from './fill-strings.ts'
import {fixedWidth} from './fixed-width.ts'
import type {Stretch} from './stretch.ts'
import {stringSource} from './string-source.ts'
import {fillValidity, type Validity, validityOf} from './validity.ts'
import {isBytes, isText} from './vector-types.ts'

/**
 * Copies a stretch of an Arrow column into a DuckDB vector of the type that `vectorType` gives, nested
 * types member by member.
 *
 * @param outer which of the rows are there at all: a member of a NULL struct is NULL.
 */
export function fillVector(vector: Vector, stretch: Stretch, outer: Validity = null): void {
  const {data, start, count} = stretch
  const {type} = data
  const validity = validityOf(stretch, outer)
  fillValidity(vector, validity, count)
  if (DataType.isNull(type) || count === 0) return
  if (DataType.isStruct(type)) {
    data.children.forEach((child, index) => {
      const member = duckdb.struct_vector_get_child(vector, index)
      fillVector(member, {data: child, start, count}, validity)
    })
  } else if (DataType.isList(type) || DataType.isMap(type) || DataType.isFixedSizeList(type)) {
    fillLists(vector, stretch, DataType.isFixedSizeList(type) ? type.listSize : null)
  } else if (DataType.isDictionary(type) || isText(type) || isBytes(type)) {
    fillStrings(vector, stringSource(data), start, count, validity)
  } else {
    const {buffer, byteOffset, byteLength} = fixedWidth(stretch)
    duckdb.copy_data_to_vector(vector, 0, buffer, byteOffset, byteLength)
  }
}

/** Entries are offset and length in the items that follow each other in one child vector. */
function fillLists(vector: Vector, {data, start, count}: Stretch, fixed: number | null): void {
  const [items] = data.children
  const offsets = data.valueOffsets
  const at = (row: number) => (fixed === null ? Number(offsets[row]) : row * fixed)
  const [first, last] = [at(start), at(start + count)]
  const entries = new BigUint64Array(count * 2)
  for (let row = 0; row < count; row += 1) {
    const begin = at(start + row)
    entries[row * 2] = BigInt(begin - first)
    entries[row * 2 + 1] = BigInt(at(start + row + 1) - begin)
  }
  duckdb.copy_data_to_vector(vector, 0, entries.buffer, 0, entries.byteLength)
  duckdb.list_vector_reserve(vector, last - first)
  duckdb.list_vector_set_size(vector, last - first)
  if (items === undefined || last === first) return
  const child = duckdb.list_vector_get_child(vector)
  fillVector(child, {data: items, start: first, count: last - first})
}
