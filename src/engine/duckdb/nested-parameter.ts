import type {CellValue} from '../models/cell-value.ts'
import type {ColumnType, TypeMember} from './column-type.ts'
import {ident, join, type Query, raw, sql, text} from './sql.ts'

type Parameter = (cell: CellValue, type: ColumnType) => Query

type NestedCell = readonly CellValue[] | {readonly [member: string]: CellValue}

/**
 * The way back from the cell of a LIST, ARRAY, STRUCT, MAP or UNION; null when the cell has another shape.
 * @param parameter the way back for what lies inside.
 */
export function nestedParameter(
  cell: NestedCell,
  type: ColumnType,
  parameter: Parameter,
): Query | null {
  const value = isList(cell) ? fromList(cell, type, parameter) : fromObject(cell, type, parameter)
  return value === null ? null : sql`CAST(${value} AS ${raw(type.name)})`
}

function fromList(
  cells: readonly CellValue[],
  type: ColumnType,
  parameter: Parameter,
): Query | null {
  if (type.kind === 'list' || (type.kind === 'array' && cells.length === type.length)) {
    return list(cells.map(cell => parameter(cell, type.item)))
  }
  if (type.kind !== 'map') return null
  const entries = cells.map(entryOf)
  if (entries.includes(null)) return null
  return map(
    entries.map(entry => parameter(entry?.key ?? null, type.key)),
    entries.map(entry => parameter(entry?.value ?? null, type.value)),
  )
}

function fromObject(
  cell: {readonly [member: string]: CellValue},
  type: ColumnType,
  parameter: Parameter,
): Query | null {
  const names = Object.keys(cell)
  switch (type.kind) {
    case 'map':
      return map(
        names.map(name => parameter(name, type.key)),
        names.map(name => parameter(cell[name] ?? null, type.value)),
      )
    case 'struct':
      if (names.some(name => !has(type.members, name))) return null
      return struct(type.members, member => parameter(cell[member.name] ?? null, member.type))
    case 'union': {
      const [name = ''] = names
      const member = type.members.find(one => one.name === name)
      if (member === undefined || names.length !== 1) return null
      return sql`union_value(${ident(name)} := ${parameter(cell[name] ?? null, member.type)})`
    }
    default:
      return null
  }
}

function struct(members: readonly TypeMember[], value: (member: TypeMember) => Query): Query {
  return sql`{${join(members.map(member => sql`${text(member.name)}: ${value(member)}`))}}`
}

function map(keys: readonly Query[], values: readonly Query[]): Query {
  return sql`MAP(${list(keys)}, ${list(values)})`
}

function list(items: readonly Query[]): Query {
  return sql`[${join(items)}]`
}

function entryOf(cell: CellValue): {key: CellValue; value: CellValue} | null {
  if (cell === null || typeof cell !== 'object' || isList(cell)) return null
  return 'key' in cell && 'value' in cell
    ? {key: cell.key ?? null, value: cell.value ?? null}
    : null
}

function has(members: readonly TypeMember[], name: string): boolean {
  return members.some(member => member.name === name)
}

function isList(cell: NestedCell): cell is readonly CellValue[] {
  return Array.isArray(cell)
}
