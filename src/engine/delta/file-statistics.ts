import {DuckDBMapValue, type DuckDBValue} from '@duckdb/node-api'
import type {DeltaField} from './delta-schema.ts'

type Statistics = ReadonlyMap<string, string>
type Nested = {[name: string]: Nested | number | string}

/**
 * The `stats` text of a data file from what COPY answers: the number of rows, and per column (and per
 * member of a struct) the number of NULLs and the least and greatest value, where a reader may skip files
 * by them. Texts are cut as delta-rs does, on the safe side.
 */
export function fileStatistics(
  rows: number,
  columns: DuckDBValue | undefined,
  fields: readonly DeltaField[],
): string {
  const known = statisticsByColumn(columns)
  const nested = {minValues: {}, maxValues: {}, nullCount: {}}
  collect(fields, '', known, nested)
  return JSON.stringify({numRecords: rows, ...nested})
}

interface Collected {
  readonly minValues: Nested
  readonly maxValues: Nested
  readonly nullCount: Nested
}

function collect(
  fields: readonly DeltaField[],
  inside: string,
  known: ReadonlyMap<string, Statistics>,
  into: Collected,
): void {
  for (const {name, type} of fields) {
    const path = `${inside}"${name.replaceAll('"', '""')}"`
    if (typeof type === 'object' && type.type === 'struct') {
      const members = {minValues: {}, maxValues: {}, nullCount: {}}
      collect(type.fields, `${path}.`, known, members)
      for (const kind of ['minValues', 'maxValues', 'nullCount'] as const) {
        if (Object.keys(members[kind]).length > 0) into[kind][name] = members[kind]
      }
    }
    const found = typeof type === 'string' ? known.get(path) : undefined
    if (typeof type !== 'string' || found === undefined) continue
    const nulls = Number(found.get('null_count') ?? Number.NaN)
    if (Number.isSafeInteger(nulls)) into.nullCount[name] = nulls
    const [least, most] = [bound(type, found.get('min')), bound(type, found.get('max'))]
    if (least === null || most === null) continue
    into.minValues[name] = typeof least === 'string' ? firstLetters(least) : least
    // What is cut off could only be made up for by a letter that no text exceeds: better no bound.
    if (typeof most !== 'string' || firstLetters(most) === most) into.maxValues[name] = most
  }
}

/** A bound as Delta's JSON has it; null for types whose bounds nobody needs. */
function bound(type: string, value: string | undefined): string | number | null {
  if (value === undefined) return null
  switch (type) {
    case 'long':
    case 'integer':
    case 'short':
    case 'byte':
      return Number.isSafeInteger(Number(value)) ? Number(value) : null
    case 'string':
      return value
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(value) ? value : null
    case 'timestamp':
    case 'timestamp_ntz': {
      const [, day, time, fraction = ''] = MOMENT.exec(value) ?? []
      const zone = type === 'timestamp' ? 'Z' : ''
      return day === undefined ? null : `${day}T${time}.${fraction.padEnd(6, '0')}${zone}`
    }
    default:
      return null
  }
}

const MOMENT = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(?:\+00)?$/

function firstLetters(value: string): string {
  return [...value.slice(0, 2 * LETTERS)].slice(0, LETTERS).join('')
}

const LETTERS = 32

function statisticsByColumn(columns: DuckDBValue | undefined): ReadonlyMap<string, Statistics> {
  if (!(columns instanceof DuckDBMapValue)) return new Map()
  return new Map(
    columns.entries.map(({key, value}) => [
      String(key),
      new Map(
        value instanceof DuckDBMapValue
          ? value.entries.map(entry => [String(entry.key), String(entry.value)])
          : [],
      ),
    ]),
  )
}
