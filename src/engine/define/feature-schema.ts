import {MetaxyError} from '../errors.ts'
import {compareText} from '../models/feature-key.ts'
import type {JsonValue} from '../models/json.ts'
import {jsonOfValue} from '../models/json-of-value.ts'
import type {KeyName} from './parts.ts'
import {SYSTEM_PROPERTIES} from './system-properties.ts'

/**
 * The type of a column: one of the names, with `?` when it may be null, or its whole JSON schema.
 */
export type ColumnType = ColumnName | `${ColumnName}?` | Readonly<Record<string, unknown>>

type ColumnName = keyof typeof COLUMN_SCHEMAS

/**
 * The JSON schema that Pydantic makes for a feature class (versioning.md §4.3): Metaxy's columns, then
 * the class's own.
 */
export function featureSchema(
  title: string,
  docstring: string | null,
  columns: Readonly<Record<string, ColumnType>>,
): JsonValue {
  const required = Object.keys(columns).filter(name => !mayBeNull(columns[name]))
  return jsonOfValue(
    {
      additionalProperties: false,
      description: docstring ?? undefined,
      properties: {
        ...SYSTEM_PROPERTIES,
        ...Object.fromEntries(
          Object.entries(columns).map(([name, type]) => [name, columnSchema(name, type)]),
        ),
      },
      required: required.length === 0 ? undefined : required,
      title,
      type: 'object',
    },
    'schema',
  )
}

/** The name a class of this key would have: `raw/video-files` → `VideoFiles`. */
export function lastNameOf(key: KeyName): string {
  const last = (typeof key === 'string' ? key.split('/') : key).at(-1) ?? ''
  return last.replace(/(?:^|[^a-z0-9]+)([a-z0-9]?)/g, (_, letter: string) => letter.toUpperCase())
}

const COLUMN_SCHEMAS = {
  string: {type: 'string'},
  integer: {type: 'integer'},
  number: {type: 'number'},
  boolean: {type: 'boolean'},
  datetime: {format: 'date-time', type: 'string'},
  date: {format: 'date', type: 'string'},
  time: {format: 'time', type: 'string'},
  bytes: {format: 'binary', type: 'string'},
} as const

/** Pydantic sorts the members of a column's schema. */
function columnSchema(name: string, type: ColumnType): Readonly<Record<string, unknown>> {
  const members = {title: titleOf(name), ...membersOf(type)}
  return Object.fromEntries(Object.entries(members).sort(([a], [b]) => compareText(a, b)))
}

function membersOf(type: ColumnType): Readonly<Record<string, unknown>> {
  if (typeof type !== 'string') return type
  const schema = COLUMN_SCHEMAS[baseOf(type)]
  return type.endsWith('?') ? {anyOf: [schema, {type: 'null'}], default: null} : schema
}

function mayBeNull(type: ColumnType | undefined): boolean {
  return typeof type === 'string' ? type.endsWith('?') : type !== undefined && 'default' in type
}

function baseOf(type: string): ColumnName {
  const base = type.replace(/\?$/, '')
  if (isColumnName(base)) return base
  throw new MetaxyError({
    code: 'INVALID_INPUT',
    message: `"${type}" is not a type of column.`,
    hint: `Known are ${Object.keys(COLUMN_SCHEMAS).join(', ')}, each also with "?"; or give its JSON schema.`,
  })
}

function isColumnName(name: string): name is ColumnName {
  return Object.hasOwn(COLUMN_SCHEMAS, name)
}

/** As Pydantic does: `my_col` → `My Col`. */
function titleOf(name: string): string {
  return name
    .replace(/\p{L}+/gu, word => `${word.slice(0, 1).toUpperCase()}${word.slice(1).toLowerCase()}`)
    .replaceAll('_', ' ')
    .trim()
}
