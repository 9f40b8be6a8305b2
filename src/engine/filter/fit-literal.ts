import {UUID} from '../duckdb/cell-parameter.ts'
import {plainType} from '../duckdb/column-type.ts'
import {readMoment, readTime} from '../duckdb/read-time.ts'
import {type Query, raw, sql} from '../duckdb/sql.ts'
import {constant, type TickedType, tickedType} from '../duckdb/time-range.ts'
import type {Literal} from './filter-tree.ts'
import {floorOf} from './number-literal.ts'
import {refuseLiteral} from './refuse-literal.ts'
import type {FilterScope, ResolvedColumn} from './scope.ts'

/** Where a constant lies among the values that a column can have. */
export type Fit =
  | {readonly kind: 'value'; readonly expression: Query; readonly value: Query}
  /** No value equals it. Those up to the edge are smaller, the edge itself when `inclusive`. */
  | {
      readonly kind: 'between'
      readonly expression: Query
      readonly edge: Query
      readonly inclusive: boolean
    }

/** Values in equal steps: integers, decimals, times. */
type Steps = Pick<TickedType, 'first' | 'last' | 'write'>

/** @throws MetaxyError INVALID_FILTER when the column cannot be compared with such a constant. */
export function fitLiteral(column: ResolvedColumn, literal: Literal, scope: FilterScope): Fit {
  const fit =
    literal.kind === 'number'
      ? fitNumber(column, literal.value)
      : literal.kind === 'text'
        ? fitText(column, literal.value)
        : fitBoolean(column, literal)
  return fit ?? refuseLiteral(column, literal, scope)
}

function fitBoolean({expression, type}: ResolvedColumn, literal: Literal): Fit | null {
  if (type.kind !== 'boolean' || literal.kind !== 'boolean') return null
  return {kind: 'value', expression, value: raw(literal.value ? 'TRUE' : 'FALSE')}
}

function fitNumber({expression, type}: ResolvedColumn, digits: string): Fit | null {
  switch (type.kind) {
    case 'integer':
      return fitSteps(expression, floorOf(digits, 0), {
        first: type.min,
        last: type.max,
        write: value => (isBigint(value) ? raw(`${value}`) : constant(`${value}`, type)),
      })
    case 'decimal': {
      const last = 10n ** BigInt(type.width) - 1n
      const write = (value: bigint) => constant(withPoint(value, type.scale), type)
      return fitSteps(expression, floorOf(digits, type.scale), {first: -last, last, write})
    }
    case 'float':
      return {
        kind: 'value',
        expression: type.name === 'FLOAT' ? sql`CAST(${expression} AS DOUBLE)` : expression,
        value: double(Number(digits)),
      }
    case 'boolean': {
      const tiny = sql`CAST(${expression} AS TINYINT)`
      return fitNumber({expression: tiny, type: TINYINT, label: '', at: null}, digits)
    }
    default:
      return null
  }
}

function fitText(column: ResolvedColumn, value: string): Fit | null {
  const {expression, type} = column
  switch (type.kind) {
    case 'text':
    case 'enum': {
      const plain = type.name === 'VARCHAR'
      const text = plain ? expression : sql`CAST(${expression} AS VARCHAR)`
      return {kind: 'value', expression: text, value: sql`${value}`}
    }
    case 'uuid':
      return UUID.test(value) ? {kind: 'value', expression, value: constant(value, type)} : null
    case 'time': {
      const ticked = tickedType(type)
      const nanos = readTime(value)
      return ticked === null || nanos === null ? null : fitTime(expression, nanos, ticked)
    }
    default: {
      const ticked = tickedType(type)
      const moment = ticked === null ? null : readMoment(value)
      if (ticked === null || moment === null) return null
      if (type.kind === 'date' && /\d[T ]/i.test(value)) return fitText(column, dayOf(value))
      if (moment.kind === 'finite') return fitTime(expression, moment.nanos, ticked)
      const edge = ticked.write(moment.negative ? -ticked.infinite : ticked.infinite)
      return {kind: 'value', expression, value: edge}
    }
  }
}

/** Beside a DATE a datetime counts as its day, as it is written: Metaxy's DuckDB casts it so. */
function dayOf(datetime: string): string {
  return datetime.trim().replace(/[T ].*$/i, '')
}

function fitTime(expression: Query, nanos: bigint, ticked: TickedType): Fit {
  const rest = ((nanos % ticked.nanosPerTick) + ticked.nanosPerTick) % ticked.nanosPerTick
  const floor = (nanos - rest) / ticked.nanosPerTick
  return fitSteps(expression, {floor, exact: rest === 0n}, ticked)
}

function fitSteps(
  expression: Query,
  {floor, exact}: {readonly floor: bigint; readonly exact: boolean},
  {first, last, write}: Steps,
): Fit {
  if (floor < first) return {kind: 'between', expression, edge: write(first), inclusive: false}
  if (floor > last) return {kind: 'between', expression, edge: write(last), inclusive: true}
  if (exact) return {kind: 'value', expression, value: write(floor)}
  return {kind: 'between', expression, edge: write(floor), inclusive: true}
}

/** What DuckDB reads as an integer when it stands there in digits. */
function isBigint(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value
}

function withPoint(value: bigint, scale: number): string {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  return `${value < 0n ? '-' : ''}${whole}.${digits.slice(digits.length - scale)}`
}

/** With an exponent, so that DuckDB reads a DOUBLE and no DECIMAL. */
function double(value: number): Query {
  return raw(
    Number.isFinite(value)
      ? value.toExponential().replace('e+', 'e')
      : `CAST('${value}' AS DOUBLE)`,
  )
}

const TINYINT = plainType('TINYINT')
