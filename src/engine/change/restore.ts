import {raw} from '../duckdb/sql.ts'
import {selectRows} from '../versioning/select-rows.ts'
import type {Change} from './change.ts'
import type {ChangeInput, PlannedChange} from './planned-change.ts'
import {requireTimes, scopeSelection} from './soft-delete.ts'
import {moment, runId, typeOf} from './stamp.ts'

/**
 * A restore appends the newest soft-deleted row of each matching sample as a live one: versions,
 * provenance and user columns kept, written now, no run (commands.md §3). The filter is judged on the
 * tombstone; a sample with a newer live row is none of its samples.
 */
export function planRestore(
  change: Extract<Change, {kind: 'restore'}>,
  input: ChangeInput,
): PlannedChange {
  const {source, known} = input
  requireTimes(input)
  return {
    change,
    idColumns: known.definition.spec.idColumns,
    write: {
      kind: 'append',
      target: source,
      selectedColumns: source.columns,
      columns: source.columns,
      blind: false,
      selected: selectRows(source, {
        ...scopeSelection(change.where, input),
        featureVersion: known.versions.featureVersion,
        softDeleted: 'only',
      }),
      replaced: stampMicros =>
        new Map([
          ['metaxy_updated_at', moment(stampMicros, typeOf(source.columns, 'metaxy_updated_at'))],
          ['metaxy_deleted_at', raw('NULL')],
          ['metaxy_materialization_id', runId(input.materializationId)],
        ]),
    },
    skipped: null,
  }
}
