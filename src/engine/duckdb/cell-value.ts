import {
  DuckDBArrayValue,
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBGeometryValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimeNSValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTimeTZValue,
  DuckDBTimeValue,
  type DuckDBType,
  DuckDBTypeId,
  DuckDBUnionValue,
  type DuckDBValue,
  DuckDBVariantValue,
} from '@duckdb/node-api'
import type {CellValue} from '../models/cell-value.ts'
import {dateText, offsetText, timestampText, timeText} from './cell-time.ts'

export {cellParameter} from './cell-parameter.ts'

type Converter = (value: DuckDBValue) => CellValue

/**
 * Prepares the conversion of one result column into the contract's JSON form (commands.md §1). What
 * the contract does not name: INTERVAL as DuckDB spells it, BIT as zeros and ones, UNION as an object
 * with its tag, MAP with other keys than text as a list of `{key, value}`, JSON as its text,
 * GEOMETRY as base64 of its WKB, infinite times as `infinity`.
 */
export function cellConverter(type: DuckDBType): Converter {
  const convert = presentConverter(type)
  return value => (value === null ? null : convert(value))
}

/** One value; for columns prepare a `cellConverter`. */
export function toCell(value: DuckDBValue, type: DuckDBType): CellValue {
  return cellConverter(type)(value)
}

function presentConverter(type: DuckDBType): Converter {
  switch (type.typeId) {
    case DuckDBTypeId.LIST:
    case DuckDBTypeId.ARRAY:
      return listConverter(cellConverter(type.valueType))
    case DuckDBTypeId.STRUCT:
      return structConverter(type.entryNames, type.entryTypes.map(cellConverter))
    case DuckDBTypeId.UNION:
      return unionConverter(type.memberTags, type.memberTypes.map(cellConverter))
    case DuckDBTypeId.MAP:
      return type.keyType.typeId === DuckDBTypeId.VARCHAR
        ? objectConverter(cellConverter(type.valueType))
        : entriesConverter(cellConverter(type.keyType), cellConverter(type.valueType))
    default:
      return scalar
  }
}

/** Values say themselves what they are; only the parts of a nested one need their types. */
function scalar(value: DuckDBValue): CellValue {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value : String(value)
    case 'bigint':
      return value >= -MAX_SAFE && value <= MAX_SAFE ? Number(value) : String(value)
    default:
      return scalarObject(value)
  }
}

function scalarObject(value: DuckDBValue): CellValue {
  if (value instanceof DuckDBTimestampTZValue) return timestampText(value.micros, 'us', true)
  if (value instanceof DuckDBTimestampValue) return timestampText(value.micros, 'us', false)
  if (value instanceof DuckDBDateValue) return dateText(value.days)
  if (value instanceof DuckDBTimestampNanosecondsValue)
    return timestampText(value.nanos, 'ns', false)
  if (value instanceof DuckDBTimestampMillisecondsValue) {
    return timestampText(value.millis, 'ms', false)
  }
  if (value instanceof DuckDBTimestampSecondsValue) return timestampText(value.seconds, 's', false)
  if (value instanceof DuckDBTimeValue) return timeText(value.micros, 'us')
  if (value instanceof DuckDBTimeNSValue) return timeText(value.nanos, 'ns')
  if (value instanceof DuckDBTimeTZValue) {
    return timeText(value.micros, 'us') + offsetText(value.offset)
  }
  if (value instanceof DuckDBBlobValue || value instanceof DuckDBGeometryValue) {
    return Buffer.from(value.bytes).toString('base64')
  }
  if (value instanceof DuckDBVariantValue) {
    return value.type === undefined ? String(value.value) : toCell(value.value, value.type)
  }
  return String(value)
}

function listConverter(item: Converter): Converter {
  return value =>
    value instanceof DuckDBListValue || value instanceof DuckDBArrayValue
      ? value.items.map(item)
      : scalar(value)
}

function structConverter(names: readonly string[], members: readonly Converter[]): Converter {
  return value => {
    if (!(value instanceof DuckDBStructValue)) return scalar(value)
    const {entries} = value
    return Object.fromEntries(
      names.map((name, index) => [name, members[index]?.(entries[name] ?? null) ?? null]),
    )
  }
}

function unionConverter(tags: readonly string[], members: readonly Converter[]): Converter {
  return value => {
    if (!(value instanceof DuckDBUnionValue)) return scalar(value)
    const member = members[tags.indexOf(value.tag)] ?? scalar
    return Object.fromEntries([[value.tag, member(value.value)]])
  }
}

function objectConverter(member: Converter): Converter {
  return value =>
    value instanceof DuckDBMapValue
      ? Object.fromEntries(value.entries.map(entry => [String(entry.key), member(entry.value)]))
      : scalar(value)
}

function entriesConverter(key: Converter, member: Converter): Converter {
  return value =>
    value instanceof DuckDBMapValue
      ? value.entries.map(entry => ({key: key(entry.key), value: member(entry.value)}))
      : scalar(value)
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER)
