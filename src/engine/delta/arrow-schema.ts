import type {DataType} from 'apache-arrow'
import {DECIMAL, type DeltaField, type DeltaType} from './delta-schema.ts'

type Arrow = typeof import('apache-arrow')

/**
 * What writers other than DuckDB keep in a Parquet file under `ARROW:schema`; null where nobody needs it.
 * Without it Polars up to 1.39 fails on every MAP column.
 */
export async function arrowSchema(fields: readonly DeltaField[]): Promise<string | null> {
  if (!fields.some(field => hasMap(field.type))) return null
  const arrow = await import('apache-arrow')
  const table = new arrow.Table(new arrow.Schema(fields.map(field => fieldOf(arrow, field))))
  const stream = arrow.tableToIPC(table, 'stream')
  // The first message is the schema: a mark, the length of what follows, and that.
  const length = new DataView(stream.buffer, stream.byteOffset).getInt32(4, true)
  return Buffer.from(stream.subarray(0, 8 + length)).toString('base64')
}

function hasMap(type: DeltaType): boolean {
  if (typeof type === 'string') return false
  if (type.type === 'struct') return type.fields.some(field => hasMap(field.type))
  return type.type === 'map' || hasMap(type.elementType)
}

function fieldOf(arrow: Arrow, {name, type, nullable}: DeltaField) {
  return new arrow.Field(name, typeOf(arrow, type), nullable)
}

function typeOf(arrow: Arrow, type: DeltaType): DataType {
  if (typeof type === 'string') return plainType(arrow, type)
  switch (type.type) {
    case 'struct':
      return new arrow.Struct(type.fields.map(field => fieldOf(arrow, field)))
    case 'array':
      return new arrow.List(new arrow.Field('element', typeOf(arrow, type.elementType), true))
    case 'map': {
      const key = new arrow.Field('key', typeOf(arrow, type.keyType), false)
      const value = new arrow.Field('value', typeOf(arrow, type.valueType), true)
      const entry = new arrow.Struct<{key: DataType; value: DataType}>([key, value])
      return new arrow.Map_(new arrow.Field('key_value', entry, false))
    }
  }
}

function plainType(arrow: Arrow, type: string): DataType {
  switch (type) {
    case 'long':
      return new arrow.Int64()
    case 'integer':
      return new arrow.Int32()
    case 'short':
      return new arrow.Int16()
    case 'byte':
      return new arrow.Int8()
    case 'float':
      return new arrow.Float32()
    case 'double':
      return new arrow.Float64()
    case 'boolean':
      return new arrow.Bool()
    case 'binary':
      return new arrow.Binary()
    case 'date':
      return new arrow.DateDay()
    case 'timestamp':
      return new arrow.TimestampMicrosecond('UTC')
    case 'timestamp_ntz':
      return new arrow.TimestampMicrosecond()
    case 'string':
      return new arrow.Utf8()
    default: {
      const [, width, scale] = DECIMAL.exec(type) ?? []
      return new arrow.Decimal(Number(scale), Number(width), 128)
    }
  }
}
