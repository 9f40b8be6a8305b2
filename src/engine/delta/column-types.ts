import type {ColumnType} from '../duckdb/column-type.ts'
import {ident} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import {DECIMAL, type DeltaField, type DeltaType, PLAIN_TYPES} from './delta-schema.ts'

/** The DuckDB type, as DuckDB prints it, that holds exactly what a Delta type does. */
export function duckdbType(type: DeltaType): string {
  if (typeof type === 'string') {
    const [, width, scale] = DECIMAL.exec(type) ?? []
    return PLAIN_TYPES.get(type) ?? `DECIMAL(${width},${scale})`
  }
  switch (type.type) {
    case 'struct':
      return `STRUCT(${type.fields.map(member).join(', ')})`
    case 'array':
      return `${duckdbType(type.elementType)}[]`
    case 'map':
      return `MAP(${duckdbType(type.keyType)}, ${duckdbType(type.valueType)})`
  }
}

/**
 * The Delta type that a DuckDB type is written as: what delta-rs makes of the same column (stores.md
 * §2.4). Delta has no unsigned integers and no enumerations: those become signed ones and texts.
 *
 * @param column the name of the column, for the error.
 * @throws MetaxyError SCHEMA_ERROR when Delta has no such type.
 */
export function deltaType(type: ColumnType, column: string): DeltaType {
  switch (type.kind) {
    case 'boolean':
      return 'boolean'
    case 'text':
    case 'enum':
    case 'uuid':
      return 'string'
    case 'blob':
      return 'binary'
    case 'date':
      return 'date'
    case 'float':
      return type.name === 'FLOAT' ? 'float' : 'double'
    case 'integer':
      return INTEGERS.get(type.name) ?? noSuchType(type, column)
    case 'decimal':
      return `decimal(${type.width},${type.scale})`
    case 'timestamp':
      return type.zoned ? 'timestamp' : 'timestamp_ntz'
    case 'list':
    case 'array':
      return {type: 'array', elementType: deltaType(type.item, column), containsNull: true}
    case 'map':
      return {
        type: 'map',
        keyType: deltaType(type.key, column),
        valueType: deltaType(type.value, column),
        valueContainsNull: true,
      }
    case 'struct':
      return {
        type: 'struct',
        fields: type.members.map(one => newField(one.name, deltaType(one.type, column))),
      }
    default:
      return noSuchType(type, column)
  }
}

export function newField(name: string, type: DeltaType): DeltaField {
  return {name, type, nullable: true, metadata: {}}
}

const INTEGERS: ReadonlyMap<string, string> = new Map([
  ['TINYINT', 'byte'],
  ['UTINYINT', 'byte'],
  ['SMALLINT', 'short'],
  ['USMALLINT', 'short'],
  ['INTEGER', 'integer'],
  ['UINTEGER', 'integer'],
  ['BIGINT', 'long'],
  ['UBIGINT', 'long'],
  // Sums have these; a value beyond 64 bits is refused when it is written.
  ['HUGEINT', 'long'],
  ['UHUGEINT', 'long'],
])

function member({name, type}: DeltaField): string {
  return `${ident(name).text} ${duckdbType(type)}`
}

function noSuchType(type: ColumnType, column: string): never {
  const onlyNulls = type.name === '"NULL"' || type.name === 'NULL'
  throw new MetaxyError({
    code: 'SCHEMA_ERROR',
    message: onlyNulls
      ? `The column "${column}" has only NULLs and no type: a Delta table cannot begin it.`
      : `The column "${column}" is ${type.name}, which Delta tables do not have.`,
    hint: 'Leave the column out, or give it another type.',
    details: {column},
  })
}
