import {and, ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import type {Warning} from '../errors.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import {type KnownFeature, knownFeature} from '../questions/known-feature.ts'
import {readableTable} from '../questions/readable-table.ts'
import {selectRows} from '../versioning/select-rows.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {Change} from './change.ts'
import {copiedColumns} from './copied-columns.ts'
import {copyDetails, presentAlready} from './copy-details.ts'
import {openSource} from './copy-source.ts'
import {creatingTable} from './create-table.ts'
import {emptyTable} from './empty-table.ts'
import type {PlannedChange} from './planned-change.ts'
import {requireTimes, scopeSelection} from './soft-delete.ts'
import type {Staging} from './staging.ts'
import {moment, runId, typeOf} from './stamp.ts'

export type Copy = Extract<Change, {kind: 'copy'}>

/**
 * A copy appends rows that a read of another metadata store's own table shows: versions, provenance and
 * creation kept, written now, tombstones never (stores.md §5.5). A feature that the other store does not
 * have has nothing to copy.
 *
 * @throws MetaxyError TABLE_NOT_FOUND when the table would have to be made and may not; INVALID_INPUT
 *   for a copy from the store itself; what opening the other store throws.
 */
export async function planCopy(
  change: Copy,
  {context, materializationId}: Staging,
  open: OpenMetadataStore,
): Promise<PlannedChange> {
  const {feature} = change
  const known = knownFeature(context, feature)
  const {spec} = known.definition
  const from = await openSource(context, open, change.from)
  const own = await readableTable(open, spec, 'own')
  if (own !== null) requireTimes({context, known, source: own, materializationId})
  const found = await readableTable(from, spec, 'own')
  const source = found ?? emptyTable(from, feature, spec.idColumns)
  const shown = selectRows(source, selectionOf(change, known, source))
  const columns = copiedColumns(source, own, spec)
  const cells = columns.map(({name, value}) => sql`${value} AS ${ident(name)}`)
  const present = own === null ? null : presentAlready(own, spec.idColumns)
  const missing = change.onlyMissing && present !== null ? sql`NOT ${present}` : raw('TRUE')
  return {
    change,
    idColumns: spec.idColumns,
    write: {
      kind: 'append',
      target: own,
      selected: sql`SELECT ${join(cells)} FROM (
${shown}
) AS s WHERE ${missing}`,
      selectedColumns: columns.map(({name, type}) => ({name, type})),
      columns: columns.map(({name, type}) => ({name, type})),
      replaced: stampMicros =>
        new Map<string, Query>([
          ['metaxy_updated_at', moment(stampMicros, typeOf(columns, 'metaxy_updated_at'))],
          ['metaxy_materialization_id', runId(materializationId)],
        ]),
      blind: false,
    },
    skipped: null,
    details: copyDetails({change, known, open, own, shown}),
    warnings: [
      ...(found === null ? [notInSource(change)] : []),
      ...(found !== null && own === null ? [creatingTable(context, feature)] : []),
    ],
  }
}

function selectionOf(change: Copy, known: KnownFeature, source: TableSource) {
  const selection = scopeSelection(change.where, {source, known})
  const snapshot =
    change.fromSnapshot === null ? [] : [sql`metaxy_project_version = ${change.fromSnapshot}`]
  const filters = [...(selection.where === undefined ? [] : [selection.where]), ...snapshot]
  return {
    ...selection,
    featureVersion: change.withFeatureHistory ? null : known.versions.featureVersion,
    sampleHistory: change.withSampleHistory,
    ...(filters.length === 0 ? {} : {where: and(filters)}),
  }
}

function notInSource({feature, from}: Copy): Warning {
  return {
    code: 'not_in_source',
    message: `${feature} has no table in metadata store "${from}": nothing is copied.`,
    feature,
    store: from,
  }
}
