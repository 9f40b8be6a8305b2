import type {Base, ChangePreview, IncrementEffect} from '../../../engine/index.ts'
import {detailsAsJson, type JsonObject} from '../output/json.ts'
import {isoTimeOrNull} from '../output/times.ts'

/** One feature of a delete, restore or undo (commands.md §3). */
export function changeAsJson(preview: ChangePreview, operation: string | null): JsonObject {
  return {
    feature: preview.change.feature,
    ...(operation === null ? {} : {operation}),
    rows: preview.rows,
    rows_physical: Math.abs(preview.physical.after - preview.physical.before),
    store: preview.metadataStore,
    resolved_from: preview.resolvedFrom,
    visible_before: preview.visible.before,
    visible_after: preview.visible.after,
    next_increment: withoutFeature(effectAsJson(preview.nextIncrement)),
    ...(preview.change.kind === 'undo' ? {skipped: preview.skipped} : {}),
    ...(preview.details.kind === 'hard-delete'
      ? {resurfacing: preview.details.resurfacing.count}
      : {}),
    warnings: preview.warnings.map(detailsAsJson),
    downstream: preview.downstream.map(effectAsJson),
    stamped_versions: preview.stampedVersions.map(({featureVersion, projectVersion, rows}) => ({
      feature_version: featureVersion,
      project_version: projectVersion,
      rows,
    })),
    still_shown_by_version: preview.stillShownByVersion.map(({featureVersion, rows}) => ({
      feature_version: featureVersion,
      rows,
    })),
    statements: preview.statements,
    base: baseAsJson(preview.base),
  }
}

export function baseAsJson(base: Base): JsonObject {
  return {
    table: base.table,
    row_count: base.rowCount,
    max_updated_at: isoTimeOrNull(base.maxUpdatedAtMicros),
    max_deleted_at: isoTimeOrNull(base.maxDeletedAtMicros),
    selected_rows_hash: base.selectedRowsHash,
    ...(base.logVersion === null ? {} : {log_version: base.logVersion}),
  }
}

function effectAsJson(effect: IncrementEffect): JsonObject {
  switch (effect.kind) {
    case 'computed': {
      const {feature, new: added, stale, orphaned} = effect
      return {feature, new: {...added}, stale: {...stale}, orphaned: {...orphaned}}
    }
    case 'not-computed':
      return {feature: effect.feature, not_computed: effect.reason}
  }
}

function withoutFeature({feature, ...effect}: JsonObject): JsonObject {
  return effect
}
