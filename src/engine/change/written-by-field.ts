import type {ColumnType} from '../duckdb/column-type.ts'
import {parseColumnType} from '../duckdb/parse-column-type.ts'
import type {Session} from '../duckdb/session.ts'
import {ident, join, type Query, raw, sql, text} from '../duckdb/sql.ts'
import {type FieldKey, structKey} from '../models/feature-key.ts'
import type {FeatureSpec} from '../models/feature-spec.ts'
import {rowProvenance, type SampleHash} from '../versioning/field-provenance.ts'
import type {GivenRows} from './given-inputs.ts'
import {schemaError} from './write-errors.ts'

/** The texts by field of rows that are written: a struct or a map, or nothing but NULLs. */
export interface ByField {
  readonly column: string
  readonly kind: 'struct' | 'map' | 'nulls'
  readonly value: Query
  /** As DuckDB prints it. */
  readonly type: string
  /** Every key that a row has. */
  readonly members: readonly string[]
}

/** @throws MetaxyError SCHEMA_ERROR for a column of another type (stores.md §4.1). */
export async function givenByField(
  session: Session,
  rows: GivenRows,
  column: string,
): Promise<ByField> {
  const type = parseColumnType(rows.columns.find(({name}) => name === column)?.type ?? 'NULL')
  const value = ident(column)
  const given = (kind: ByField['kind'], members: readonly string[], from = value): ByField => ({
    column,
    kind,
    value: from,
    type: kind === type.kind ? type.name : 'MAP(VARCHAR, VARCHAR)',
    members,
  })
  if (type.kind === 'struct') {
    return given(
      'struct',
      type.members.map(({name}) => name),
    )
  }
  // Polars keeps a map as a list of entries (stores.md §13).
  const map = type.kind === 'map' ? value : isEntries(type) ? sql`map_from_entries(${value})` : null
  if (map !== null) {
    const texts = sql`CAST(${map} AS MAP(VARCHAR, VARCHAR))`
    const keys = await session.values(
      sql`SELECT DISTINCT unnest(map_keys(${texts})) AS key FROM ${rows.from} ORDER BY key`,
    )
    const names = keys.map(([key]) => String(key))
    return given('map', names, texts)
  }
  const [row = []] = await session.values(sql`SELECT count(${value}) FROM ${rows.from}`)
  if (Number(row[0] ?? 0) === 0 && rows.count > 0) return given('nulls', [], raw('NULL'))
  throw schemaError(
    rows,
    `'${column}' column must be a Struct or Map, got ${type.name}`,
    'It holds one text per field, for example {"frames": "hash1"}.',
    {column},
  )
}

/** The same with the rows that are NULL filled from another column. */
export function filled(own: ByField, other: ByField): ByField {
  if (own.kind === 'nulls') return {...other, column: own.column}
  const members = [...new Set([...own.members, ...other.members])]
  if (own.type === other.type) {
    return {...own, value: sql`coalesce(${own.value}, ${other.value})`, members}
  }
  return {
    column: own.column,
    kind: 'struct',
    value: sql`coalesce(${packed(own, members)}, ${packed(other, members)})`,
    type: '',
    members,
  }
}

/** As a table keeps it: in the form that its column has, else in the configured one (stores.md §13). */
export function storedByField(given: ByField, form: 'struct' | 'map' | 'json'): Query {
  switch (form) {
    case 'struct':
      return isPlainStruct(given) ? given.value : packed(given, given.members)
    case 'map':
      return given.kind === 'map' ? given.value : mapped(given)
    case 'json':
      return sql`CAST(to_json(${given.value}) AS VARCHAR)`
  }
}

/**
 * The hash over the fields of the spec (versioning.md §5.3).
 * @throws MetaxyError SCHEMA_ERROR when a struct lacks a field.
 */
export function hashedByField(
  given: ByField,
  rows: GivenRows,
  spec: FeatureSpec,
  hash: SampleHash,
): Query {
  const missing = spec.fields.filter(({key}) => given.kind === 'struct' && !has(given, key))
  if (missing.length > 0) {
    const names = missing.map(({key}) => key).join(', ')
    throw schemaError(
      rows,
      `'${given.column}' lacks the field${missing.length > 1 ? 's' : ''} ${names} of ${spec.key}`,
      'Give one text per field, or the hash of the row, too.',
      {column: given.column, fields: missing.map(({key}) => key)},
    )
  }
  const values = spec.fields.map(({key}) => ({field: key, value: member(given, structKey(key))}))
  return rowProvenance(values, hash)
}

function has({members}: ByField, field: FieldKey): boolean {
  return members.some(name => name.toLowerCase() === structKey(field).toLowerCase())
}

function member({kind, value, members}: ByField, name: string): Query {
  if (kind === 'map') return sql`${value}[${text(name)}]`
  const own = members.find(one => one.toLowerCase() === name.toLowerCase())
  return own === undefined
    ? raw('NULL::VARCHAR')
    : sql`CAST(struct_extract(${value}, ${text(own)}) AS VARCHAR)`
}

function packed(given: ByField, members: readonly string[]): Query {
  const pairs = members.map(name => sql`${ident(name)} := ${member(given, name)}`)
  return sql`CASE WHEN ${given.value} IS NOT NULL THEN struct_pack(${join(pairs)}) END`
}

/** A key without a value means a key that is not there. */
function mapped(given: ByField): Query {
  const entries = given.members.map(
    name => sql`{'key': ${text(name)}, 'value': ${member(given, name)}}`,
  )
  return sql`CASE WHEN ${given.value} IS NOT NULL THEN map_from_entries(
    list_filter([${join(entries)}], lambda entry: entry.value IS NOT NULL)) END`
}

/** All its members can be kept as they are: those with a value in no row have no type of their own. */
function isPlainStruct({kind, type}: ByField): boolean {
  if (kind !== 'struct' || type === '') return kind === 'struct'
  const parsed = parseColumnType(type)
  return (
    parsed.kind === 'struct' &&
    parsed.members.every(one => !/^(JSON|"?NULL"?)$/.test(one.type.name))
  )
}

function isEntries(type: ColumnType): boolean {
  return (
    type.kind === 'list' &&
    type.item.kind === 'struct' &&
    type.item.members.map(({name}) => name).join(' ') === 'key value'
  )
}
