import {
  BIGINT,
  BLOB,
  BOOLEAN,
  DATE,
  DECIMAL,
  DOUBLE,
  type DuckDBType,
  FLOAT,
  INTEGER,
  LIST,
  MAP,
  SMALLINT,
  STRUCT,
  TIME,
  TIMESTAMP,
  TIMESTAMP_MS,
  TIMESTAMP_NS,
  TIMESTAMP_S,
  TIMESTAMPTZ,
  TINYINT,
  UBIGINT,
  UINTEGER,
  USMALLINT,
  UTINYINT,
  VARCHAR,
} from '@duckdb/node-api'
import {DataType, type Field, TimeUnit} from 'apache-arrow'
import {MetaxyError} from '../../errors.ts'

/**
 * The DuckDB type that a table made of an Arrow column gets (stores.md §2.2): categories become texts,
 * moments with a time zone are in microseconds.
 * @throws MetaxyError INVALID_INPUT naming the column for types that DuckDB has no like of.
 */
export function vectorType(type: DataType, column: string): DuckDBType {
  const inner = (field: Field | undefined) =>
    field === undefined ? unsupported(type, column) : vectorType(field.type, column)
  if (DataType.isDictionary(type)) return vectorType(type.dictionary, column)
  if (DataType.isInt(type)) return integerType(type.bitWidth, type.isSigned)
  if (DataType.isFloat(type)) return type.precision === 2 ? DOUBLE : FLOAT
  if (DataType.isBool(type)) return BOOLEAN
  if (isText(type)) return VARCHAR
  if (isBytes(type)) return BLOB
  if (DataType.isDecimal(type) && type.precision <= 38) return DECIMAL(type.precision, type.scale)
  if (DataType.isDate(type)) return type.unit === 0 ? DATE : TIMESTAMP_MS
  if (DataType.isTime(type)) return TIME
  if (DataType.isTimestamp(type)) {
    return typeof type.timezone === 'string' ? TIMESTAMPTZ : naive(type.unit)
  }
  if (DataType.isList(type) || DataType.isFixedSizeList(type)) return LIST(inner(type.children[0]))
  if (DataType.isMap(type)) {
    const [key, value] = type.children[0]?.type.children ?? []
    return MAP(inner(key), inner(value))
  }
  if (DataType.isStruct(type) && type.children.length > 0) {
    return STRUCT(Object.fromEntries(type.children.map(field => [field.name, inner(field)])))
  }
  // Nothing but NULLs: a text that is never there.
  if (DataType.isNull(type)) return VARCHAR
  return unsupported(type, column)
}

export function isText(type: DataType): boolean {
  return DataType.isUtf8(type) || DataType.isLargeUtf8(type) || DataType.isUtf8View(type)
}

export function isBytes(type: DataType): boolean {
  return (
    DataType.isBinary(type) ||
    DataType.isLargeBinary(type) ||
    DataType.isBinaryView(type) ||
    DataType.isFixedSizeBinary(type)
  )
}

function integerType(bits: number, signed: boolean): DuckDBType {
  if (bits === 8) return signed ? TINYINT : UTINYINT
  if (bits === 16) return signed ? SMALLINT : USMALLINT
  if (bits === 32) return signed ? INTEGER : UINTEGER
  return signed ? BIGINT : UBIGINT
}

function naive(unit: TimeUnit): DuckDBType {
  switch (unit) {
    case TimeUnit.SECOND:
      return TIMESTAMP_S
    case TimeUnit.MILLISECOND:
      return TIMESTAMP_MS
    case TimeUnit.MICROSECOND:
      return TIMESTAMP
    case TimeUnit.NANOSECOND:
      return TIMESTAMP_NS
  }
}

function unsupported(type: DataType, column: string): never {
  throw new MetaxyError({
    code: 'INVALID_INPUT',
    message: `The column "${column}" is ${type}, which cannot be written.`,
    hint: 'Give it a type that Parquet has, too.',
    details: {column},
  })
}
