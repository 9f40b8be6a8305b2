import type {Sight} from './look.ts'
import type {Differs} from './predictions.ts'
import {PARTS, rowDifference, withoutColumns, withoutNullFields} from './rows.ts'

/** Both programs at the same moment: every read and increment, row by row. */
export function compareSights(when: string, theirs: Sight, ours: Sight, differs: Differs): void {
  for (const [name, rows] of theirs.reads) {
    differs(`${when}, read ${name}`, rowDifference(rows, ours.reads.get(name) ?? null))
  }
  for (const [key, increment] of theirs.increments) {
    const mine = ours.increments.get(key)
    if ('raised' in increment || mine === undefined) continue
    if ('raised' in mine) differs(`${when}, increment of ${key}`, mine.raised)
    else {
      for (const part of PARTS) {
        differs(`${when}, ${part} of ${key}`, rowDifference(increment[part], mine[part]))
      }
    }
  }
}

/**
 * An appended row has its own time and no run; everything else is as it was. A field that a change gave the
 * table a place for has no value in the rows from before.
 */
const NEW_IN_A_ROW = ['metaxy_updated_at', 'metaxy_materialization_id']

/** One program before a delete and after its undo. */
export function compareUndone(
  program: string,
  before: Sight,
  undone: Sight,
  differs: Differs,
): void {
  for (const [name, was] of before.reads) {
    // A deletion over all versions stays visible among the current version's deletions.
    if (name === 'with deletions') continue
    const [then, now] = [was, undone.reads.get(name) ?? null].map(lasting)
    differs(`undone ${program}, read ${name}`, rowDifference(then ?? null, now ?? null))
  }
  for (const [key, was] of before.increments) {
    const is = undone.increments.get(key)
    if (is === undefined || 'raised' in was || 'raised' in is) continue
    for (const part of PARTS) {
      const [then, now] = [was[part], is[part]].map(lasting)
      differs(`undone ${program}, ${part} of ${key}`, rowDifference(then ?? null, now ?? null))
    }
  }
}

function lasting(rows: Parameters<typeof withoutColumns>[0]) {
  return withoutNullFields(withoutColumns(rows, NEW_IN_A_ROW))
}
