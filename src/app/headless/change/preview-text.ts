import type {ChangePreview, IncrementEffect, Preview} from '../../../engine/index.ts'
import {tableText} from '../output/text-table.ts'
import {visibleLines} from '../output/visible-text.ts'

const VERBS = {'soft-delete': 'soft delete', restore: 'restore', undo: 'undo'} as const

/** A preview for people: rows, who sees them, and what is to compute afterwards (commands.md §3). */
export function previewText(preview: Preview): string {
  return preview.changes.map(changeText).join('\n')
}

function changeText(preview: ChangePreview): string {
  const {change, rows, visible, warnings, skipped} = preview
  const effects = [preview.nextIncrement, ...preview.downstream]
  return [
    `${VERBS[change.kind]} ${change.feature} in ${preview.metadataStore}\n`,
    tableText({
      header: ['  rows appended', String(rows)],
      rows: [
        ['  visible', `${visible.before} → ${visible.after}`],
        ...(skipped > 0 ? [['  left alone: newer row', String(skipped)]] : []),
        ...preview.stillShownByVersion.map(still => [
          `  still shown by version ${still.featureVersion}`,
          String(still.rows),
        ]),
      ],
    }),
    tableText({
      header: ['  NEXT INCREMENT', 'NEW', 'STALE', 'ORPHANED'],
      rows: effects.map(effectRow),
    }),
    ...warnings.map(warning => `  Warning: ${visibleLines(warning.message)}\n`),
  ].join('')
}

function effectRow(effect: IncrementEffect): readonly string[] {
  const name = `  ${effect.feature}`
  if (effect.kind === 'not-computed') return [name, `not computed: ${effect.reason}`]
  return [name, ...[effect.new, effect.stale, effect.orphaned].map(moved)]
}

function moved({before, after}: {readonly before: number; readonly after: number}): string {
  return before === after ? String(after) : `${before} → ${after}`
}
