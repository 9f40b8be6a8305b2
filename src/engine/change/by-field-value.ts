import {parseColumnType} from '../duckdb/parse-column-type.ts'
import {ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import {evolvedTable} from '../metadata-store/evolved-columns.ts'
import {type FieldKey, structKey} from '../models/feature-key.ts'
import type {Column} from '../models/system-columns.ts'
import {byFieldMap, byFieldStruct} from '../versioning/by-field.ts'

/** Hashes of fields, each an expression. */
export type FieldValues = readonly {readonly field: FieldKey; readonly value: Query}[]

/** A by-field column as it has to be to hold these fields: a struct grows, the others take any. */
export function grownByField(column: Column, fields: readonly FieldKey[]): Column {
  if (parseColumnType(column.type).kind !== 'struct') return column
  const members = fields.map(field => `${ident(structKey(field)).text} VARCHAR`)
  const written = {name: column.name, type: `STRUCT(${members.join(', ')})`}
  return evolvedTable([column], [written])[0] ?? column
}

/**
 * The hashes as a value of a by-field column, whatever it is kept as (stores.md §2.2): members of a
 * struct that are none of the fields are NULL.
 */
export function byFieldValue(column: Column, values: FieldValues): Query {
  const type = parseColumnType(column.type)
  switch (type.kind) {
    case 'map':
      return byFieldMap(values)
    case 'struct': {
      const members = type.members.map(member => {
        const own = values.find(
          ({field}) => structKey(field).toLowerCase() === member.name.toLowerCase(),
        )
        return sql`${ident(member.name)} := CAST(${own?.value ?? raw('NULL')} AS ${raw(member.type.name)})`
      })
      return sql`struct_pack(${join(members)})`
    }
    default:
      return sql`CAST(to_json(${byFieldStruct(values)}) AS ${raw(column.type)})`
  }
}
