import type {ColumnType} from '../duckdb/column-type.ts'
import {parseColumnType} from '../duckdb/parse-column-type.ts'
import {MetaxyError} from '../errors.ts'
import {deltaType, duckdbType, newField} from './column-types.ts'
import type {DeltaField, DeltaType} from './delta-schema.ts'

/** A column of rows that are written, its type as DuckDB prints it. */
interface GivenColumn {
  readonly name: string
  readonly type: string
}

/**
 * The schema of a table after rows of these columns were appended: new columns, and new members of
 * structs, come at the end; nothing is taken away (stores.md §2.4). The same object when nothing is new.
 *
 * @throws MetaxyError SCHEMA_ERROR when a column cannot be kept in the type that the table gives it.
 */
export function mergedFields(
  fields: readonly DeltaField[],
  columns: readonly GivenColumn[],
): readonly DeltaField[] {
  const members = columns.map(({name, type}) => ({name, type: parseColumnType(type)}))
  return merge(fields, members, '')
}

function merge(
  fields: readonly DeltaField[],
  members: readonly {readonly name: string; readonly type: ColumnType}[],
  inside: string,
): readonly DeltaField[] {
  const given = new Map(members.map(member => [member.name.toLowerCase(), member]))
  const kept = fields.map(field => {
    const member = given.get(field.name.toLowerCase())
    given.delete(field.name.toLowerCase())
    if (member === undefined) return field
    const type = mergeType(field.type, member.type, inside + field.name)
    return type === field.type ? field : {...field, type}
  })
  const added = [...given.values()].map(({name, type}) =>
    newField(name, deltaType(type, inside + name)),
  )
  return added.length === 0 && kept.every((field, index) => field === fields[index])
    ? fields
    : [...kept, ...added]
}

function mergeType(type: DeltaType, given: ColumnType, column: string): DeltaType {
  if (typeof type === 'string') {
    return fits(type, given) ? type : differ(type, given, column)
  }
  switch (type.type) {
    case 'struct': {
      if (given.kind !== 'struct') return differ(type, given, column)
      const fields = merge(type.fields, given.members, `${column}.`)
      return fields === type.fields ? type : {...type, fields}
    }
    case 'array': {
      if (given.kind !== 'list' && given.kind !== 'array') return differ(type, given, column)
      const elementType = mergeType(type.elementType, given.item, column)
      return elementType === type.elementType ? type : {...type, elementType}
    }
    case 'map': {
      // Older writers of a column give it as a struct; its members become keys (stores.md §13).
      if (given.kind === 'struct') return type
      if (given.kind !== 'map') return differ(type, given, column)
      const keyType = mergeType(type.keyType, given.key, column)
      const valueType = mergeType(type.valueType, given.value, column)
      const same = keyType === type.keyType && valueType === type.valueType
      return same ? type : {...type, keyType, valueType}
    }
  }
}

/** Whether every value of a type has its equal in a Delta type, or is refused when it is cast. */
function fits(type: string, given: ColumnType): boolean {
  if (given.kind === 'other') return given.name === '"NULL"' || given.name === 'NULL'
  switch (type) {
    case 'string':
      return given.kind === 'text' || given.kind === 'enum' || given.kind === 'uuid'
    case 'long':
    case 'integer':
    case 'short':
    case 'byte':
      return given.kind === 'integer'
    case 'double':
    case 'float':
      return given.kind === 'float' || given.kind === 'integer' || given.kind === 'decimal'
    case 'timestamp':
      return given.kind === 'timestamp'
    case 'timestamp_ntz':
      return given.kind === 'timestamp' && !given.zoned
    case 'date':
      return given.kind === 'date'
    case 'boolean':
      return given.kind === 'boolean'
    case 'binary':
      return given.kind === 'blob'
    default:
      return given.kind === 'decimal' || given.kind === 'integer'
  }
}

function differ(type: DeltaType, given: ColumnType, column: string): never {
  throw new MetaxyError({
    code: 'SCHEMA_ERROR',
    message: `The column "${column}" is ${duckdbType(type)} in the Delta table but ${given.name} in the rows. Nothing was written.`,
    hint: 'Give the rows the type that the table has.',
    details: {column},
  })
}
