import {MetaxyError} from '../errors.ts'
import type {CellValue} from '../models/cell-value.ts'
import type {ColumnType} from './column-type.ts'
import {nestedParameter} from './nested-parameter.ts'
import {parseColumnType} from './parse-column-type.ts'
import {readMoment, readTime} from './read-time.ts'
import {type Query, raw, sql} from './sql.ts'
import {constant, type TickedType, tickedType} from './time-range.ts'

/**
 * An expression that has exactly the value which a cell shows, in the type of its column: the way back
 * from `cellConverter`. Made to stand in `id IS NOT DISTINCT FROM …`.
 *
 * @param type as DuckDB prints it.
 * @throws MetaxyError INVALID_INPUT when the type has no such value; UNSUPPORTED for types that have no
 *   way back (GEOMETRY, VARIANT, BIGNUM and types of extensions).
 */
export function cellParameter(cell: CellValue, type: string): Query {
  return parameter(cell, parseColumnType(type))
}

function parameter(cell: CellValue, type: ColumnType): Query {
  if (type.kind === 'other') throw noWayBack(type)
  if (cell === null) return raw(`CAST(NULL AS ${type.name})`)
  const found =
    typeof cell === 'object' ? nestedParameter(cell, type, parameter) : scalarParameter(cell, type)
  if (found === null) throw wrongCell(cell, type)
  return found
}

function scalarParameter(cell: string | number | boolean, type: ColumnType): Query | null {
  const spelled = String(cell)
  switch (type.kind) {
    case 'boolean':
      return typeof cell === 'boolean' ? raw(cell ? 'TRUE' : 'FALSE') : null
    case 'integer': {
      if (typeof cell === 'boolean' || !/^-?\d{1,39}$/.test(spelled)) return null
      const value = BigInt(spelled)
      return value < type.min || value > type.max ? null : constant(spelled, type)
    }
    case 'decimal':
      return typeof cell !== 'boolean' && fitsDecimal(spelled, type.width, type.scale)
        ? constant(spelled, type)
        : null
    case 'float':
      return typeof cell === 'number' || /^(?:NaN|-?Infinity)$/.test(spelled)
        ? constant(spelled, type)
        : null
    default:
      return typeof cell === 'string' ? textParameter(cell, type) : null
  }
}

function textParameter(cell: string, type: ColumnType): Query | null {
  switch (type.kind) {
    case 'text':
      return sql`${cell}`
    case 'enum':
      return type.values.includes(cell) ? constant(cell, type) : null
    case 'uuid':
      return UUID.test(cell) ? constant(cell, type) : null
    case 'blob':
      return BASE64.test(cell) ? sql`from_base64(${cell})` : null
    case 'bit':
      return /^[01]+$/.test(cell) ? constant(cell, type) : null
    case 'interval':
      return INTERVAL.test(cell) ? constant(cell, type) : null
    default: {
      const ticked = tickedType(type)
      if (ticked !== null) return timeParameter(cell, type, ticked)
      return type.kind === 'time' && TIME_WITH_ZONE.test(cell) ? constant(cell, type) : null
    }
  }
}

function timeParameter(cell: string, type: ColumnType, ticked: TickedType): Query | null {
  if (type.kind === 'time') return wholeTicks(readTime(cell), ticked)
  const moment = readMoment(cell)
  if (moment?.kind !== 'infinite') return wholeTicks(moment?.nanos ?? null, ticked)
  return ticked.write(moment.negative ? -ticked.infinite : ticked.infinite)
}

function wholeTicks(nanos: bigint | null, ticked: TickedType): Query | null {
  if (nanos === null || nanos % ticked.nanosPerTick !== 0n) return null
  const ticks = nanos / ticked.nanosPerTick
  return ticks < ticked.first || ticks > ticked.last ? null : ticked.write(ticks)
}

function fitsDecimal(spelled: string, width: number, scale: number): boolean {
  const digits = /^-?0*(\d*)(?:\.(\d*?)0*)?$/.exec(spelled)
  const [, whole = '', fraction = ''] = digits ?? []
  return digits !== null && whole.length <= width - scale && fraction.length <= scale
}

function wrongCell(cell: CellValue, type: ColumnType): MetaxyError {
  return new MetaxyError({
    code: 'INVALID_INPUT',
    message: `${JSON.stringify(cell)} is not a value of type ${type.name}.`,
  })
}

function noWayBack(type: ColumnType): MetaxyError {
  return new MetaxyError({
    code: 'UNSUPPORTED',
    message: `Rows cannot be looked up by a column of type ${type.name}.`,
    hint: 'Select them with a filter over other columns.',
  })
}

/** How a UUID is spelled. */
export const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i
const BASE64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/
const TIME_WITH_ZONE = /^\d\d:\d\d:\d\d\.\d{6}[+-]\d\d:\d\d(?::\d\d)?$/
const INTERVAL =
  /^(?=\S)(?:-?\d+ years? ?)?(?:-?\d+ months? ?)?(?:-?\d+ days? ?)?(?:-?\d+:\d\d:\d\d(?:\.\d+)?)?$/
