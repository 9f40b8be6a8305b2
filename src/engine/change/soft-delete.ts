import {type Query, sql} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import {compileFilters} from '../filter/compile-filter.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {SampleId} from '../models/cell-value.ts'
import {type RowSelection, selectRows} from '../versioning/select-rows.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {Change, ChangeScope} from './change.ts'
import {creatingTable} from './create-table.ts'
import type {ChangeInput, PlannedChange} from './planned-change.ts'
import {oneOfSamples} from './sample-list.ts'
import {moment, runId, typeOf} from './stamp.ts'
import {writingProjectVersion} from './writing-project.ts'

/**
 * A soft delete appends a tombstone for every row that a read with these filters shows: a copy with
 * the time of deletion, stamped with the current versions and no run (stores.md §5.1).
 *
 * @throws MetaxyError SCHEMA_ERROR when the table cannot hold tombstones or the writing project is not
 *   clear; TABLE_NOT_FOUND when rows of a fallback store need a table that may not be made.
 */
export function planSoftDelete(
  change: Extract<Change, {kind: 'soft-delete'}>,
  input: ChangeInput,
  open: OpenMetadataStore,
): PlannedChange {
  const {source, known, context, materializationId} = input
  const projectVersion = writingProjectVersion(context, source.feature)
  requireTimes(input)
  // A fallback store's rows get their tombstones in front of it.
  const target = source.metadataStore === open.config.name ? source : null
  return {
    change,
    idColumns: known.definition.spec.idColumns,
    warnings: target === null ? [creatingTable(context, change.feature)] : [],
    write: {
      kind: 'append',
      target,
      selectedColumns: source.columns,
      columns: source.columns,
      blind: false,
      selected: selectRows(source, {
        ...scopeSelection(change.where, input),
        featureVersion: change.withFeatureHistory ? null : known.versions.featureVersion,
      }),
      replaced: stampMicros =>
        new Map([
          ['metaxy_deleted_at', moment(stampMicros, typeOf(source.columns, 'metaxy_deleted_at'))],
          ['metaxy_feature_version', sql`${known.versions.featureVersion}`],
          ['metaxy_project_version', sql`${projectVersion}`],
          ['metaxy_materialization_id', runId(materializationId)],
        ]),
    },
    skipped: null,
  }
}

/** The rows that a scope names, among the latest of each sample. */
export function scopeSelection(
  where: ChangeScope,
  input: Pick<ChangeInput, 'source' | 'known'>,
): Omit<RowSelection, 'featureVersion'> {
  const {source, known} = input
  const {idColumns} = known.definition.spec
  switch (where.kind) {
    case 'filter':
      return where.filters.length === 0
        ? {idColumns}
        : {idColumns, where: compileFilters(where.filters, source.columns)}
    case 'samples':
      return {idColumns, samples: sampleCondition(input, where.ids)}
  }
}

/** The row belongs to one of these samples. @throws MetaxyError INVALID_INPUT for ids that are none. */
export function sampleCondition(
  {source, known}: Pick<ChangeInput, 'source' | 'known'>,
  ids: readonly SampleId[],
): Query {
  const {idColumns} = known.definition.spec
  refuseOtherIds(source, idColumns, ids)
  return oneOfSamples(source, idColumns, ids)
}

function refuseOtherIds(
  {feature}: TableSource,
  idColumns: readonly string[],
  ids: readonly SampleId[],
): void {
  const odd = ids.find(id => id.length !== idColumns.length)
  if (odd === undefined) return
  throw new MetaxyError({
    code: 'INVALID_INPUT',
    message: `${JSON.stringify(odd)} is no sample of ${feature}: its id columns are ${idColumns.join(', ')}.`,
    details: {feature, id: odd},
  })
}

/**
 * Appending to a table of an older Metaxy would give rows that no reader understands (stores.md §14);
 * where times are cut, an appended row may not be the newest.
 */
export function requireTimes({source}: ChangeInput): void {
  const missing = ['metaxy_updated_at', 'metaxy_deleted_at', 'metaxy_project_version'].filter(
    name => !source.columns.some(column => column.name === name),
  )
  const coarse = source.columns.find(
    ({name, type}) => /^metaxy_(updated|deleted)_at$/.test(name) && !FINE.includes(type),
  )
  if (coarse !== undefined) {
    throw new MetaxyError({
      code: 'SCHEMA_ERROR',
      message: `The table of ${source.feature} cannot be changed: it keeps ${coarse.name} as ${coarse.type}, without microseconds.`,
      hint: 'It can be read here; let the column be TIMESTAMP WITH TIME ZONE, as Metaxy makes it.',
      details: {feature: source.feature, column: coarse.name},
    })
  }
  if (missing.length === 0) return
  throw new MetaxyError({
    code: 'SCHEMA_ERROR',
    message: `The table of ${source.feature} was made by an older Metaxy: it lacks ${missing.join(', ')}.`,
    hint: 'It can be read here; write the feature once with Metaxy 0.1 or later to change it.',
    details: {feature: source.feature, missing},
  })
}

const FINE = ['TIMESTAMP WITH TIME ZONE', 'TIMESTAMP', 'TIMESTAMP_NS']
