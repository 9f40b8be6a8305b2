import type {ColumnType} from '../duckdb/column-type.ts'
import {parseColumnType} from '../duckdb/parse-column-type.ts'
import {ident, join, type Query, raw, sql, text} from '../duckdb/sql.ts'
import type {Column} from '../models/system-columns.ts'

/** A member that a struct column of the table lacks. */
export interface MissingMember {
  readonly column: string
  readonly member: Column
}

/** The members of struct columns that rows have and the table has not; names are told apart as DuckDB does. */
export function missingMembers(
  stored: readonly Column[],
  written: readonly Column[],
): readonly MissingMember[] {
  return written.flatMap(column => {
    const there = stored.find(one => one.name === column.name)
    if (there === undefined) return []
    const [has, wants] = [parseColumnType(there.type), parseColumnType(column.type)]
    if (has.kind !== 'struct' || wants.kind !== 'struct') return []
    const names = new Set(has.members.map(member => member.name.toLowerCase()))
    return wants.members
      .filter(member => !names.has(member.name.toLowerCase()))
      .map(member => ({column: column.name, member: {name: member.name, type: member.type.name}}))
  })
}

/** The columns of a table after rows with these columns were appended to it: its own, grown, then new ones. */
export function evolvedTable(
  stored: readonly Column[],
  written: readonly Column[],
): readonly Column[] {
  const missing = missingMembers(stored, written)
  const grown = stored.map(column => {
    const members = missing.filter(one => one.column === column.name)
    const type = parseColumnType(column.type)
    if (members.length === 0 || type.kind !== 'struct') return column
    const all = [
      ...type.members.map(one => ({name: one.name, type: one.type.name})),
      ...members.map(one => one.member),
    ]
    return {
      name: column.name,
      type: `STRUCT(${all.map(one => `${ident(one.name).text} ${one.type}`).join(', ')})`,
    }
  })
  return [...grown, ...written.filter(one => !stored.some(other => other.name === one.name))]
}

/** A column of the grown table out of rows that have it in an older form, or not at all. */
export function retypedColumn(wanted: Column, available: readonly Column[]): Query {
  const name = ident(wanted.name)
  const value = retypedValue(wanted, available)
  return value.text === name.text ? name : sql`${value} AS ${name}`
}

/** The same as an expression alone. */
export function retypedValue(wanted: Column, available: readonly Column[]): Query {
  const name = ident(wanted.name)
  const found = available.find(column => column.name === wanted.name)
  if (found === undefined) return sql`NULL::${raw(wanted.type)}`
  if (found.type === wanted.type) return name
  const [has, wants] = [parseColumnType(found.type), parseColumnType(wanted.type)]
  if (has.kind === 'struct' && wants.kind === 'struct') return structOf(name, has, wants)
  return sql`CAST(${name} AS ${raw(wanted.type)})`
}

type Struct = Extract<ColumnType, {kind: 'struct' | 'union'}>

function structOf(name: Query, has: Struct, wants: Struct): Query {
  const members = wants.members.map(member => {
    const own = has.members.find(one => one.name.toLowerCase() === member.name.toLowerCase())
    const value = own === undefined ? raw('NULL') : sql`struct_extract(${name}, ${text(own.name)})`
    return sql`${ident(member.name)} := CAST(${value} AS ${raw(member.type.name)})`
  })
  return sql`CASE WHEN ${name} IS NOT NULL THEN struct_pack(${join(members)}) END`
}
