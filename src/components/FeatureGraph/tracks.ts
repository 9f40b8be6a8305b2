import type {Precedence} from './precedence.ts'
import type {Vertical} from './verticals.ts'

/**
 * The column of each vertical, 0 the leftmost: precedences kept, verticals whose rows overlap in
 * different columns. Among those that may come next the one is taken that makes the fewest
 * crossings with the remaining ones.
 */
export function tracksOf(
  verticals: readonly Vertical[],
  precedences: readonly Precedence[],
): {readonly tracks: ReadonlyMap<Vertical, number>; readonly count: number} {
  const order = leftToRight(verticals, precedences)
  const before = new Map<Vertical, Vertical[]>(verticals.map(vertical => [vertical, []]))
  for (const precedence of precedences) before.get(precedence.after)?.push(precedence.before)
  const tracks = new Map<Vertical, number>()
  let count = 0
  for (const next of order) {
    let track = 0
    for (const other of before.get(next) ?? []) {
      track = Math.max(track, (tracks.get(other) ?? -1) + 1)
    }
    for (const [other, taken] of tracks) {
      if (taken >= track && overlap(other, next)) track = taken + 1
    }
    tracks.set(next, track)
    count = Math.max(count, track + 1)
  }
  return {tracks, count}
}

function leftToRight(
  verticals: readonly Vertical[],
  precedences: readonly Precedence[],
): readonly Vertical[] {
  const count = verticals.length
  const position = new Map(verticals.map((vertical, index) => [vertical, index]))
  const waiting = new Int32Array(count)
  const followers: number[][] = verticals.map(() => [])
  for (const {before, after} of precedences) {
    const late = position.get(after) ?? 0
    followers[position.get(before) ?? 0]?.push(late)
    waiting[late] = (waiting[late] ?? 0) + 1
  }
  // Of each pair, the crossings that the first one causes when it stands left of the second.
  const extra = new Int16Array(count * count)
  const cost = new Int32Array(count)
  for (const [i, one] of verticals.entries()) {
    for (let j = i + 1; j < count; j += 1) {
      const other = verticals[j]
      if (other === undefined || !overlap(one, other)) continue
      const more = crossings(one, other) - crossings(other, one)
      extra[i * count + j] = more
      extra[j * count + i] = -more
      cost[i] = (cost[i] ?? 0) + more
      cost[j] = (cost[j] ?? 0) - more
    }
  }
  const placed = new Uint8Array(count)
  const order: Vertical[] = []
  while (order.length < count) {
    let next = -1
    for (let i = 0; i < count; i += 1) {
      if (placed[i] || waiting[i]) continue
      if (next < 0 || (cost[i] ?? 0) < (cost[next] ?? 0)) next = i
    }
    const vertical = verticals[next]
    if (vertical === undefined) throw new Error('lines wait for each other')
    placed[next] = 1
    order.push(vertical)
    for (const late of followers[next] ?? []) waiting[late] = (waiting[late] ?? 0) - 1
    for (let i = 0; i < count; i += 1) cost[i] = (cost[i] ?? 0) - (extra[i * count + next] ?? 0)
  }
  return order
}

/** Lines of the one that run through the other, when `left` stands left of `right`. */
function crossings(left: Vertical, right: Vertical): number {
  return within(right.west, left) + within(left.east, right)
}

function within(rows: readonly number[], vertical: Vertical): number {
  let count = 0
  for (const row of rows) if (row > vertical.top && row < vertical.bottom) count += 1
  return count
}

function overlap(a: Vertical, b: Vertical): boolean {
  return a.top <= b.bottom && b.top <= a.bottom
}
