import {and, ident, sql} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import {compileFilters} from '../filter/compile-filter.ts'
import {answeringTable} from '../metadata-store/answering-table.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {Column} from '../models/system-columns.ts'
import type {ReadRequest} from '../questions/questions.ts'
import {plannedRows} from '../questions/read-rows.ts'
import type {TableSource} from '../versioning/table-source.ts'
import {type FeatureRows, featureRows, type PlannedRows} from './feature-rows.ts'
import {contextOf, type Feature, type Filters, filterTexts, type Home, keyOf} from './home.ts'

/** What Metaxy's `read` takes (stores.md §4.2). */
export interface ReadOptions {
  /** Exactly this feature version, with its history. */
  readonly featureVersion?: string
  /** Judged last, over the rows that are left. */
  readonly filters?: Filters
  readonly columns?: readonly string[]
  readonly allowFallback?: boolean
  readonly withFeatureHistory?: boolean
  readonly withSampleHistory?: boolean
  readonly includeSoftDeleted?: boolean
}

/** @throws MetaxyError FEATURE_NOT_WRITTEN, INVALID_FILTER, INVALID_INPUT: at once, not when rows are asked. */
export async function readFeature(
  home: Home,
  named: Feature,
  options: ReadOptions,
): Promise<FeatureRows> {
  home.modes.checkOpen()
  const feature = await keyOf(home, named)
  const rows = feature.startsWith(SYSTEM)
    ? systemRows(home, feature, options)
    : featureRows(home, feature, (context, open) =>
        plannedRows(context, open, requestOf(feature, options)),
      )
  await rows.columns()
  return rows
}

/** All rows of the metadata store's own table, whatever they are; null when it has none. */
export async function readInStore(
  home: Home,
  named: Feature,
  {filters, columns, featureVersion}: Pick<ReadOptions, 'filters' | 'columns' | 'featureVersion'>,
): Promise<FeatureRows | null> {
  home.modes.checkOpen()
  const feature = await keyOf(home, named)
  const context = await contextOf(home)
  const there = await context.metadataStore.reading(async open => open.table(feature))
  if (there === null) return null
  const rows = featureRows(home, feature, async (_, open) => {
    const source = await open.table(feature)
    if (source === null) throw notWritten(feature, open)
    return rawRows(source, filters, columns, featureVersion)
  })
  await rows.columns()
  return rows
}

const SYSTEM = 'metaxy-system/'

function requestOf(feature: FeatureKey, options: ReadOptions): ReadRequest {
  const {columns, featureVersion} = options
  return {
    feature,
    filters: filterTexts(options.filters),
    withFeatureHistory: options.withFeatureHistory ?? false,
    withSampleHistory: options.withSampleHistory ?? false,
    softDeleted: options.includeSoftDeleted === true ? 'show' : 'hide',
    allowFallbackStores: options.allowFallback ?? true,
    ...(columns === undefined ? {} : {columns}),
    ...(featureVersion === undefined ? {} : {featureVersion}),
  }
}

/** System tables have no versions of features: all their rows are read. */
function systemRows(home: Home, feature: FeatureKey, options: ReadOptions): FeatureRows {
  if (options.withFeatureHistory !== true) {
    throw new MetaxyError({
      code: 'INVALID_INPUT',
      message: `${feature} is a system table: its rows are no rows of a feature version.`,
      hint: 'Read it with withFeatureHistory: true.',
      details: {feature},
    })
  }
  return featureRows(home, feature, async (_, open) => {
    const source = await answeringTable(open, feature)
    if (source === null) throw notWritten(feature, open)
    return rawRows(source, options.filters, options.columns, undefined)
  })
}

function rawRows(
  source: TableSource,
  filters: Filters | undefined,
  names: readonly string[] | undefined,
  featureVersion: string | undefined,
): PlannedRows {
  const where = and([
    ...(featureVersion === undefined ? [] : [sql`metaxy_feature_version = ${featureVersion}`]),
    compileFilters(filterTexts(filters), source.columns),
  ])
  const columns: readonly Column[] =
    names === undefined ? source.columns : names.map(name => columnOf(source, name))
  const cells = source.columns.map(({name}) => ident(name))
  return {
    rows: sql`SELECT ${cells.reduce((list, cell) => sql`${list}, ${cell}`)} FROM ${source.from} WHERE ${where}`,
    columns,
    metadataStore: source.metadataStore,
  }
}

function columnOf({feature, columns}: TableSource, name: string): Column {
  const found = columns.find(column => column.name === name)
  if (found !== undefined) return found
  throw new MetaxyError({
    code: 'INVALID_INPUT',
    message: `The table of ${feature} has no column "${name}".`,
    hint: `It has ${columns.map(column => column.name).join(', ')}.`,
    details: {feature, column: name},
  })
}

function notWritten(feature: FeatureKey, {config}: OpenMetadataStore): MetaxyError {
  return new MetaxyError({
    code: 'FEATURE_NOT_WRITTEN',
    message: `Metadata store "${config.name}" has no table for ${feature}.`,
    hint: feature.startsWith(SYSTEM)
      ? 'Run `metaxy push`.'
      : 'Its rows appear when they are written.',
    details: {feature},
  })
}
