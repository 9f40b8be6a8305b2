import {
  type Data,
  DataType,
  MapRow,
  StructRow,
  type Table,
  tableFromIPC,
  tableToIPC,
  Vector,
} from 'apache-arrow'

/** What another program gets that reads the table from a file. */
export function throughIpc(table: Table): Table {
  return tableFromIPC(tableToIPC(table, 'file'))
}

export function rowsOf(table: Table): unknown[][] {
  const columns = table.schema.fields.map((_, index) => columnOf(table, index))
  return Array.from({length: table.numRows}, (_, row) => columns.map(values => values[row]))
}

/** Plain values; times, dates and decimals as the integers that are stored, so that nothing is rounded. */
export function columnOf(table: Table, index: number): unknown[] {
  const chunks = table.getChildAt(index)?.data ?? []
  return chunks.flatMap(data => {
    const values = new Vector([data])
    return Array.from({length: data.length}, (_, row) =>
      data.getValid(row) ? (storedInteger(data, row) ?? plain(values.get(row))) : null,
    )
  })
}

/** Structs become objects, lists arrays, maps arrays of pairs. */
export function plain(value: unknown): unknown {
  if (value instanceof MapRow) return [...value].map(pair => pair.map(plain))
  if (value instanceof Vector || Array.isArray(value)) return [...value].map(plain)
  if (value instanceof StructRow) return plain(value.toJSON())
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  const entries = Object.entries(value)
  if (entries.map(([name]) => name).join() === 'key,value') return entries.map(([, v]) => plain(v))
  return Object.fromEntries(entries.map(([name, member]) => [name, plain(member)]))
}

function storedInteger({type, values}: Data, row: number): bigint | undefined {
  if (DataType.isTimestamp(type) || DataType.isTime(type) || DataType.isDate(type)) {
    return BigInt(values[row])
  }
  if (!DataType.isDecimal(type)) return undefined
  const words = Array.from<number>(values.subarray(row * 4, row * 4 + 4))
  return BigInt.asIntN(
    128,
    words.reduceRight((high, word) => (high << 32n) | BigInt(word), 0n),
  )
}
