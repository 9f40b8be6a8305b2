import {type Branch, branchesBy} from './branches.ts'
import type {Bundle, Net} from './nets.ts'
import type {Vertical, Verticals} from './verticals.ts'

/** `before` must stand left of `after`. */
export interface Precedence {
  readonly before: Vertical
  readonly after: Vertical
  /** The row whose left line ends at `before` and whose right line begins at `after`. */
  readonly row: number | undefined
}

/**
 * Which verticals must stand left of which: along a line in the order in which it is followed; and
 * where a left and a right line share a row, the left one must have ended before the right one begins.
 */
export function precedencesOf(
  nets: readonly Net[],
  bundles: readonly Bundle[],
  branches: readonly Branch[],
  {gathers, trunks, entries, spreads}: Verticals,
): readonly Precedence[] {
  const found: Precedence[] = []
  const order = (before: readonly Vertical[], after: readonly Vertical[], row?: number) => {
    for (const left of before) {
      for (const right of after) if (left !== right) found.push({before: left, after: right, row})
    }
  }
  const {ofNet} = branchesBy(branches)
  const onLeftLine = new Map<number, readonly Vertical[]>()
  for (const net of nets) {
    const gather = list(gathers.get(net))
    const trunk = trunks.get(net) ?? []
    const own = ofNet.get(net) ?? []
    const ends = own
      .filter(branch => branch.kind === 'direct')
      .flatMap(branch => touchingRow(entries.get(branch.target), net.main))
    order(gather, [...trunk, ...ends])
    order(trunk, ends)
    for (const row of net.rows) onLeftLine.set(row, gather)
    onLeftLine.set(net.main, [...gather, ...trunk, ...ends])
  }
  const onRightLine = new Map<number, readonly Vertical[]>()
  for (const branch of branches) {
    const entry = entries.get(branch.target) ?? []
    const trunk = trunks.get(branch.net) ?? []
    if (branch.kind === 'trunk') {
      const carrier = touchingRow(trunk, branch.target)
      order(carrier, entry)
      onRightLine.set(branch.target, [...carrier, ...entry])
    }
    if (branch.kind === 'detour') {
      order(touchingRow(trunk, branch.row), touchingRow(entry, branch.row))
    }
    if (!onRightLine.has(branch.target)) onRightLine.set(branch.target, [...entry])
  }
  for (const {rows, main} of bundles) {
    const spread = list(spreads.get(main))
    const line = onRightLine.get(main) ?? []
    order(line, spread)
    for (const row of rows) onRightLine.set(row, spread)
    onRightLine.set(main, [...line, ...spread])
  }
  for (const [row, right] of onRightLine) order(onLeftLine.get(row) ?? [], right, row)
  return found
}

/** Cycles of precedences that have no vertical in common; none when there is no cycle at all. */
export function findCycles(
  verticals: readonly Vertical[],
  precedences: readonly Precedence[],
): readonly (readonly Precedence[])[] {
  const next = new Map<Vertical, Precedence[]>()
  for (const precedence of precedences) {
    const known = next.get(precedence.before)
    if (known === undefined) next.set(precedence.before, [precedence])
    else known.push(precedence)
  }
  const cycles: (readonly Precedence[])[] = []
  const done = new Set<Vertical>()
  const path: Precedence[] = []
  const onPath = new Set<Vertical>()
  // True when a cycle was found: everything on the way to it is done with.
  const visit = (vertical: Vertical): boolean => {
    if (onPath.has(vertical)) {
      cycles.push(path.slice(path.findIndex(step => step.before === vertical)))
      return true
    }
    if (done.has(vertical)) return false
    onPath.add(vertical)
    let found = false
    for (const precedence of next.get(vertical) ?? []) {
      path.push(precedence)
      found = visit(precedence.after)
      path.pop()
      if (found) break
    }
    onPath.delete(vertical)
    done.add(vertical)
    return found
  }
  for (const vertical of verticals) visit(vertical)
  return cycles
}

function touchingRow(verticals: readonly Vertical[] | undefined, row: number): readonly Vertical[] {
  return (verticals ?? []).filter(({west, east}) => west.includes(row) || east.includes(row))
}

function list<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value]
}
