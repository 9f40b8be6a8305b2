/** Repeatable chance: the same seed gives the same choices. */
export interface Random {
  /** From 0 up to, not including, the limit. */
  below(limit: number): number
  pick<T>(choices: readonly T[]): T
  /** True once in so many times. */
  oneIn(times: number): boolean
}

export function seededRandom(seed: number): Random {
  let state = seed
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }
  return {
    below,
    pick(choices) {
      const chosen = choices[below(choices.length)]
      if (chosen === undefined) throw new Error('There is nothing to choose from.')
      return chosen
    },
    oneIn: times => below(times) === 0,
  }
}
