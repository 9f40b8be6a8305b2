import type {Base, ChangePreview} from '../../../engine/index.ts'
import {commandOf} from '../../headless/change/command-text.ts'
import {isoTimeOrNull} from '../../headless/output/times.ts'

/** Exactly what the commit runs, what it checks first, and the command that does the same. */
export function operationText(preview: ChangePreview): string {
  return [
    ...preview.statements.map(statement => `${statement.trim()};`),
    '',
    '-- checked in the same transaction before anything is written:',
    ...baseLines(preview.base),
    '',
    '-- the same from the command line:',
    `-- ${commandOf(preview.change, preview.metadataStore)}`,
  ].join('\n')
}

function baseLines(base: Base): readonly string[] {
  return [
    `-- table ${base.table}: ${base.rowCount} rows`,
    `-- newest metaxy_updated_at ${isoTimeOrNull(base.maxUpdatedAtMicros) ?? 'none'}`,
    `-- newest metaxy_deleted_at ${isoTimeOrNull(base.maxDeletedAtMicros) ?? 'none'}`,
    `-- hash over the selected rows ${base.selectedRowsHash}`,
    ...(base.logVersion === null ? [] : [`-- version ${base.logVersion} of its log`]),
  ]
}
