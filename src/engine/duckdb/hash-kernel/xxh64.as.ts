export const PRIME_1: u64 = 0x9e3779b185ebca87
export const PRIME_2: u64 = 0xc2b2ae3d27d4eb4f
export const PRIME_3: u64 = 0x165667b19e3779f9
export const PRIME_4: u64 = 0x85ebca77c2b2ae63
export const PRIME_5: u64 = 0x27d4eb2f165667c5

/** XXH64 with seed 0 of `length` bytes at `at`. */
export function xxh64(at: usize, length: u32): u64 {
  const end = at + length
  let hash = PRIME_5
  if (length >= 32) {
    let a = PRIME_1 + PRIME_2
    let b = PRIME_2
    let c: u64 = 0
    let d: u64 = 0 - PRIME_1
    const lastStripe = end - 32
    do {
      a = round(a, load<u64>(at))
      b = round(b, load<u64>(at, 8))
      c = round(c, load<u64>(at, 16))
      d = round(d, load<u64>(at, 24))
      at += 32
    } while (at <= lastStripe)
    hash = rotl<u64>(a, 1) + rotl<u64>(b, 7) + rotl<u64>(c, 12) + rotl<u64>(d, 18)
    hash = merge(merge(merge(merge(hash, a), b), c), d)
  }
  hash += length
  for (; at + 8 <= end; at += 8) {
    hash = rotl<u64>(hash ^ round(0, load<u64>(at)), 27) * PRIME_1 + PRIME_4
  }
  if (at + 4 <= end) {
    hash = rotl<u64>(hash ^ (<u64>load<u32>(at) * PRIME_1), 23) * PRIME_2 + PRIME_3
    at += 4
  }
  for (; at < end; at++) {
    hash = rotl<u64>(hash ^ (<u64>load<u8>(at) * PRIME_5), 11) * PRIME_1
  }
  return avalanche64(hash)
}

/** Spreads every bit of a hash over all others. */
export function avalanche64(hash: u64): u64 {
  hash = (hash ^ (hash >> 33)) * PRIME_2
  hash = (hash ^ (hash >> 29)) * PRIME_3
  return hash ^ (hash >> 32)
}

@inline
function round(lane: u64, input: u64): u64 {
  return rotl<u64>(lane + input * PRIME_2, 31) * PRIME_1
}

@inline
function merge(hash: u64, lane: u64): u64 {
  return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4
}
