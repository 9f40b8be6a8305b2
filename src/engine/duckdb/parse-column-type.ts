import {type ColumnType, plainType} from './column-type.ts'
import {ident, text} from './sql.ts'

/**
 * Reads a type as DuckDB prints it: `BIGINT`, `DECIMAL(10,2)`, `STRUCT(a INTEGER, "b c" VARCHAR[])`.
 * What cannot be read is of kind `other`.
 */
export function parseColumnType(spelling: string): ColumnType {
  const reader = {text: spelling, at: 0}
  const type = readType(reader)
  return type !== null && reader.at === spelling.length ? type : {kind: 'other', name: spelling}
}

interface Reader {
  readonly text: string
  at: number
}

function readType(reader: Reader): ColumnType | null {
  let type = readUnsuffixed(reader)
  for (;;) {
    const suffix = take(reader, /\[(\d*)\]/y)
    if (suffix === null || type === null) return type
    type = suffix[1] === '' ? list(type) : array(type, Number(suffix[1]))
  }
}

function readUnsuffixed(reader: Reader): ColumnType | null {
  const name = take(reader, /[A-Z_]+(?: WITH TIME ZONE)?/iy)?.[0].toUpperCase()
  switch (name) {
    case undefined:
      return null
    case 'DECIMAL': {
      const digits = take(reader, /\((\d+), ?(\d+)\)/y)
      return digits === null ? null : decimal(Number(digits[1]), Number(digits[2]))
    }
    case 'ENUM':
      return readEnum(reader)
    case 'STRUCT':
    case 'UNION':
      return readMembers(reader, name === 'STRUCT' ? 'struct' : 'union')
    case 'MAP':
      return readMap(reader)
    default:
      return plainType(name)
  }
}

function readEnum(reader: Reader): ColumnType | null {
  const values = readList(reader, () => {
    const quoted = take(reader, /'((?:[^']|'')*)'/y)
    return quoted === null ? null : (quoted[1] ?? '').replaceAll("''", "'")
  })
  if (values === null) return null
  return {kind: 'enum', name: `ENUM(${values.map(value => text(value).text).join(', ')})`, values}
}

function readMembers(reader: Reader, kind: 'struct' | 'union'): ColumnType | null {
  const members = readList(reader, () => {
    const found = take(reader, /(?:"((?:[^"]|"")*)"|([^\s"(),]+)) /y)
    const type = found === null ? null : readType(reader)
    if (found === null || type === null) return null
    return {name: found[1]?.replaceAll('""', '"') ?? found[2] ?? '', type}
  })
  if (members === null) return null
  const spelled = members.map(member => `${ident(member.name).text} ${member.type.name}`)
  return {kind, name: `${kind.toUpperCase()}(${spelled.join(', ')})`, members}
}

function readMap(reader: Reader): ColumnType | null {
  const [key, value] = readList(reader, () => readType(reader)) ?? []
  if (key === undefined || value === undefined) return null
  return {kind: 'map', name: `MAP(${key.name}, ${value.name})`, key, value}
}

/** `(item, item)`; null when any item cannot be read. */
function readList<T>(reader: Reader, readItem: () => T | null): readonly T[] | null {
  if (take(reader, /\(/y) === null) return null
  const items: T[] = []
  do {
    const item = readItem()
    if (item === null) return null
    items.push(item)
  } while (take(reader, /, ?/y) !== null)
  return take(reader, /\)/y) === null ? null : items
}

function take(reader: Reader, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.text)
  if (found !== null) reader.at = pattern.lastIndex
  return found
}

function list(item: ColumnType): ColumnType {
  return {kind: 'list', name: `${item.name}[]`, item}
}

function array(item: ColumnType, length: number): ColumnType {
  return {kind: 'array', name: `${item.name}[${length}]`, item, length}
}

function decimal(width: number, scale: number): ColumnType {
  return {kind: 'decimal', name: `DECIMAL(${width},${scale})`, width, scale}
}
