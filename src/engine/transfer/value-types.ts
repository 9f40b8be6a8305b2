import {
  BIGINT,
  BLOB,
  BOOLEAN,
  blobValue,
  DOUBLE,
  DuckDBTimestampTZValue,
  type DuckDBType,
  type DuckDBValue,
  HUGEINT,
  LIST,
  listValue,
  MAP,
  mapValue,
  STRUCT,
  structValue,
  TIMESTAMPTZ,
  VARCHAR,
} from '@duckdb/node-api'
import {MetaxyError} from '../errors.ts'

/** What kind of values a column of objects holds; `none`: nothing but null so far. */
export type ValueType =
  | {readonly kind: 'none' | 'boolean' | 'integer' | 'wide' | 'double' | 'text' | 'time' | 'bytes'}
  | {readonly kind: 'list'; readonly item: ValueType}
  | {readonly kind: 'struct'; readonly members: ReadonlyMap<string, ValueType>}
  | {readonly kind: 'map'; readonly key: ValueType; readonly value: ValueType}

const LARGEST = 2n ** 63n

/** @throws MetaxyError INVALID_INPUT for functions, symbols and lists of values that do not go together. */
export function valueType(value: unknown, where: string): ValueType {
  if (value === null || value === undefined) return {kind: 'none'}
  if (typeof value === 'boolean') return {kind: 'boolean'}
  if (typeof value === 'string') return {kind: 'text'}
  if (typeof value === 'number') return {kind: Number.isSafeInteger(value) ? 'integer' : 'double'}
  if (typeof value === 'bigint') {
    return {kind: value < LARGEST && value >= -LARGEST ? 'integer' : 'wide'}
  }
  if (value instanceof Date) return {kind: 'time'}
  if (value instanceof Uint8Array) return {kind: 'bytes'}
  const together = (values: Iterable<unknown>) =>
    [...values].reduce<ValueType>((type, one) => merged(type, valueType(one, where), where), {
      kind: 'none',
    })
  if (Array.isArray(value)) return {kind: 'list', item: together(value)}
  if (value instanceof Map) {
    return {kind: 'map', key: together(value.keys()), value: together(value.values())}
  }
  if (typeof value === 'object') {
    const members = Object.entries(value).map(
      ([name, one]) => [name, valueType(one, where)] as const,
    )
    return {kind: 'struct', members: new Map(members)}
  }
  throw invalid(`There is a ${typeof value} in ${where}.`)
}

/** The type that holds the values of both. @throws MetaxyError INVALID_INPUT when there is none. */
export function merged(left: ValueType, right: ValueType, where: string): ValueType {
  if (left.kind === 'none') return right
  if (right.kind === 'none') return left
  if (left.kind === 'list' && right.kind === 'list') {
    return {kind: 'list', item: merged(left.item, right.item, where)}
  }
  if (left.kind === 'map' && right.kind === 'map') {
    const [key, value] = [
      merged(left.key, right.key, where),
      merged(left.value, right.value, where),
    ]
    return {kind: 'map', key, value}
  }
  if (left.kind === 'struct' && right.kind === 'struct') {
    const members = new Map(left.members)
    for (const [name, type] of right.members) {
      members.set(name, merged(members.get(name) ?? {kind: 'none'}, type, where))
    }
    return {kind: 'struct', members}
  }
  if (left.kind === right.kind) return left
  const [narrow, wide] = [NUMBERS.indexOf(left.kind), NUMBERS.indexOf(right.kind)].sort()
  if (narrow !== undefined && wide !== undefined && narrow >= 0) {
    return wide === 2 ? {kind: 'double'} : {kind: 'wide'}
  }
  throw invalid(`There is a ${right.kind} in ${where}, where other rows have a ${left.kind}.`)
}

const NUMBERS: readonly ValueType['kind'][] = ['integer', 'wide', 'double']

export function duckdbTypeOf(type: ValueType): DuckDBType {
  switch (type.kind) {
    case 'none':
    case 'text':
      return VARCHAR
    case 'boolean':
      return BOOLEAN
    case 'integer':
      return BIGINT
    case 'wide':
      return HUGEINT
    case 'double':
      return DOUBLE
    case 'time':
      return TIMESTAMPTZ
    case 'bytes':
      return BLOB
    case 'list':
      return LIST(duckdbTypeOf(type.item))
    case 'map':
      return MAP(duckdbTypeOf(type.key), duckdbTypeOf(type.value))
    case 'struct': {
      const members = [...type.members].map(([name, one]) => [name, duckdbTypeOf(one)] as const)
      return members.length === 0 ? VARCHAR : STRUCT(Object.fromEntries(members))
    }
  }
}

/** A value as DuckDB's vectors of this type take it. */
export function duckdbValue(value: unknown, type: ValueType | undefined): DuckDBValue {
  if (value === null || value === undefined || type === undefined) return null
  switch (type.kind) {
    case 'integer':
    case 'wide':
      return typeof value === 'bigint' ? value : BigInt(Number(value))
    case 'double':
      return Number(value)
    case 'time':
      return new DuckDBTimestampTZValue(
        BigInt(value instanceof Date ? value.getTime() : Number(value)) * 1000n,
      )
    case 'bytes':
      return value instanceof Uint8Array ? blobValue(value) : null
    case 'list':
      return Array.isArray(value) ? listValue(value.map(one => duckdbValue(one, type.item))) : null
    case 'map':
      if (!(value instanceof Map)) return null
      return mapValue(
        [...value].map(([key, one]) => ({
          key: duckdbValue(key, type.key),
          value: duckdbValue(one, type.value),
        })),
      )
    case 'struct': {
      const own = new Map<string, unknown>(Object.entries(value))
      const members = [...type.members].map(
        ([name, one]) => [name, duckdbValue(own.get(name), one)] as const,
      )
      return members.length === 0 ? null : structValue(Object.fromEntries(members))
    }
    case 'boolean':
      return value === true
    case 'none':
    case 'text':
      return String(value)
  }
}

function invalid(message: string): MetaxyError {
  return new MetaxyError({
    code: 'INVALID_INPUT',
    message,
    hint: 'All values of a column are of one type; nothing was written.',
  })
}
