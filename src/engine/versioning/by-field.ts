import type {ColumnType} from '../duckdb/column-type.ts'
import {parseColumnType} from '../duckdb/parse-column-type.ts'
import {ident, join, type Query, raw, sql, text} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import {type FieldKey, structKey} from '../models/feature-key.ts'
import type {Relation} from './table-source.ts'

/**
 * One member of a `*_by_field` column as text: of a STRUCT, a MAP, JSON, or text that holds JSON
 * (stores.md §2.2).
 * @throws MetaxyError SCHEMA_ERROR when the column is missing, of another type, or a STRUCT that lacks
 *   the field.
 */
export function byFieldMember(source: Relation, column: string, field: FieldKey): Query {
  const type = typeOf(source, column)
  if (type === null) throw lacks(source, `the column ${column}`)
  const member = memberOf(source, column, type, field)
  if (member !== null) return member
  throw type.kind === 'struct'
    ? lacks(source, `the field ${field} in ${column}`)
    : lacks(source, `a STRUCT or MAP in ${column} (it is ${type.name})`)
}

/**
 * The same for showing what is stored: NULL where the table has no place for the field, as when it was
 * made before the feature got it.
 */
export function storedMember(source: Relation, column: string, field: FieldKey): Query {
  const type = typeOf(source, column)
  const member = type === null ? null : memberOf(source, column, type, field)
  return member ?? raw('NULL::VARCHAR')
}

/** A struct of texts, as Metaxy stores the hashes of the fields: in the order of the spec. */
export function byFieldStruct(members: readonly {field: FieldKey; value: Query}[]): Query {
  if (members.length === 0) return raw('NULL')
  const packed = members.map(({field, value}) => sql`${ident(structKey(field))} := ${value}`)
  return sql`struct_pack(${packed.reduce((list, member) => sql`${list}, ${member}`)})`
}

/** The same as a map, which it is with `enable_map_datatype`. */
export function byFieldMap(members: readonly {field: FieldKey; value: Query}[]): Query {
  const keys = join(members.map(({field}) => text(structKey(field))))
  return sql`MAP([${keys}], [${join(members.map(({value}) => value))}])`
}

function typeOf(source: Relation, column: string): ColumnType | null {
  const found = source.columns.find(one => one.name === column)
  return found === undefined ? null : parseColumnType(found.type)
}

/** Null when a column of this type has no such member. */
function memberOf(
  source: Relation,
  column: string,
  type: ColumnType,
  field: FieldKey,
): Query | null {
  const name = ident(column)
  const key = structKey(field)
  switch (type.kind) {
    case 'map':
      return type.key.kind === 'text' ? sql`${name}[${text(key)}]::VARCHAR` : null
    case 'struct': {
      const same = type.members.some(member => member.name.toLowerCase() === key.toLowerCase())
      return same ? sql`struct_extract(${name}, ${text(key)})::VARCHAR` : null
    }
    case 'text': {
      const member = sql`json_extract_string(${name}, ${text(`$."${key}"`)})`
      const problem = text(
        `The table of ${source.feature} holds text in ${column} that is no JSON.`,
      )
      return sql`CASE WHEN ${name} IS NULL OR json_valid(${name}) THEN ${member} ELSE error(${problem}) END`
    }
    default:
      return null
  }
}

function lacks(source: Relation, what: string): MetaxyError {
  return new MetaxyError({
    code: 'SCHEMA_ERROR',
    message: `The table of ${source.feature} lacks ${what}.`,
    hint: 'It was written under another definition; recompute or rebase the feature with Metaxy.',
    details: {feature: source.feature},
  })
}
