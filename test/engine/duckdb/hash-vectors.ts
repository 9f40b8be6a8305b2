import recorded from './hash-vectors.json' with {type: 'json'}

export interface HashVector {
  readonly text: string
  readonly xxh32: bigint
  readonly xxh64: bigint
  readonly xxh3_64: bigint
  readonly wyhash: bigint
}

/** What the reference functions made of texts of many lengths; make-hash-vectors.py says how they are spelled. */
export function hashVectors(): HashVector[] {
  const alphabets = new Map(Object.entries(recorded.alphabets))
  return recorded.vectors.map(([alphabet, length, xxh32, xxh64, xxh3_64, wyhash]) => ({
    text: spell([...(alphabets.get(String(alphabet)) ?? '')], Number(length)),
    xxh32: BigInt(xxh32 ?? 0),
    xxh64: BigInt(xxh64 ?? 0),
    xxh3_64: BigInt(xxh3_64 ?? 0),
    wyhash: BigInt(wyhash ?? 0),
  }))
}

function spell(alphabet: readonly string[], length: number): string {
  return Array.from({length}, (_, i) => alphabet[(7 * i + length) % alphabet.length]).join('')
}
