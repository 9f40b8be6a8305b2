import {and, ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import {MetaxyError, type Warning} from '../errors.ts'
import {missingMembers} from '../metadata-store/evolved-columns.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {IncrementPlan} from '../questions/increment-plan.ts'
import {keptExpected} from '../questions/kept-expected.ts'
import {ROW_ID, selectRows} from '../versioning/select-rows.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {Change} from './change.ts'
import type {ChangeInput, PlannedChange} from './planned-change.ts'
import {candidateIds, type RebaseParts} from './rebase-candidates.ts'
import {rebaseDetails} from './rebase-details.ts'
import {expectedUnder, type RebasedRows, type RebaseTarget, rebasedRows} from './rebased-rows.ts'
import {requireTimes, scopeSelection} from './soft-delete.ts'
import {moment, runId, typeOf} from './stamp.ts'
import {type VersionGraph, versionsOf} from './version-graph.ts'

/**
 * A rebase appends the rows whose newest live one is still of the version `from`, as they are in the
 * version `to` (stores.md §6); the old rows stay.
 *
 * @throws MetaxyError INVALID_INPUT for a root and for unknown versions; as `rebasedRows`.
 */
export async function planRebase(
  change: Extract<Change, {kind: 'rebase'}>,
  input: ChangeInput,
  open: OpenMetadataStore,
): Promise<PlannedChange> {
  const {context, known, source} = input
  const {idColumns, deps} = known.definition.spec
  if (deps.length === 0) throw isRoot(change.feature)
  requireTimes(input)
  const versions = await versionsOf(context, open, change.feature)
  const from = versions.find('--from', change.from)
  const to = versions.find('--to', change.to ?? known.versions.featureVersion)
  const selection = scopeSelection(change.where, input)
  const candidates = selectRows(source, {
    ...selection,
    featureVersion: null,
    where: and([
      sql`metaxy_feature_version = ${from.featureVersion}`,
      ...(selection.where === undefined ? [] : [selection.where]),
    ]),
  })
  const target = targetOf(change.feature, to)
  const expected = await expectedUnder(target.context, open, change.feature)
  const parts = {...input, open, idColumns, candidates, from, to}
  const rows = {feature: change.feature, from: sql`(${candidates})`, columns: source.columns}
  const rebased = rebasedRows(expected, rows, target, [ROW_ID])
  return {
    change,
    idColumns,
    write: {
      kind: 'append',
      target: source,
      selected: rebased.query,
      ...(await selectedFromKept(parts, expected, target)),
      selectedColumns: rebased.columns,
      columns: rebased.columns,
      replaced: stampMicros =>
        new Map([
          ['metaxy_updated_at', moment(stampMicros, typeOf(source.columns, 'metaxy_updated_at'))],
          ['metaxy_deleted_at', raw('NULL')],
          ['metaxy_materialization_id', runId(input.materializationId)],
        ]),
      blind: false,
    },
    skipped: null,
    details: rebaseDetails(parts),
    warnings: [...warningsOf(from, to), ...grown(source, rebased), ...rebased.warnings],
  }
}

/** The same rows, from what the waterfall and the own increment of a preview ask for too. */
async function selectedFromKept(
  parts: RebaseParts,
  expected: IncrementPlan,
  target: RebaseTarget,
): Promise<{selectedFromKept?: Query}> {
  const {keptRows, open, source} = parts
  if (keptRows === undefined) return {}
  const columns = join(source.columns.map(({name}) => ident(name)))
  const rowId = ident(ROW_ID)
  const from = sql`(SELECT ${columns}, ${source.rowId} AS ${rowId} FROM ${source.from}
    WHERE ${source.rowId} IN (SELECT ${rowId} FROM (${await candidateIds(parts)})))`
  const rows = {feature: source.feature, from, columns: source.columns}
  const rebased = rebasedRows(await keptExpected(keptRows, open, expected), rows, target, [ROW_ID])
  return {selectedFromKept: rebased.query}
}

/** @throws MetaxyError INVALID_INPUT for a version that no push has. */
export function targetOf(feature: string, to: VersionGraph): RebaseTarget {
  const {context, featureVersion, projectVersion} = to
  if (context !== null && projectVersion !== null) return {context, featureVersion, projectVersion}
  throw new MetaxyError({
    code: 'INVALID_INPUT',
    message:
      context === null
        ? `Version ${featureVersion} of ${feature} was never pushed: what it expects is not known.`
        : `${feature} cannot be rebased: the graph has several projects and the configuration names none.`,
    hint:
      context === null
        ? 'Run `metaxy push` with its definitions first.'
        : 'Set `project` in metaxy.toml or METAXY_PROJECT.',
    details: {feature, version: featureVersion},
  })
}

function warningsOf(from: VersionGraph, to: VersionGraph): readonly Warning[] {
  return [
    ...(to.isCurrent
      ? []
      : [
          {
            code: 'not_current',
            message: `Version ${to.featureVersion} is not current: usual reads do not show the rows, but a read over all versions shows them before the others.`,
          },
        ]),
    ...(from.context === null
      ? [
          {
            code: 'laundered_not_known',
            message: `Version ${from.featureVersion} was never pushed: whether its rows were out of date already is not known.`,
          },
        ]
      : []),
    ...to.warnings,
  ]
}

/** New fields make by-field structs of the table grow. */
function grown(source: TableSource, {columns}: RebasedRows): readonly Warning[] {
  const names = [...new Set(missingMembers(source.columns, columns).map(({member}) => member.name))]
  if (names.length === 0) return []
  return [
    {
      code: 'struct_grown',
      message: `The table gets places for the new field${names.length > 1 ? 's' : ''} ${names.join(', ')}.`,
      fields: names,
    },
  ]
}

function isRoot(feature: string): MetaxyError {
  return new MetaxyError({
    code: 'INVALID_INPUT',
    message: `${feature} is a root feature: there is no upstream that its rows could be rebased on.`,
    hint: 'Write its samples again; features with dependencies can be rebased.',
    details: {feature},
  })
}
