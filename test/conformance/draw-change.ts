import type {Random} from '../helpers/random.ts'
import {drawFilter} from './draw-filter.ts'
import type {Target} from './try-change.ts'

/** A command line that changes rows of a feature, and what it leaves behind. */
export interface DrawnChange {
  readonly kind: 'delete' | 'hard delete' | 'rebase' | 'copy'
  readonly args: readonly string[]
}

/** Half of them soft deletes; rebases between any two versions, copies from any other store. */
export function drawChange(
  random: Random,
  target: Target,
  otherStores: readonly string[],
  chosenStore: string,
): DrawnChange {
  const {feature, versions, isRoot, ground} = target
  const filter = random.oneIn(12) ? [] : ['--filter', drawFilter(random, ground)]
  const history = random.oneIn(2) ? ['--with-feature-history'] : []
  if (random.oneIn(2)) return {kind: 'delete', args: ['delete', feature, ...filter, ...history]}
  const canRebase = !isRoot && versions.length > 1
  if (canRebase && random.oneIn(2)) {
    const to = random.oneIn(2) ? [] : ['--to', random.pick(versions)]
    const some = random.oneIn(2) ? filter : []
    const from = ['--from', random.pick(versions)]
    return {kind: 'rebase', args: ['rebase', feature, ...from, ...to, ...some]}
  }
  if (otherStores.length > 0 && random.oneIn(2)) {
    const stores = ['--from', random.pick(otherStores), '--to', chosenStore]
    const flags = [
      ...(random.oneIn(2) ? ['--with-sample-history'] : []),
      ...(random.oneIn(3) ? ['--no-with-feature-history'] : []),
      ...(random.oneIn(3) ? ['--only-missing'] : []),
    ]
    return {kind: 'copy', args: ['copy', feature, ...stores, ...flags]}
  }
  const confirmed = filter.length === 0 ? ['--yes'] : filter
  return {kind: 'hard delete', args: ['delete', feature, '--hard', ...confirmed, ...history]}
}
