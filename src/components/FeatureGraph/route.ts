import {arrivalRow, type Branch, branchesOf, exitRow} from './branches.ts'
import {type ChannelWire, type Net, netsOf} from './nets.ts'
import {findCycles, type Precedence, precedencesOf} from './precedence.ts'
import {tracksOf} from './tracks.ts'
import {touching, type Verticals, verticalsOf} from './verticals.ts'

/** A corner of a line: the column of a vertical, and the row on which the line goes on. */
export interface Bend {
  readonly track: number
  readonly row: number
}

export interface RoutedChannel {
  /** Columns of verticals. */
  readonly tracks: number
  /** How a wire goes from its left to its right pin; empty for a straight one. */
  readonly bends: (wire: ChannelWire) => readonly Bend[]
}

/**
 * The ways of all wires between two layers. Whoever follows a line from the left, never going back
 * and straight on where lines cross, comes to exactly the right pins that its pin is wired to.
 */
export function routeChannel(wires: readonly ChannelWire[]): RoutedChannel {
  const {nets, bundles} = netsOf(wires)
  const freeRow = freeRows(wires)
  let branches: readonly Branch[] = branchesOf(nets, freeRow)
  let verticals = verticalsOf(nets, bundles, branches)
  let precedences = precedencesOf(nets, bundles, branches, verticals)
  for (;;) {
    const cycles = findCycles(verticals.all, precedences)
    if (cycles.length === 0) break
    const before = branches
    for (const cycle of cycles) branches = withDetour(branches, verticals, cycle, freeRow)
    if (branches === before) throw new Error('a cycle of lines without a line to move')
    verticals = verticalsOf(nets, bundles, branches)
    precedences = precedencesOf(nets, bundles, branches, verticals)
  }
  const {tracks, count} = tracksOf(verticals.all, precedences)
  const branchOf = new Map(branches.map(branch => [branchName(branch.net, branch.target), branch]))
  const mainOf = new Map(bundles.flatMap(({rows, main}) => rows.map(row => [row, main] as const)))
  const netOf = new Map(nets.flatMap(net => net.rows.map(row => [row, net] as const)))
  return {
    tracks: count,
    bends: ({left, right}) => {
      const net = netOf.get(left)
      const branch = net && branchOf.get(branchName(net, mainOf.get(right) ?? right))
      if (branch === undefined) return []
      return stations(left, right, branch, verticals).map(([vertical, row]) => ({
        track: tracks.get(vertical) ?? 0,
        row,
      }))
    },
  }
}

/** The verticals a wire goes along, each with the row it leaves it on. */
function stations(left: number, right: number, branch: Branch, verticals: Verticals) {
  const {gathers, trunks, entries, spreads} = verticals
  const {net, target} = branch
  const gather = left === net.main ? undefined : gathers.get(net)
  const exit = exitRow(branch)
  const trunk = exit === undefined ? undefined : touching(trunks.get(net), exit)
  const arrival = arrivalRow(branch)
  const entry = arrival === undefined ? undefined : touching(entries.get(target), arrival)
  const spread = right === target ? undefined : spreads.get(target)
  return [
    ...(gather === undefined ? [] : [[gather, net.main] as const]),
    ...(trunk === undefined || exit === undefined ? [] : [[trunk, exit] as const]),
    ...(entry === undefined ? [] : [[entry, target] as const]),
    ...(spread === undefined ? [] : [[spread, right] as const]),
  ]
}

/**
 * The branches without the given cycle: one of its lines takes a row of its own, where no other line
 * can stand in its way.
 */
function withDetour(
  branches: readonly Branch[],
  {trunks, entries}: Verticals,
  cycle: readonly Precedence[],
  freeRow: (near: Branch) => number,
): readonly Branch[] {
  const detoured = branches.find(branch => {
    if (branch.kind === 'trunk') {
      const trunk = touching(trunks.get(branch.net), branch.target)
      return cycle.some(({after, row}) => after === trunk && row === branch.target)
    }
    if (branch.kind !== 'direct') return false
    const entry = touching(entries.get(branch.target), branch.net.main)
    return cycle.some(({before, row}) => before === entry && row === branch.net.main)
  })
  // Moved already on behalf of another cycle.
  if (detoured === undefined) return branches
  const {net, target} = detoured
  const detour: Branch = {kind: 'detour', net, target, row: freeRow(detoured)}
  return branches.map(branch => (branch === detoured ? detour : branch))
}

/** Hands out rows that no pin uses, each once, as near to the target of the branch as there are. */
function freeRows(wires: readonly ChannelWire[]): (near: Branch) => number {
  const used = new Set(wires.flatMap(({left, right}) => [left, right]))
  return ({net, target}) => {
    const towards = net.main < target ? -1 : 1
    for (let distance = 1; ; distance += 1) {
      for (const row of [target + towards * distance, target - towards * distance]) {
        if (used.has(row)) continue
        used.add(row)
        return row
      }
    }
  }
}

function branchName(net: Net, target: number): string {
  return `${net.main} ${target}`
}
