import {brokenSchema, unsupportedFeature} from './delta-errors.ts'

/** A type in a table's schema, as the protocol's JSON has it. */
export type DeltaType =
  | string
  | {readonly type: 'struct'; readonly fields: readonly DeltaField[]}
  | {readonly type: 'array'; readonly elementType: DeltaType; readonly containsNull: boolean}
  | {
      readonly type: 'map'
      readonly keyType: DeltaType
      readonly valueType: DeltaType
      readonly valueContainsNull: boolean
    }

export interface DeltaField {
  readonly name: string
  readonly type: DeltaType
  readonly nullable: boolean
  readonly metadata: Readonly<Record<string, unknown>>
}

/**
 * Reads a `schemaString`.
 * @throws MetadataStoreError STORE_FORMAT when it is no schema or names a column twice, UNSUPPORTED for
 *   types of no counterpart in DuckDB.
 */
export function parseSchema(root: string, schemaString: string): readonly DeltaField[] {
  try {
    return readFields(root, JSON.parse(schemaString))
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw brokenSchema(root, 'it is no JSON')
  }
}

/** The text of a schema with these fields. */
export function schemaString(fields: readonly DeltaField[]): string {
  return JSON.stringify({type: 'struct', fields})
}

/** Whether a type of that name is anywhere inside. */
export function usesType(fields: readonly DeltaField[], name: string): boolean {
  const uses = (type: DeltaType): boolean => {
    if (typeof type === 'string') return type === name
    if (type.type === 'struct') return usesType(type.fields, name)
    if (type.type === 'array') return uses(type.elementType)
    return uses(type.keyType) || uses(type.valueType)
  }
  return fields.some(field => uses(field.type))
}

export const PLAIN_TYPES: ReadonlyMap<string, string> = new Map([
  ['string', 'VARCHAR'],
  ['long', 'BIGINT'],
  ['integer', 'INTEGER'],
  ['short', 'SMALLINT'],
  ['byte', 'TINYINT'],
  ['float', 'FLOAT'],
  ['double', 'DOUBLE'],
  ['boolean', 'BOOLEAN'],
  ['binary', 'BLOB'],
  ['date', 'DATE'],
  ['timestamp', 'TIMESTAMP WITH TIME ZONE'],
  ['timestamp_ntz', 'TIMESTAMP'],
])

export const DECIMAL = /^decimal\((\d{1,2}), ?(\d{1,2})\)$/

function readFields(root: string, value: unknown): readonly DeltaField[] {
  const {type, fields} = members(root, value)
  if (type !== 'struct' || !Array.isArray(fields)) throw brokenSchema(root, 'it has no fields')
  const read = fields.map(field => readField(root, field))
  // DuckDB takes names that differ in case for one.
  const names = read.map(field => field.name.toLowerCase())
  const twice = read.find((_, index) => names.indexOf(names[index] ?? '') < index)
  if (twice !== undefined) throw brokenSchema(root, `it names "${twice.name}" twice, but for case`)
  return read
}

function readField(root: string, value: unknown): DeltaField {
  const {name, type, nullable, metadata} = members(root, value)
  if (typeof name !== 'string') throw brokenSchema(root, 'a field has no name')
  return {
    name,
    type: readType(root, type),
    nullable: nullable !== false,
    metadata: typeof metadata === 'object' && metadata !== null ? {...metadata} : {},
  }
}

function readType(root: string, value: unknown): DeltaType {
  if (typeof value === 'string') {
    if (PLAIN_TYPES.has(value) || DECIMAL.test(value)) return value
    throw unsupportedFeature(root, `the column type ${value}`, 'read')
  }
  const type = members(root, value)
  switch (type.type) {
    case 'struct':
      return {type: 'struct', fields: readFields(root, type)}
    case 'array':
      return {
        type: 'array',
        elementType: readType(root, type.elementType),
        containsNull: type.containsNull !== false,
      }
    case 'map':
      return {
        type: 'map',
        keyType: readType(root, type.keyType),
        valueType: readType(root, type.valueType),
        valueContainsNull: type.valueContainsNull !== false,
      }
    default:
      throw brokenSchema(root, `"${String(type.type)}" is no type`)
  }
}

function members(root: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null) return {...value}
  throw brokenSchema(root, 'a field has no type')
}
