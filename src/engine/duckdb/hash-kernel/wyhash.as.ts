import {foldedProduct} from './xxh3.as'

const P0: u64 = 0xa0761d6478bd642f
const P1: u64 = 0xe7037ed1a0b428db
const P2: u64 = 0x8ebc6af09c88c6e3
const P3: u64 = 0x589965cc75374cc3
const P4: u64 = 0x1d8e4e27c47d124f
const P5: u64 = 0xeb44accab455d165

/** The first version of wyhash with seed 0 of `length` bytes at `at` (versioning.md §5.1). */
export function wyhash(at: usize, length: u32): u64 {
  let hash: u64 = 0
  const end = at + length
  for (; at + 32 <= end; at += 32) {
    hash = foldedProduct(
      hash ^ P0,
      foldedProduct(load<u64>(at) ^ P1, load<u64>(at, 8) ^ P2) ^
        foldedProduct(load<u64>(at, 16) ^ P3, load<u64>(at, 24) ^ P4),
    )
  }
  hash ^= P0
  const left = <u32>(end - at)
  if (left > 24) {
    hash =
      foldedProduct(swapped(at) ^ hash, swapped(at + 8) ^ P2) ^
      foldedProduct(swapped(at + 16) ^ hash, rest(at + 24, left - 24) ^ P4)
  } else if (left > 16) {
    hash =
      foldedProduct(swapped(at) ^ hash, swapped(at + 8) ^ P2) ^
      foldedProduct(hash, rest(at + 16, left - 16) ^ P3)
  } else if (left > 8) {
    hash = foldedProduct(swapped(at) ^ hash, rest(at + 8, left - 8) ^ P2)
  } else if (left > 0) {
    hash = foldedProduct(hash, rest(at, left) ^ P1)
  }
  return foldedProduct(hash, <u64>length ^ P5)
}

/** 8 bytes, the first four of them on top. */
@inline
function swapped(at: usize): u64 {
  return ((<u64>load<u32>(at)) << 32) | load<u32>(at, 4)
}

/** The last 1 to 8 bytes. */
function rest(at: usize, length: u32): u64 {
  switch (length) {
    case 1:
      return load<u8>(at)
    case 2:
      return load<u16>(at)
    case 3:
      return ((<u64>load<u16>(at)) << 8) | load<u8>(at, 2)
    case 4:
      return load<u32>(at)
    case 5:
      return ((<u64>load<u32>(at)) << 8) | load<u8>(at, 4)
    case 6:
      return ((<u64>load<u32>(at)) << 16) | load<u16>(at, 4)
    case 7:
      return ((<u64>load<u32>(at)) << 24) | ((<u64>load<u16>(at, 4)) << 8) | load<u8>(at, 6)
    default:
      return swapped(at)
  }
}
