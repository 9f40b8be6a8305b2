/** A wire through the channel between two layers; pins are known by their rows, one pin a row. */
export interface ChannelWire {
  readonly left: number
  readonly right: number
}

/** Left pins that are connected to the same right pins. */
export interface Net {
  readonly rows: readonly number[]
  /** The row it goes on from; all rows are gathered there first when they are several. */
  readonly main: number
  /** Main rows of the bundles it leads to. */
  readonly targets: readonly number[]
}

/** Right pins that the same nets lead to, when these are several; else a single right pin. */
export interface Bundle {
  readonly rows: readonly number[]
  /** The row where the nets meet; from there it spreads to all rows. */
  readonly main: number
}

/** Wires that may be drawn as one: by what they lead to, then by where they come from. */
export function netsOf(wires: readonly ChannelWire[]): {
  readonly nets: readonly Net[]
  readonly bundles: readonly Bundle[]
} {
  const joined = grouped(
    wires,
    wire => wire.left,
    wire => wire.right,
  )
  const toJoined = joined.flatMap((group, index) =>
    group.others.map(right => ({net: index, right})),
  )
  const bundles = grouped(
    toJoined,
    wire => wire.right,
    wire => wire.net,
  ).flatMap(group => {
    const rows = ascending(group.members)
    // What one net alone leads to, its own trunk spreads.
    if (group.others.length === 1) return rows.map(row => ({rows: [row], main: row}))
    const from = group.others.flatMap(index => joined[index]?.members ?? [])
    return [{rows, main: outermost(rows, from)}]
  })
  const mainOf = new Map(bundles.flatMap(({rows, main}) => rows.map(row => [row, main] as const)))
  const nets = joined.flatMap(({members, others}): readonly Net[] => {
    const rows = ascending(members)
    const targets = [...new Set(ascending(others).map(row => mainOf.get(row) ?? row))]
    // Nets with a single target meet there anyway, each on its own row.
    return targets.length === 1
      ? rows.map(row => ({rows: [row], main: row, targets}))
      : [{rows, main: outermost(rows, targets), targets}]
  })
  return {nets, bundles}
}

/** Members that have exactly the same others. */
function grouped<T>(
  pairs: readonly T[],
  member: (pair: T) => number,
  other: (pair: T) => number,
): readonly {readonly members: readonly number[]; readonly others: readonly number[]}[] {
  const othersOf = new Map<number, Set<number>>()
  for (const pair of pairs) {
    const known = othersOf.get(member(pair))
    if (known === undefined) othersOf.set(member(pair), new Set([other(pair)]))
    else known.add(other(pair))
  }
  const groups = new Map<string, {members: number[]; others: readonly number[]}>()
  for (const [one, found] of othersOf) {
    const others = ascending([...found])
    const group = groups.get(others.join())
    if (group === undefined) groups.set(others.join(), {members: [one], others})
    else group.members.push(one)
  }
  return [...groups.values()]
}

/** Of the first and the last row the one nearer to others: inside, four arms would look like a crossing. */
function outermost(rows: readonly number[], others: readonly number[]): number {
  const centre = others.reduce((sum, row) => sum + row, 0) / others.length
  const top = rows[0] ?? 0
  const bottom = rows.at(-1) ?? top
  return Math.abs(top - centre) <= Math.abs(bottom - centre) ? top : bottom
}

function ascending(rows: readonly number[]): readonly number[] {
  return [...rows].sort((a, b) => a - b)
}
