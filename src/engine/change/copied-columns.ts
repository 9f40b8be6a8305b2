import {parseColumnType} from '../duckdb/parse-column-type.ts'
import {ident, type Query, raw, sql} from '../duckdb/sql.ts'
import {type FieldKey, structKey} from '../models/feature-key.ts'
import type {FeatureSpec} from '../models/feature-spec.ts'
import type {Column} from '../models/system-columns.ts'
import {storedMember} from '../versioning/by-field.ts'
import type {TableSource} from '../versioning/table-source.ts'
import {byFieldValue, grownByField} from './by-field-value.ts'

/** A column as it is copied, and its value over the rows of the source. */
export interface CopiedColumn extends Column {
  readonly value: Query
}

/**
 * The columns of a source as another metadata store takes them: hashes by field in the form that its
 * table has (stores.md §13); columns that an older Metaxy did not write are added (stores.md §14).
 */
export function copiedColumns(
  source: TableSource,
  target: TableSource | null,
  spec: FeatureSpec,
): readonly CopiedColumn[] {
  const has = (name: string) => source.columns.some(column => column.name === name)
  const stored = source.columns.map(column => {
    const theirs = target?.columns.find(one => one.name === column.name)
    return BY_FIELD.has(column.name) && theirs !== undefined && otherForm(column, theirs)
      ? converted(source, column.name, theirs, spec)
      : {...column, value: ident(column.name)}
  })
  const all = [...stored, ...MISSING.filter(({name, needs}) => !has(name) && needs.every(has))]
  return target === null && source.kind === 'duckdb' ? inFixedOrder(all, spec) : all
}

/**
 * Of a table that is made from a DuckDB store Metaxy leaves the order of columns to chance (a Python
 * set): ids, then numbers and times, then texts and what is nested.
 */
function inFixedOrder(columns: readonly CopiedColumn[], {idColumns}: FeatureSpec) {
  const rank = ({name, type}: Column) =>
    idColumns.includes(name) ? 0 : LONG.has(parseColumnType(type).kind) ? 2 : 1
  return columns.toSorted((a, b) => rank(a) - rank(b))
}

const LONG: ReadonlySet<string> = new Set(['text', 'blob', 'list', 'array', 'struct', 'map'])

const BY_FIELD: ReadonlySet<string> = new Set([
  'metaxy_provenance_by_field',
  'metaxy_data_version_by_field',
])

const ZONED = 'TIMESTAMP WITH TIME ZONE'

/** What stands for a column that the source lacks, where it has what is needed. */
const MISSING: readonly (CopiedColumn & {readonly needs: readonly string[]})[] = [
  {
    name: 'metaxy_project_version',
    type: 'VARCHAR',
    value: ident('metaxy_snapshot_version'),
    needs: ['metaxy_snapshot_version'],
  },
  {
    name: 'metaxy_data_version',
    type: 'VARCHAR',
    value: ident('metaxy_provenance'),
    needs: ['metaxy_provenance'],
  },
  {name: 'metaxy_updated_at', type: ZONED, value: raw(`NULL::${ZONED}`), needs: []},
  {name: 'metaxy_deleted_at', type: ZONED, value: raw(`NULL::${ZONED}`), needs: []},
  {name: 'metaxy_materialization_id', type: 'VARCHAR', value: raw('NULL::VARCHAR'), needs: []},
]

function otherForm(one: Column, other: Column): boolean {
  return parseColumnType(one.type).kind !== parseColumnType(other.type).kind
}

function converted(
  source: TableSource,
  name: string,
  theirs: Column,
  spec: FeatureSpec,
): CopiedColumn {
  const own = source.columns.find(column => column.name === name)
  const fields: readonly FieldKey[] = [
    ...new Set([
      ...[own, theirs].flatMap(column => membersOf(column)),
      ...spec.fields.map(({key}) => structKey(key)),
    ]),
  ]
  const column = grownByField(theirs, fields)
  const values = fields.map(field => ({field, value: storedMember(source, name, field)}))
  const value = sql`CASE WHEN ${ident(name)} IS NOT NULL THEN ${byFieldValue(column, values)} END`
  return {...column, value}
}

function membersOf(column: Column | undefined): readonly string[] {
  if (column === undefined) return []
  const type = parseColumnType(column.type)
  return type.kind === 'struct' ? type.members.map(({name}) => name) : []
}
