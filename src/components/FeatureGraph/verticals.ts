import {arrivalRow, type Branch, branchesBy, exitRow} from './branches.ts'
import type {Bundle, Net} from './nets.ts'

/** A vertical line of a channel: lines come in from the left and leave to the right, never back. */
export interface Vertical {
  /** Rows of the lines that come in. */
  readonly west: readonly number[]
  /** Rows of the lines that leave. */
  readonly east: readonly number[]
  readonly top: number
  readonly bottom: number
}

/** All verticals of a channel, by what they are for. */
export interface Verticals {
  readonly all: readonly Vertical[]
  /** Gathers the rows of a net into its main row. */
  readonly gathers: ReadonlyMap<Net, Vertical>
  /** From the main row of a net to the rows where it branches off; two when the main row goes on. */
  readonly trunks: ReadonlyMap<Net, readonly Vertical[]>
  /** From the rows where nets arrive to the row of their target; two when that row is in between. */
  readonly entries: ReadonlyMap<number, readonly Vertical[]>
  /** From the row of a target to the other rows of its bundle. */
  readonly spreads: ReadonlyMap<number, Vertical>
}

/**
 * The verticals that the branches need. A vertical passes a row where a line both comes in and
 * leaves only with one of its ends: four arms in a cell always mean a crossing.
 */
export function verticalsOf(
  nets: readonly Net[],
  bundles: readonly Bundle[],
  branches: readonly Branch[],
): Verticals {
  const {ofNet, toTarget} = branchesBy(branches)
  const gathers = new Map<Net, Vertical>()
  const trunks = new Map<Net, readonly Vertical[]>()
  const entries = new Map<number, readonly Vertical[]>()
  for (const net of nets) {
    if (net.rows.length > 1) gathers.set(net, vertical(net.rows, [net.main]))
    const own = ofNet.get(net) ?? []
    const exits = own.flatMap(branch => exitRow(branch) ?? [])
    const goesOn = own.some(branch => branch.kind === 'straight' || branch.kind === 'direct')
    if (exits.length > 0)
      trunks.set(
        net,
        sides(exits, net.main, goesOn, rows => vertical([net.main], rows)),
      )
  }
  for (const [target, arriving] of toTarget) {
    const rows = arriving.flatMap(branch => arrivalRow(branch) ?? [])
    const carried = rows.length < arriving.length
    if (rows.length > 0)
      entries.set(
        target,
        sides(rows, target, carried, from => vertical(from, [target])),
      )
  }
  const spreads = new Map(
    bundles
      .filter(({rows}) => rows.length > 1)
      .map(({rows, main}) => [
        main,
        vertical(
          [main],
          rows.filter(row => row !== main),
        ),
      ]),
  )
  const several = [...trunks.values(), ...entries.values()].flat()
  const all = [...gathers.values(), ...several, ...spreads.values()]
  return {all, gathers, trunks, entries, spreads}
}

/** The one of several verticals that touches a row. */
export function touching(
  verticals: readonly Vertical[] | undefined,
  row: number,
): Vertical | undefined {
  return verticals?.find(({west, east}) => west.includes(row) || east.includes(row))
}

function sides(
  rows: readonly number[],
  middle: number,
  apart: boolean,
  make: (rows: readonly number[]) => Vertical,
): readonly Vertical[] {
  if (!apart) return [make(rows)]
  const parts = [rows.filter(row => row < middle), rows.filter(row => row > middle)]
  return parts.filter(part => part.length > 0).map(make)
}

function vertical(west: readonly number[], east: readonly number[]): Vertical {
  return {west, east, top: Math.min(...west, ...east), bottom: Math.max(...west, ...east)}
}
