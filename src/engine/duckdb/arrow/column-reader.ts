import {type DuckDBType, DuckDBTypeId} from '@duckdb/node-api'
import {
  Binary,
  DateDay,
  Decimal,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  TimeMicrosecond,
  TimeNanosecond,
  TimestampMicrosecond,
  TimestampMillisecond,
  TimestampNanosecond,
  TimestampSecond,
  Uint8,
  Uint16,
  Uint32,
  Uint64,
  Utf8,
} from 'apache-arrow'
import type {HashKernel} from '../hash-kernel.ts'
import type {ColumnReader} from './column.ts'
import {booleans, decimals, fixedWidth} from './fixed-width.ts'
import {arrays, lists, maps, structs} from './nested.ts'
import {strings, texts} from './strings.ts'

/**
 * Times keep their unit, TIMESTAMPTZ is in UTC, decimals have 128 bits. What Arrow has no exact type
 * for is Utf8, spelled as DuckDB does: HUGEINT, UUID, ENUM, BIT, TIMETZ, INTERVAL, UNION and the rest.
 */
export function columnReader(type: DuckDBType, kernel: HashKernel): ColumnReader {
  switch (type.typeId) {
    case DuckDBTypeId.BOOLEAN:
      return booleans()
    case DuckDBTypeId.TINYINT:
      return fixedWidth(new Int8())
    case DuckDBTypeId.SMALLINT:
      return fixedWidth(new Int16())
    case DuckDBTypeId.INTEGER:
      return fixedWidth(new Int32())
    case DuckDBTypeId.BIGINT:
      return fixedWidth(new Int64())
    case DuckDBTypeId.UTINYINT:
      return fixedWidth(new Uint8())
    case DuckDBTypeId.USMALLINT:
      return fixedWidth(new Uint16())
    case DuckDBTypeId.UINTEGER:
      return fixedWidth(new Uint32())
    case DuckDBTypeId.UBIGINT:
      return fixedWidth(new Uint64())
    case DuckDBTypeId.FLOAT:
      return fixedWidth(new Float32())
    case DuckDBTypeId.DOUBLE:
      return fixedWidth(new Float64())
    case DuckDBTypeId.DATE:
      return fixedWidth(new DateDay())
    case DuckDBTypeId.TIME:
      return fixedWidth(new TimeMicrosecond())
    case DuckDBTypeId.TIME_NS:
      return fixedWidth(new TimeNanosecond())
    case DuckDBTypeId.TIMESTAMP_S:
      return fixedWidth(new TimestampSecond())
    case DuckDBTypeId.TIMESTAMP_MS:
      return fixedWidth(new TimestampMillisecond())
    case DuckDBTypeId.TIMESTAMP:
      return fixedWidth(new TimestampMicrosecond())
    case DuckDBTypeId.TIMESTAMP_NS:
      return fixedWidth(new TimestampNanosecond())
    case DuckDBTypeId.TIMESTAMP_TZ:
      return fixedWidth(new TimestampMicrosecond('UTC'))
    case DuckDBTypeId.DECIMAL:
      return decimals(new Decimal(type.scale, type.width))
    case DuckDBTypeId.VARCHAR:
      return strings(new Utf8(), kernel)
    case DuckDBTypeId.BLOB:
      return strings(new Binary(), kernel)
    case DuckDBTypeId.STRUCT:
      return structs(
        type.entryNames,
        type.entryTypes.map(entryType => columnReader(entryType, kernel)),
      )
    case DuckDBTypeId.LIST:
      return lists(columnReader(type.valueType, kernel))
    case DuckDBTypeId.MAP:
      return maps(columnReader(type.keyType, kernel), columnReader(type.valueType, kernel))
    case DuckDBTypeId.ARRAY:
      return arrays(columnReader(type.valueType, kernel), type.length)
    default:
      return texts(type)
  }
}
