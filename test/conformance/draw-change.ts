import type {Random} from '../helpers/random.ts'
import {drawFilter} from './draw-filter.ts'
import type {Target} from './targets.ts'

/** What is done to the rows of a feature; `renamed field` is a rebase to a definition that is pushed before it. */
export type ChangeKind =
  | 'delete'
  | 'hard delete'
  | 'restore'
  | 'write'
  | 'rebase'
  | 'renamed field'
  | 'copy'

export const CHANGE_KINDS: readonly ChangeKind[] = [
  'delete',
  'hard delete',
  'restore',
  'write',
  'rebase',
  'renamed field',
  'copy',
]

/** Many of them have nothing to do. */
const TWICE: ReadonlySet<ChangeKind> = new Set(['rebase', 'copy'])

/** A kind of change and the feature that it is tried on. */
export interface DrawnTarget {
  readonly kind: ChangeKind
  readonly target: Target
}

/** So many changes, every possible kind once or twice before any comes again. */
export function drawTargets(
  random: Random,
  targets: readonly Target[],
  number: number,
): readonly DrawnTarget[] {
  const possible = CHANGE_KINDS.filter(kind => targets.some(target => canHave(kind, target)))
  const drawn: DrawnTarget[] = []
  let left: ChangeKind[] = []
  while (drawn.length < number && possible.length > 0) {
    if (left.length === 0) left = [...possible, ...possible.filter(kind => TWICE.has(kind))]
    const [kind = 'delete'] = left.splice(random.below(left.length), 1)
    const able = targets.filter(target => canHave(kind, target))
    const best = able.filter(target => suits(kind, target))
    const choices = best.length > 0 && !random.oneIn(6) ? best : able
    drawn.push({kind, target: random.pick(choices)})
  }
  return drawn
}

function canHave(kind: ChangeKind, target: Target): boolean {
  const {isRoot, readers, versions, ground, holders} = target
  const hasRows = ground.rows.length > 0
  switch (kind) {
    case 'write':
      return !isRoot
    case 'rebase':
      return !isRoot && hasRows && versions.length > 1
    case 'renamed field':
      return !isRoot && hasRows && readers.length === 0
    case 'copy':
      return holders.length > 0 && target.storeNames.length > 1
    default:
      return hasRows
  }
}

/** Whether such a change probably does something. */
function suits(kind: ChangeKind, target: Target): boolean {
  if (kind === 'write' || kind === 'renamed field') return target.expectedRows > 0
  return kind !== 'rebase' || (target.expectedRows > 0 && olderVersions(target).length > 0)
}

function olderVersions({storedVersions, currentVersion}: Target): readonly string[] {
  return storedVersions.filter(version => version !== currentVersion)
}

/** The arguments of a soft delete, of some of the rows. */
export function drawDelete(random: Random, {feature, ground}: Target): readonly string[] {
  return ['delete', feature, '--filter', drawFilter(random, ground), ...drawHistory(random)]
}

/** The arguments of `mxx metadata` for all kinds but `write`, whose rows have to be computed first. */
export function drawLine(
  random: Random,
  kind: Exclude<ChangeKind, 'write'>,
  target: Target,
  stores: {readonly from: string; readonly to: string},
): readonly string[] {
  const {feature, versions, storedVersions, ground} = target
  const filter = random.oneIn(12) ? [] : ['--filter', drawFilter(random, ground)]
  const some = random.oneIn(2) ? filter : []
  switch (kind) {
    case 'delete':
      return ['delete', feature, ...filter, ...drawHistory(random), '--allow-hiding-fallback']
    case 'restore':
      return ['restore', feature, ...some]
    case 'rebase': {
      const older = olderVersions(target)
      const from = older.length > 0 && !random.oneIn(6) ? older : versions
      const to = random.oneIn(3) ? ['--to', random.pick(versions)] : []
      return ['rebase', feature, '--from', random.pick(from), ...to, ...some]
    }
    case 'renamed field':
      return [
        'rebase',
        feature,
        '--from',
        random.pick(storedVersions),
        ...(random.oneIn(3) ? some : []),
      ]
    case 'copy': {
      const flags = [
        ...(random.oneIn(2) ? ['--with-sample-history'] : []),
        ...(random.oneIn(3) ? ['--no-with-feature-history'] : []),
        ...(random.oneIn(3) ? ['--only-missing'] : []),
      ]
      return ['copy', feature, '--from', stores.from, '--to', stores.to, ...flags]
    }
    case 'hard delete': {
      const confirmed = filter.length === 0 ? ['--yes'] : filter
      return ['delete', feature, '--hard', ...confirmed, ...drawHistory(random)]
    }
  }
}

function drawHistory(random: Random): readonly string[] {
  return random.oneIn(2) ? ['--with-feature-history'] : []
}
