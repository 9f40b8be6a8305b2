import type {ColumnType} from '../duckdb/column-type.ts'
import {type Query, raw, sql} from '../duckdb/sql.ts'
import type {ComparisonOperator} from './filter-tree.ts'
import {type FilterScope, fail, type ResolvedColumn} from './scope.ts'

type Cast = (expression: Query) => Query

/**
 * Two columns. Both sides are brought to a type that holds every value of either, so that no row makes
 * the comparison fail; columns without such a type are refused.
 */
export function compareColumns(
  left: ResolvedColumn,
  operator: ComparisonOperator,
  right: ResolvedColumn,
  scope: FilterScope,
): Query {
  const common = commonType(left.type, right.type)
  if (common !== null) {
    return sql`${common(left)} ${raw(operator)} ${common(right)}`
  }
  return fail(
    scope,
    right.at,
    `${left.label} and ${right.label} cannot be compared.`,
    'Compare columns of the same kind.',
  )
}

function commonType(
  left: ColumnType,
  right: ColumnType,
): ((column: ResolvedColumn) => Query) | null {
  if (left.kind === 'other' || right.kind === 'other') return null
  if (left.name === right.name) return column => column.expression
  const kinds = [left.kind, right.kind]
  if (kinds.every(isText)) return column => as('VARCHAR')(column.expression)
  if (kinds.every(isNumber)) {
    const cast = commonNumber(left, right)
    return column => cast(column.expression)
  }
  const moments = [left, right].map(asTimestamp)
  if (moments.includes(null)) return null
  return column => asTimestamp(column.type)?.(column.expression) ?? column.expression
}

function isText(kind: ColumnType['kind']): boolean {
  return kind === 'text' || kind === 'enum' || kind === 'uuid'
}

function isNumber(kind: ColumnType['kind']): boolean {
  return kind === 'integer' || kind === 'decimal' || kind === 'float'
}

/** DuckDB's own choice overflows beside UHUGEINT and beside wide DECIMALs. */
function commonNumber(left: ColumnType, right: ColumnType): Cast {
  if (left.kind === 'integer' && right.kind === 'integer') {
    const widest = [left.name, right.name].includes('UHUGEINT')
    return widest ? as('BIGNUM') : expression => expression
  }
  const [a, b] = [decimalDigits(left), decimalDigits(right)]
  if (a === null || b === null) return as('DOUBLE')
  const scale = Math.max(a.scale, b.scale)
  const width = Math.max(a.whole, b.whole) + scale
  return as(width <= WIDEST_DECIMAL ? `DECIMAL(${width},${scale})` : 'DOUBLE')
}

function decimalDigits(type: ColumnType): {whole: number; scale: number} | null {
  if (type.kind === 'decimal') return {whole: type.width - type.scale, scale: type.scale}
  return type.kind === 'integer' ? {whole: String(type.max).length, scale: 0} : null
}

/** In UTC; NULL where a DATE lies beyond all timestamps. Null for nanoseconds, which would be lost. */
function asTimestamp(type: ColumnType): Cast | null {
  if (type.kind === 'date') return expression => sql`TRY_CAST(${expression} AS TIMESTAMP)`
  if (type.kind !== 'timestamp' || type.unit === 'ns') return null
  return type.zoned
    ? expression => sql`make_timestamp(epoch_us(${expression}))`
    : expression => sql`TRY_CAST(${expression} AS TIMESTAMP)`
}

function as(type: string): Cast {
  return expression => sql`CAST(${expression} AS ${raw(type)})`
}

const WIDEST_DECIMAL = 38
