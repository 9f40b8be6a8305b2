import type {EffectGroup, EffectLine} from '../../../components/EffectsTable.tsx'
import {formatCounted, shortHash} from '../../../components/format.ts'
import {
  type ChangePreview,
  hidesFallback,
  type IncrementEffect,
  type Preview,
} from '../../../engine/index.ts'
import {changeTitle} from './describe-change.ts'
import {detailLines} from './effect-details.ts'

/** Every figure of the previews: of each change, then of each feature that reads it directly. */
export function effectGroups(preview: Preview, first: number): readonly EffectGroup[] {
  const all = preview.changes.map((change, at) => ({change, at}))
  // The chosen change comes first.
  const ordered = [...all.slice(first), ...all.slice(0, first)]
  return ordered.flatMap(({change, at}) => {
    const number = all.length > 1 ? ` (change ${at + 1})` : ''
    return [
      {title: `${changeTitle(change.change)}${number}`, lines: ownLines(change)},
      ...downstreamGroup(change, number),
    ]
  })
}

function ownLines(preview: ChangePreview): readonly EffectLine[] {
  const {physical, visible, nextIncrement, stampedVersions, stillShownByVersion} = preview
  return [
    ...hidingLines(preview),
    ...detailLines(preview),
    {kind: 'counts', label: 'visible samples', ...visible},
    {kind: 'counts', label: 'stored rows', ...physical},
    ...incrementLines(nextIncrement, 'next increment here: '),
    ...stampedVersions.map(
      ({featureVersion, projectVersion, rows}): EffectLine => ({
        kind: 'count',
        label: `stamped ${shortHash(featureVersion)}, project ${shortHash(projectVersion)}`,
        count: rows,
      }),
    ),
    ...(onlyAdds(preview) ? [] : stillShownByVersion).map(
      ({featureVersion, rows}): EffectLine => ({
        kind: 'count',
        label: `reads of ${shortHash(featureVersion)} still show`,
        count: rows,
        meaning: 'warning',
      }),
    ),
    ...(preview.skipped === 0
      ? []
      : [
          {
            kind: 'count',
            label: 'left alone: a newer row exists',
            count: preview.skipped,
            meaning: 'warning',
          } as const,
        ]),
    ...otherWarnings(preview).map(
      ({message}): EffectLine => ({kind: 'text', text: `! ${message}`, meaning: 'warning'}),
    ),
  ]
}

/** What adds rows hides none: that old versions still show theirs is nothing to warn about. */
function onlyAdds({change}: ChangePreview): boolean {
  return change.kind === 'rebase' || change.kind === 'copy'
}

function downstreamGroup(
  {change, downstream}: ChangePreview,
  number: string,
): readonly EffectGroup[] {
  const title = `readers of ${change.feature}${number}`
  if (downstream.length === 0) return [{title, lines: [{kind: 'text', text: 'none'}]}]
  return [
    {
      title,
      lines: downstream.flatMap(effect => [
        ...incrementLines(effect, `${effect.feature}: `),
        ...sparedLines(effect),
      ]),
    },
  ]
}

/** Rows of a reader that the next run would have had to touch, and after the change has not. */
function sparedLines(effect: IncrementEffect): readonly EffectLine[] {
  if (effect.kind === 'not-computed') return []
  const before = effect.stale.before + effect.orphaned.before
  const after = effect.stale.after + effect.orphaned.after
  if (before === 0 && after === 0 && effect.new.before === effect.new.after) {
    return [{kind: 'text', text: `${effect.feature}: not affected`, meaning: 'muted'}]
  }
  if (after >= before) return []
  return [
    {kind: 'count', label: `${effect.feature}: spared`, count: before - after, meaning: 'added'},
  ]
}

/** Those that no figure above says already; the Warnings tab has all. */
function otherWarnings(preview: ChangePreview): ChangePreview['warnings'] {
  return preview.warnings.filter(
    ({code}) => !IN_FIGURES.has(code) && !(code === 'hides_fallback' && hidesFallback(preview)),
  )
}

const IN_FIGURES: ReadonlySet<string> = new Set([
  'for_good',
  'old_version_shows',
  'resurfacing',
  'dropped',
  'laundered',
  'conflicts',
])

/** Said before the commit refuses it. */
function hidingLines(preview: ChangePreview): readonly EffectLine[] {
  if (!hidesFallback(preview)) return []
  const {change, metadataStore, resolvedFrom, warnings} = preview
  const count = warnings.find(({code}) => code === 'hides_fallback')?.count
  const hidden = typeof count === 'number' ? formatCounted(count, 'more row') : 'every row'
  const text = `! refused: the tombstones would make a table of ${change.feature} in ${metadataStore}, and it would hide ${hidden} that ${resolvedFrom} has. Copy the feature here first (6, f), or delete in ${resolvedFrom} (--store ${resolvedFrom}).`
  return [{kind: 'text', text, meaning: 'error'}]
}

function incrementLines(effect: IncrementEffect, prefix: string): readonly EffectLine[] {
  if (effect.kind === 'not-computed') {
    return [{kind: 'text', text: `${prefix}not computed. ${effect.reason}`, meaning: 'warning'}]
  }
  return (['new', 'stale', 'orphaned'] as const).map(part => ({
    kind: 'counts',
    label: `${prefix}${part}`,
    ...effect[part],
  }))
}
