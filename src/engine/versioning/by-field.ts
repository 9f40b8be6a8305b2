import {ident, type Query, raw, sql, text} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import {type FieldKey, structKey} from '../models/feature-key.ts'
import type {TableSource} from './table-source.ts'

/**
 * One member of a `*_by_field` column as text: of a STRUCT, a MAP, JSON, or text that holds JSON
 * (stores.md §2.2).
 * @throws MetaxyError SCHEMA_ERROR when the column is missing or a STRUCT that lacks the field.
 */
export function byFieldMember(source: TableSource, column: string, field: FieldKey): Query {
  const type = source.columns.find(one => one.name === column)?.type
  const key = structKey(field)
  if (type === undefined) throw lacks(source, `the column ${column}`)
  const name = ident(column)
  if (type.startsWith('MAP(')) return sql`${name}[${text(key)}]::VARCHAR`
  if (type.startsWith('STRUCT(')) {
    if (!structMembers(type).some(member => member.toLowerCase() === key.toLowerCase())) {
      throw lacks(source, `the field ${field} in ${column}`)
    }
    return sql`struct_extract(${name}, ${text(key)})::VARCHAR`
  }
  if (type === 'JSON' || type === 'VARCHAR') {
    return sql`json_extract_string(${name}, ${text(`$."${key}"`)})`
  }
  throw lacks(source, `a STRUCT or MAP in ${column} (it is ${type})`)
}

/** A struct of texts, as Metaxy stores the hashes of the fields: in the order of the spec. */
export function byFieldStruct(members: readonly {field: FieldKey; value: Query}[]): Query {
  if (members.length === 0) return raw('NULL')
  const packed = members.map(({field, value}) => sql`${ident(structKey(field))} := ${value}`)
  return sql`struct_pack(${packed.reduce((list, member) => sql`${list}, ${member}`)})`
}

/** The member names of a STRUCT type as DuckDB prints it. */
export function structMembers(type: string): readonly string[] {
  const names: string[] = []
  let depth = 0
  let start = true
  for (const token of type.slice('STRUCT('.length, -1).match(/"(?:[^"]|"")*"|[^\s",()]+|[(),]/g) ??
    []) {
    if (token === '(') depth += 1
    else if (token === ')') depth -= 1
    else if (token === ',') start = depth === 0 || start
    else if (start && depth === 0) {
      names.push(token.startsWith('"') ? token.slice(1, -1).replaceAll('""', '"') : token)
      start = false
    }
  }
  return names
}

function lacks(source: TableSource, what: string): MetaxyError {
  return new MetaxyError({
    code: 'SCHEMA_ERROR',
    message: `The table of ${source.feature} lacks ${what}.`,
    hint: 'It was written under another definition; recompute or rebase the feature with Metaxy.',
    details: {feature: source.feature},
  })
}
