import {ident, join, type Query, sql} from '../duckdb/sql.ts'
import type {Warning} from '../errors.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import {isSystemColumn} from '../models/system-columns.ts'
import {knownFeature} from '../questions/known-feature.ts'
import {describeColumns} from '../transfer/describe-columns.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {Change} from './change.ts'
import {creatingTable} from './create-table.ts'
import type {GivenRows} from './given-inputs.ts'
import type {PlannedChange} from './planned-change.ts'
import {requireTimes} from './soft-delete.ts'
import type {Staging} from './staging.ts'
import {moment, typeOf} from './stamp.ts'
import {schemaError} from './write-errors.ts'
import {systemColumns} from './written-system-columns.ts'
import {userColumns} from './written-user-columns.ts'

/**
 * Rows of a pipeline with Metaxy's columns added, appended to whatever the table is by then
 * (stores.md §4.1, versioning.md §8): the rows are read once, into a scratch table.
 *
 * @throws MetaxyError SCHEMA_ERROR for rows without ids or provenance by field, and for tables of an
 *   older Metaxy; TABLE_NOT_FOUND; CONFIG_ERROR when the writing project is not clear; INVALID_INPUT.
 */
export async function planWrite(
  change: Extract<Change, {kind: 'write'}>,
  staging: Staging,
  open: OpenMetadataStore,
): Promise<PlannedChange> {
  const {context, inputs, materializationId} = staging
  const known = knownFeature(context, change.feature)
  const {spec} = known.definition
  const target = await open.table(change.feature)
  if (target !== null) requireTimes({context, known, source: target, materializationId})
  const creating = target === null ? [creatingTable(context, change.feature)] : []
  const rows = await inputs.load(open.session, change.rows)
  requireColumns(rows, spec.idColumns)

  const system = await systemColumns(change, staging, {open, known, rows, target})
  const user = await userColumns(open.session, rows, target)
  const selected = selectedRows(rows, [...user.values, ...system.values], system.inner)
  const selectedColumns = await describeColumns(open.session, selected)
  const times = ['metaxy_created_at', 'metaxy_updated_at'].filter(
    name => !selectedColumns.some(column => column.name === name),
  )
  return {
    change,
    idColumns: spec.idColumns,
    write: {
      kind: 'append',
      target,
      selected,
      selectedColumns,
      columns: [
        ...selectedColumns,
        ...times.map(name => ({name, type: typeOf(target?.columns ?? [], name)})),
      ],
      replaced: stampMicros =>
        new Map(
          times.map(name => [name, moment(stampMicros, typeOf(target?.columns ?? [], name))]),
        ),
      blind: true,
    },
    skipped: null,
    warnings: [...creating, ...system.warnings, ...growing(target, user.added)],
  }
}

function requireColumns(rows: GivenRows, idColumns: readonly string[]): void {
  const names = rows.columns.map(({name}) => name)
  const required = [...idColumns, 'metaxy_provenance_by_field']
  const missing = required.filter(name => !names.includes(name))
  if (missing.length > 0) {
    throw schemaError(
      rows,
      `the rows must have ${missing.map(name => `'${name}'`).join(', ')} column${missing.length > 1 ? 's' : ''}`,
      `They have ${names.join(', ') || 'no column'}.`,
      {missing},
    )
  }
  const reserved = names.find(name => name.toLowerCase().startsWith('__mxx_'))
  if (reserved === undefined) return
  throw schemaError(
    rows,
    `the column "${reserved}" cannot be written: names that begin with __mxx_ are used by this program`,
    'Give it another name.',
    {column: reserved},
  )
}

/** @param inner computed once, for the columns that are made from them. */
function selectedRows(
  rows: GivenRows,
  columns: readonly {readonly name: string; readonly value: Query}[],
  inner: readonly {readonly name: string; readonly value: Query}[],
): Query {
  const named = ({name, value}: {readonly name: string; readonly value: Query}) =>
    sql`${value} AS ${ident(name)}`
  const from =
    inner.length === 0 ? rows.from : sql`(SELECT *, ${join(inner.map(named))} FROM ${rows.from})`
  return sql`SELECT ${join(columns.map(named))} FROM ${from}`
}

function growing(target: TableSource | null, added: readonly string[]): readonly Warning[] {
  const columns = added.filter(name => !isSystemColumn(name))
  if (target === null || columns.length === 0) return []
  return [
    {
      code: 'columns_added',
      message: `The table of ${target.feature} gets the column${columns.length > 1 ? 's' : ''} ${columns.join(', ')}.`,
      feature: target.feature,
      columns,
    },
  ]
}
