/** Random choices out of a seed: the same seed, the same choices. */
export interface Dice {
  chance(probability: number): boolean
  /** From 0 up to, not including, `below`. */
  whole(below: number): number
  pick<T>(items: readonly T[]): T
  /** Between one and `most` of them, in any order. */
  some<T>(items: readonly T[], most: number): readonly T[]
}

export function diceOf(seed: number): Dice {
  const next = mulberry32(seed)
  const whole = (below: number) => Math.floor(next() * below)
  const pick = <T>(items: readonly T[]): T => {
    const item = items[whole(items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
  return {
    chance: probability => next() < probability,
    whole,
    pick,
    some: (items, most) => {
      const left = [...items]
      const count = Math.min(left.length, 1 + whole(most))
      return Array.from({length: count}, () => left.splice(whole(left.length), 1)).flat()
    },
  }
}

/** A well-known generator of 32-bit state; good enough to draw tests. */
function mulberry32(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
