import type {ColumnType} from '../duckdb/column-type.ts'
import {parseColumnType} from '../duckdb/parse-column-type.ts'
import {ident, type Query} from '../duckdb/sql.ts'
import {nearNames} from '../models/near-names.ts'
import type {Column} from '../models/system-columns.ts'
import type {ColumnOperand, Position} from './filter-tree.ts'
import {invalidFilter, shown} from './invalid-filter.ts'

/** What a filter is compiled against. */
export interface FilterScope {
  readonly columns: readonly Column[]
  /** The text of the filter; null when it was built without one. */
  readonly text: string | null
}

export interface ResolvedColumn {
  readonly expression: Query
  readonly type: ColumnType
  /** For people: `n (BIGINT)`. */
  readonly label: string
  readonly at: Position
}

/** @throws MetaxyError INVALID_FILTER naming columns of a similar name; capitals matter. */
export function resolveColumn(operand: ColumnOperand, scope: FilterScope): ResolvedColumn {
  const column = scope.columns.find(one => one.name === operand.name)
  if (column === undefined) return refuseUnknown(operand, scope)
  return {
    expression: ident(column.name),
    type: parseColumnType(column.type),
    label: `${shown(column.name)} (${shortType(column.type)})`,
    at: operand.at,
  }
}

export function fail(
  scope: FilterScope,
  position: Position,
  reason: string,
  remedy: string,
): never {
  throw invalidFilter(scope.text, position, reason, remedy)
}

function refuseUnknown({name, at}: ColumnOperand, scope: FilterScope): never {
  const names = scope.columns.map(column => column.name)
  const [whole = ''] = name.split('.')
  if (name !== whole && names.includes(whole)) {
    const reason = `There is no column "${shown(name)}".`
    fail(scope, at, reason, 'A dotted name is one column: members of a struct cannot be filtered.')
  }
  const near = nearNames(name, names)
  const listed = near.length > 0 ? near : names.slice(0, 12)
  const more = near.length === 0 && names.length > listed.length ? ', …' : ''
  fail(
    scope,
    at,
    `There is no column "${shown(name)}".`,
    `${near.length > 0 ? 'Did you mean' : 'There are'} ${listed.map(shown).join(', ')}${more}${near.length > 0 ? '?' : '.'}`,
  )
}

/** Long types by their first word: nobody reads the values of an ENUM here. */
function shortType(type: string): string {
  const short = /^(?:ENUM|STRUCT|UNION|MAP)\b/.exec(type)?.[0] ?? type
  return shown(short)
}
