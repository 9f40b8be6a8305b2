import {cellParameter} from '../duckdb/cell-value.ts'
import {and, ident, join, type Query, sql} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import {compileFilters} from '../filter/compile-filter.ts'
import type {SampleId} from '../models/cell-value.ts'
import type {FeatureSpec} from '../models/feature-spec.ts'
import {nearNames} from '../models/near-names.ts'
import {type Column, inReadingOrder} from '../models/system-columns.ts'
import {ROW_ID, rowTime, selectRows} from '../versioning/select-rows.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {ReadRequest, SortKey} from './questions.ts'

/** A read put into SQL: which rows, which columns of them, in which order. */
export interface RowQuery {
  /** All stored columns and ROW_ID of the rows. */
  readonly rows: Query
  readonly columns: readonly Column[]
  /** The one that answers. */
  readonly metadataStore: string
  /** Stands after ORDER BY. */
  readonly order: Query
}

/**
 * @param featureVersion the one that is read; null: all of them together.
 * @param isSingle every sample is known to have one row of it.
 * @throws MetaxyError INVALID_FILTER, INVALID_INPUT for columns that the table does not have.
 */
export function rowQuery(
  request: ReadRequest,
  spec: FeatureSpec,
  featureVersion: string | null,
  source: TableSource,
  isSingle: boolean,
): RowQuery {
  const filters = request.filters ?? []
  return {
    rows: selectRows(source, {
      idColumns: spec.idColumns,
      featureVersion,
      ...(isSingle && featureVersion !== null ? {singleRowsOf: featureVersion} : {}),
      sampleHistory: request.withSampleHistory === true,
      softDeleted: request.softDeleted ?? 'hide',
      ...(filters.length === 0 ? {} : {where: compileFilters(filters, source.columns)}),
      ...(request.sample === undefined
        ? {}
        : {samples: sameSample(spec.idColumns, source, request.sample)}),
    }),
    columns:
      request.columns === undefined
        ? inReadingOrder(source.columns)
        : request.columns.map(name => columnOf(source, name)),
    metadataStore: source.metadataStore,
    order: rowOrder(request.sortBy ?? [], spec.idColumns, source),
  }
}

/** The rows of one sample, whatever the types of its ids; null equals null. */
export function sameSample(
  idColumns: readonly string[],
  source: TableSource,
  sample: SampleId,
): Query {
  return and(
    idColumns.map((name, index) => {
      const value = cellParameter(sample[index] ?? null, columnOf(source, name).type)
      return sql`${ident(name)} IS NOT DISTINCT FROM ${value}`
    }),
  )
}

/** The asked keys, then the id columns; nulls last either way; then the time of the row (commands.md §1). */
function rowOrder(
  sortBy: readonly SortKey[],
  idColumns: readonly string[],
  source: TableSource,
): Query {
  const keys = sortBy.map(key => {
    const name = ident(columnOf(source, key.column).name)
    return key.descending ? sql`${name} DESC NULLS LAST` : sql`${name} ASC NULLS LAST`
  })
  const ids = idColumns.map(name => sql`${ident(name)} ASC NULLS LAST`)
  return join([...keys, ...ids, sql`${rowTime(source.columns)} ASC NULLS LAST`, ident(ROW_ID)])
}

function columnOf(source: TableSource, name: string): Column {
  const column = source.columns.find(one => one.name === name)
  if (column !== undefined) return column
  const names = source.columns.map(one => one.name)
  const near = nearNames(name, names)
  throw new MetaxyError({
    code: 'INVALID_INPUT',
    message: `The table of ${source.feature} has no column "${name}".`,
    hint: near.length > 0 ? `Did you mean ${near.join(', ')}?` : `It has ${names.join(', ')}.`,
    details: {feature: source.feature, column: name},
  })
}
