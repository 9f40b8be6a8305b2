import type {EffectLine} from '../../../components/effect-lines.ts'
import {shortHash} from '../../../components/format.ts'
import type {ChangeDetails, ChangePreview} from '../../../engine/index.ts'
import {isIrreversible} from '../../../store/changes/commit.ts'
import {droppedLabel} from './row-groups.ts'

/** What is written or removed, and the numbers that only this kind of change has. */
export function detailLines(preview: ChangePreview): readonly EffectLine[] {
  const {details, rows, change, physical} = preview
  switch (details.kind) {
    case 'none': {
      if (isIrreversible(change)) return [removed(rows)]
      const takesAway = physical.after < physical.before
      return takesAway
        ? [figure('rows taken away, with the table', -rows)]
        : [figure('rows appended', rows)]
    }
    case 'hard-delete':
      return [
        removed(rows),
        warnAbout('! older rows that come back', details.resurfacing.count),
      ].flatMap(line => line ?? [])
    case 'rebase':
      return rebaseLines(details, rows)
    case 'copy':
      return [
        figure('rows appended', rows),
        figure('left out: present here already', details.skipped),
        warnAbout('! in both, with other provenance', details.conflicts.count),
      ].flatMap(line => line ?? [])
  }
}

/** The waterfall: from all rows of the old version to those that are appended. */
function rebaseLines(
  details: Extract<ChangeDetails, {kind: 'rebase'}>,
  rows: number,
): readonly EffectLine[] {
  const to = `${shortHash(details.to)}${details.isCurrent ? ' (current)' : ''}`
  return [
    figure(`candidates: newest under ${shortHash(details.from)}`, details.candidates.count),
    figure('joined with upstream', details.joined.count),
    ...details.dropped.map(({reason, count}) => figure(droppedLabel(reason), -count)),
    figure(`appended under ${to}`, rows),
    figure('  keep their own data version', details.userVersioned.count),
    warnAbout('! out of date already (laundered)', details.laundered.count),
    {
      kind: 'text',
      text: 'A rebase asserts that the old results are still right. Enter opens the rows behind each number.',
      meaning: 'muted',
    } as const,
  ].flatMap(line => line ?? [])
}

function removed(rows: number): EffectLine {
  return {kind: 'count', label: 'rows removed for good', count: -rows, meaning: 'removed'}
}

function figure(label: string, count: number): EffectLine {
  return {kind: 'count', label, count}
}

function warnAbout(label: string, count: number): EffectLine | null {
  return count === 0 ? null : {kind: 'count', label, count, meaning: 'warning'}
}
