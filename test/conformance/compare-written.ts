import type {Differs} from './predictions.ts'
import {rowDifference} from './rows.ts'
import type {Target} from './targets.ts'
import type {Sights} from './try-change.ts'

/**
 * After what an increment says was written, the next one has nothing new and nothing stale, and the same
 * orphaned rows. Samples with a null in their id match no stored row and stay new.
 */
export function compareWritten(
  {feature, ground}: Target,
  before: Sights,
  after: Sights,
  differs: Differs,
): void {
  for (const [program, then, now] of [
    ['mxx', before.ours, after.ours],
    ['the real Metaxy', before.theirs, after.theirs],
  ] as const) {
    const [was, is] = [then.increments.get(feature), now.increments.get(feature)]
    if (was === undefined || is === undefined || 'raised' in was || 'raised' in is) continue
    const left = [...is.new, ...is.stale].filter(row =>
      ground.idColumns.every(name => row[name] !== null),
    )
    differs(`left to do in ${program}`, rowDifference([], left))
    differs(`orphaned in ${program}`, rowDifference(was.orphaned, is.orphaned))
  }
}
