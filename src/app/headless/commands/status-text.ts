import type {FeatureKey, FeatureStatus, Project} from '../../../engine/index.ts'
import type {JsonObject} from '../output/json.ts'
import type {Printer} from '../output/printer.ts'

const GLYPHS: Readonly<Record<FeatureStatus['status'], string>> = {
  missing: '✗',
  root_feature: '○',
  needs_update: '⚠',
  up_to_date: '✓',
  error: '!',
}

/** Work of any class is pending; Metaxy says so of a feature without a table, too. */
export function needsUpdate({counts}: FeatureStatus): boolean {
  return counts !== null && counts.new + counts.stale + counts.orphaned > 0
}

/** The members that Metaxy prints, in its order; those without a value are left out (stores.md §5.4). */
export function statusAsJson(
  status: FeatureStatus,
  metadataStore: Project['chosen'],
  withProgress: boolean,
): JsonObject {
  const {counts, progressPercentage, errorMessage} = status
  return {
    feature_key: status.feature,
    status: status.status,
    needs_update: needsUpdate(status),
    metadata_exists: status.metadataExists,
    store_rows: status.storeRows,
    ...(counts === null
      ? {}
      : {missing: counts.new, stale: counts.stale, orphaned: counts.orphaned}),
    // Of what it could not compute Metaxy prints neither.
    target_version: errorMessage === null ? status.targetVersion : '',
    is_root_feature: errorMessage === null && status.isRootFeature,
    store_metadata: {
      name: metadataStore.name,
      display: metadataStore.display,
      ...(status.resolvedFrom === null ? {} : {resolved_from: {name: status.resolvedFrom}}),
    },
    ...(errorMessage === null ? {} : {error_message: errorMessage}),
    ...(withProgress && progressPercentage !== null
      ? {progress_percentage: progressPercentage}
      : {}),
  }
}

export function statusTable(
  statuses: readonly FeatureStatus[],
  unknown: readonly FeatureKey[],
  withProgress: boolean,
  print: Printer,
): string {
  const notFound = unknown.length === 0 ? '' : `Not in the graph: ${unknown.join(', ')}\n`
  if (statuses.length === 0) return `${notFound}No valid features to check.\n`
  const table = print.table({
    header: ['STATUS', 'FEATURE', 'MATERIALIZED', 'MISSING', 'STALE', 'ORPHANED', 'INFO'],
    rows: statuses.map(status => statusRow(status, withProgress)),
    right: [2, 3, 4, 5],
  })
  return `${table}${notFound}`
}

function statusRow(status: FeatureStatus, withProgress: boolean): readonly string[] {
  const {counts, feature, storeRows, errorMessage, resolvedFrom} = status
  const noInput = withProgress && counts !== null && status.progressPercentage === null
  const figures =
    counts === null || noInput
      ? ['-', '-', '-']
      : [counts.new, counts.stale, counts.orphaned].map(String)
  return [
    noInput ? `${GLYPHS.needs_update} (no input)` : glyphOf(status, withProgress),
    feature,
    status.status === 'error' ? '-' : String(storeRows),
    ...figures,
    errorMessage ?? resolvedFrom ?? '',
  ]
}

function glyphOf({status, progressPercentage}: FeatureStatus, withProgress: boolean): string {
  const glyph = GLYPHS[status]
  return withProgress && progressPercentage !== null
    ? `${glyph} (${progressPercentage.toFixed(0)}%)`
    : glyph
}
