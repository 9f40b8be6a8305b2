import type {ChangePreview, IncrementEffect, Preview} from '../../../engine/index.ts'
import {changeTitle} from '../../screens/changes/describe-change.ts'
import type {Printer} from '../output/printer.ts'

/** A preview for people: rows, who sees them, and what is to compute afterwards (commands.md §3). */
export function previewText(preview: Preview, print: Printer): string {
  return preview.changes.map(change => changeText(change, print)).join('\n')
}

/** What is said beside it, feature by feature. */
export function warningsText(preview: Preview, print: Printer): string {
  return preview.changes
    .flatMap(({change, warnings}) => warnings.map(({message}) => `${change.feature}: ${message}`))
    .map(warning => `Warning: ${print.lines(warning)}\n`)
    .join('')
}

function changeText(preview: ChangePreview, print: Printer): string {
  const {change, rows, visible, skipped, details} = preview
  const removing = preview.physical.after < preview.physical.before
  return [
    `${changeTitle(change)} in ${preview.metadataStore}\n`,
    print.table({
      header: [`  rows ${removing ? 'removed for good' : 'appended'}`, String(rows)],
      rows: [
        ['  visible', `${visible.before} → ${visible.after}`],
        ...detailLines(details).map(([name, count]) => [`  ${name}`, String(count)]),
        ...(skipped > 0 ? [['  left alone: newer row', String(skipped)]] : []),
      ],
    }),
    effectsText([preview.nextIncrement, ...preview.downstream], print),
  ].join('')
}

/** The numbers that only one kind of change has. */
function detailLines(details: ChangePreview['details']): readonly (readonly [string, number])[] {
  switch (details.kind) {
    case 'hard-delete':
      return [['older rows that show again', details.resurfacing.count]]
    case 'rebase':
      return [
        ['candidates', details.candidates.count],
        ...details.dropped.map(one => [`dropped: ${one.reason}`, one.count] as const),
        ['with a data version of their own', details.userVersioned.count],
        ['out of date already', details.laundered.count],
      ]
    case 'copy':
      return [
        ['left out: there already', details.skipped],
        ['other provenance there', details.conflicts.count],
      ]
    case 'none':
      return []
  }
}

/** What this feature and its readers have to compute afterwards. */
function effectsText(effects: readonly IncrementEffect[], print: Printer): string {
  const computed = effects.flatMap(effect => (effect.kind === 'computed' ? [effect] : []))
  const others = effects.flatMap(effect => (effect.kind === 'not-computed' ? [effect] : []))
  const table = print.table({
    header: ['  NEXT INCREMENT', 'NEW', 'STALE', 'ORPHANED'],
    rows: computed.map(effect => [
      `  ${effect.feature}`,
      ...[effect.new, effect.stale, effect.orphaned].map(moved),
    ]),
  })
  return [
    computed.length === 0 ? '' : table,
    ...others.map(({feature, reason}) => `  ${feature}: not computed. ${print.lines(reason)}\n`),
  ].join('')
}

function moved({before, after}: {readonly before: number; readonly after: number}): string {
  return before === after ? String(after) : `${before} → ${after}`
}
