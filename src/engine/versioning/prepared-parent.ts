import {ident, join, type Query, sql} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import {compileFilters} from '../filter/compile-filter.ts'
import type {Parent} from '../graph/feature-graph.ts'
import type {FieldKey} from '../models/feature-key.ts'
import type {FeatureSpec} from '../models/feature-spec.ts'
import {type Column, isSystemColumn, userColumns} from '../models/system-columns.ts'
import {byFieldMember} from './by-field.ts'
import {inputIdColumns, renamedIdColumns, selectedColumns} from './join-columns.ts'
import {ROW_ID, selectRows} from './select-rows.ts'
import type {TableSource} from './table-source.ts'

/** One upstream of a feature with the rows that count today. */
export interface ParentRows {
  readonly parent: Parent
  readonly source: TableSource
  /** The version whose rows are read; null reads the latest of all versions together. */
  readonly featureVersion: string | null
  /** The version of which every sample has one row, where that is known. */
  readonly singleRowsOf?: string
  /** Filters given for this read, over the stored column names. */
  readonly where?: Query
}

/** An upstream as it enters the join (versioning.md §6.2). */
export interface PreparedParent {
  readonly parent: Parent
  /** Selects `columns`, one `dataVersions` column per field in use, and ROW_ID. */
  readonly query: Query
  readonly columns: readonly Column[]
  /** Field → the column of the query that holds its data version. */
  readonly dataVersions: ReadonlyMap<FieldKey, string>
}

/**
 * Renames, filters and selects the columns of one upstream, and takes the data versions of the fields
 * that are needed (versioning.md §6.2); its lineage is not applied yet.
 *
 * @param downstream the feature it is prepared for.
 * @throws MetaxyError SCHEMA_ERROR: what the dependency asks that the table has not.
 */
export function prepareParent(
  rows: ParentRows,
  downstream: FeatureSpec,
  index: number,
  fields: readonly FieldKey[],
  options: {readonly withDepFilters?: boolean} = {},
): PreparedParent {
  const {dep, spec} = rows.parent
  const renamed = (name: string) => dep.rename.get(name) ?? name
  const stored = userColumns(rows.source.columns)
  const available = stored.map(column => ({...column, name: renamed(column.name)}))
  refuseRenames(rows.parent, available)
  const columns = keptColumns(rows.parent, downstream, available)
  const dataVersions = new Map(fields.map((field, at) => [field, `__mxx_dv_${index}_${at}`]))

  const selected = selectRows(rows.source, {
    idColumns: spec.idColumns,
    featureVersion: rows.featureVersion,
    ...(rows.singleRowsOf === undefined ? {} : {singleRowsOf: rows.singleRowsOf}),
    ...(rows.where === undefined ? {} : {where: rows.where}),
  })
  const taken = [
    ...stored.map(column => sql`${ident(column.name)} AS ${ident(renamed(column.name))}`),
    ...fields.map(
      (field, at) =>
        sql`${byFieldMember(rows.source, 'metaxy_data_version_by_field', field)} AS ${ident(`__mxx_dv_${index}_${at}`)}`,
    ),
    ident(ROW_ID),
  ]
  const deletedAt = rows.source.columns.filter(column => column.name === 'metaxy_deleted_at')
  const visible = [...taken, ...deletedAt.map(column => ident(column.name))]
  const filters = options.withDepFilters === false ? [] : dep.filters
  const where = compileDepFilters(dep.feature, filters, [...available, ...deletedAt])
  const kept = [...columns.map(column => column.name), ...dataVersions.values(), ROW_ID]
  return {
    parent: rows.parent,
    query: sql`SELECT ${join(kept.map(name => ident(name)))}
      FROM (SELECT ${join(visible)} FROM (${selected})) WHERE ${where}`,
    columns,
    dataVersions,
  }
}

/** A person who asks for an increment did not write these filters: they are part of the definition. */
function compileDepFilters(
  feature: string,
  filters: readonly string[],
  columns: readonly Column[],
): Query {
  try {
    return compileFilters(filters, columns)
  } catch (error) {
    if (!(error instanceof MetaxyError)) throw error
    const {filter, reason = error.message} = error.details
    throw new MetaxyError({
      code: 'SCHEMA_ERROR',
      message: `The filter ${JSON.stringify(filter)} of the dependency on ${feature} cannot be used. ${reason}`,
      hint: 'Correct it in the definition and run `metaxy push` again.',
      details: {feature, filter},
      cause: error,
    })
  }
}

/** What Metaxy refuses to rename, or DuckDB would take for one column (versioning.md §6.2). */
function refuseRenames({dep, spec}: Parent, available: readonly Column[]): void {
  const targets = [...dep.rename.values()]
  const system = targets.find(isSystemColumn)
  if (system !== undefined) throw wrongRename(dep.feature, system, 'which is a column of Metaxy')
  const id = targets.find(name => spec.idColumns.includes(name))
  if (id !== undefined) throw wrongRename(dep.feature, id, 'which is an id column there')
  const twice = targets.find(target => available.filter(sameName(target)).length > 1)
  if (twice !== undefined) {
    throw wrongRename(dep.feature, twice, 'which another of its columns is called, too')
  }
}

function sameName(name: string): (column: Column) => boolean {
  return column => column.name.toLowerCase() === name.toLowerCase()
}

function wrongRename(feature: string, name: string, why: string): MetaxyError {
  return new MetaxyError({
    code: 'SCHEMA_ERROR',
    message: `The dependency on ${feature} renames a column to "${name}", ${why}.`,
    hint: 'Choose another name in its `rename` and push again.',
    details: {feature, column: name},
  })
}

function keptColumns(
  parent: Parent,
  downstream: FeatureSpec,
  available: readonly Column[],
): readonly Column[] {
  const find = (name: string) => {
    const column = available.find(one => one.name === name)
    if (column === undefined) throw unknownColumn(parent.dep.feature, name, available)
    return column
  }
  renamedIdColumns(parent).forEach(find)
  inputIdColumns(parent, downstream).forEach(find)
  return selectedColumns(parent, downstream)?.map(find) ?? available
}

function unknownColumn(feature: string, name: string, available: readonly Column[]): MetaxyError {
  return new MetaxyError({
    code: 'SCHEMA_ERROR',
    message: `The dependency on ${feature} asks for the column "${name}", which its table does not have.`,
    hint: `Its columns are ${available.map(column => column.name).join(', ')}.`,
    details: {feature, column: name},
  })
}
