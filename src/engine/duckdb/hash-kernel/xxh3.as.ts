import {avalanche64, PRIME_1, PRIME_2, PRIME_3, PRIME_4, PRIME_5} from './xxh64.as'

const PRIME32_1: u64 = 0x9e3779b1
const PRIME32_2: u64 = 0x85ebca77
const PRIME32_3: u64 = 0xc2b2ae3d
const MIX_1: u64 = 0x165667919e3779f9
const MIX_2: u64 = 0x9fb21c651e98df25

const SECRET_SIZE: u32 = 192
/** The default secret of XXH3. */
const SECRET: usize = memory.data<u8>([
  0xb8, 0xfe, 0x6c, 0x39, 0x23, 0xa4, 0x4b, 0xbe, 0x7c, 0x01, 0x81, 0x2c, 0xf7, 0x21, 0xad, 0x1c,
  0xde, 0xd4, 0x6d, 0xe9, 0x83, 0x90, 0x97, 0xdb, 0x72, 0x40, 0xa4, 0xa4, 0xb7, 0xb3, 0x67, 0x1f,
  0xcb, 0x79, 0xe6, 0x4e, 0xcc, 0xc0, 0xe5, 0x78, 0x82, 0x5a, 0xd0, 0x7d, 0xcc, 0xff, 0x72, 0x21,
  0xb8, 0x08, 0x46, 0x74, 0xf7, 0x43, 0x24, 0x8e, 0xe0, 0x35, 0x90, 0xe6, 0x81, 0x3a, 0x26, 0x4c,
  0x3c, 0x28, 0x52, 0xbb, 0x91, 0xc3, 0x00, 0xcb, 0x88, 0xd0, 0x65, 0x8b, 0x1b, 0x53, 0x2e, 0xa3,
  0x71, 0x64, 0x48, 0x97, 0xa2, 0x0d, 0xf9, 0x4e, 0x38, 0x19, 0xef, 0x46, 0xa9, 0xde, 0xac, 0xd8,
  0xa8, 0xfa, 0x76, 0x3f, 0xe3, 0x9c, 0x34, 0x3f, 0xf9, 0xdc, 0xbb, 0xc7, 0xc7, 0x0b, 0x4f, 0x1d,
  0x8a, 0x51, 0xe0, 0x4b, 0xcd, 0xb4, 0x59, 0x31, 0xc8, 0x9f, 0x7e, 0xc9, 0xd9, 0x78, 0x73, 0x64,
  0xea, 0xc5, 0xac, 0x83, 0x34, 0xd3, 0xeb, 0xc3, 0xc5, 0x81, 0xa0, 0xff, 0xfa, 0x13, 0x63, 0xeb,
  0x17, 0x0d, 0xdd, 0x51, 0xb7, 0xf0, 0xda, 0x49, 0xd3, 0x16, 0x55, 0x26, 0x29, 0xd4, 0x68, 0x9e,
  0x2b, 0x16, 0xbe, 0x58, 0x7d, 0x47, 0xa1, 0xfc, 0x8f, 0xf8, 0xb8, 0xd1, 0x7a, 0xd0, 0x31, 0xce,
  0x45, 0xcb, 0x3a, 0x8f, 0x95, 0x16, 0x04, 0x28, 0xaf, 0xd7, 0xfb, 0xca, 0xbb, 0x4b, 0x40, 0x7e,
])

/** XXH3 of 64 bits, seed 0, default secret, of `length` bytes at `at`: one recipe per class of lengths. */
export function xxh3(at: usize, length: u32): u64 {
  if (length > 240) return over240(at, length)
  if (length > 128) return upTo240(at, length)
  if (length > 16) return upTo128(at, length)
  if (length > 8) return upTo16(at, length)
  if (length > 3) return upTo8(at, length)
  if (length > 0) return upTo3(at, length)
  return avalanche64(secret(56) ^ secret(64))
}

function upTo3(at: usize, length: u32): u64 {
  const first = load<u8>(at)
  const middle = load<u8>(at + (length >> 1))
  const last = load<u8>(at + length - 1)
  const mixed = (<u32>first << 16) | (<u32>middle << 24) | <u32>last | (length << 8)
  const key = load<u32>(SECRET) ^ load<u32>(SECRET, 4)
  return avalanche64(<u64>(mixed ^ key))
}

function upTo8(at: usize, length: u32): u64 {
  const first = <u64>load<u32>(at)
  const last = <u64>load<u32>(at + length - 4)
  let hash = (last + (first << 32)) ^ secret(8) ^ secret(16)
  hash = (hash ^ rotl<u64>(hash, 49) ^ rotl<u64>(hash, 24)) * MIX_2
  hash = (hash ^ ((hash >> 35) + length)) * MIX_2
  return hash ^ (hash >> 28)
}

function upTo16(at: usize, length: u32): u64 {
  const first = load<u64>(at) ^ secret(24) ^ secret(32)
  const last = load<u64>(at + length - 8) ^ secret(40) ^ secret(48)
  return avalanche(<u64>length + bswap<u64>(first) + last + foldedProduct(first, last))
}

/** Pairs of 16 bytes, one from each end, working inwards. */
function upTo128(at: usize, length: u32): u64 {
  let sum = <u64>length * PRIME_1
  const end = at + length
  const pairs = (length - 1) >> 5
  for (let pair: u32 = 0; pair <= pairs; pair++) {
    sum += mix16(at + pair * 16, SECRET + pair * 32)
    sum += mix16(end - pair * 16 - 16, SECRET + pair * 32 + 16)
  }
  return avalanche(sum)
}

function upTo240(at: usize, length: u32): u64 {
  let sum = <u64>length * PRIME_1
  for (let part: u32 = 0; part < 8; part++) sum += mix16(at + part * 16, SECRET + part * 16)
  sum = avalanche(sum)
  const parts = length >> 4
  for (let part: u32 = 8; part < parts; part++) {
    sum += mix16(at + part * 16, SECRET + (part - 8) * 16 + 3)
  }
  return avalanche(sum + mix16(at + length - 16, SECRET + 136 - 17))
}

const LANES: usize = memory.data(64, 16)
const STRIPE: u32 = 64
/** Each stripe of a block starts 8 bytes further in the secret. */
const STRIPES_PER_BLOCK: u32 = (SECRET_SIZE - STRIPE) / 8
const BLOCK: u32 = STRIPES_PER_BLOCK * STRIPE

/** Eight lanes take stripe after stripe; they are scrambled after each full block. */
function over240(at: usize, length: u32): u64 {
  const end = at + length
  store<u64>(LANES, PRIME32_3)
  store<u64>(LANES, PRIME_1, 8)
  store<u64>(LANES, PRIME_2, 16)
  store<u64>(LANES, PRIME_3, 24)
  store<u64>(LANES, PRIME_4, 32)
  store<u64>(LANES, PRIME32_2, 40)
  store<u64>(LANES, PRIME_5, 48)
  store<u64>(LANES, PRIME32_1, 56)
  for (; at + BLOCK < end; at += BLOCK) {
    for (let stripe: u32 = 0; stripe < STRIPES_PER_BLOCK; stripe++) {
      accumulate(at + stripe * STRIPE, SECRET + stripe * 8)
    }
    scramble()
  }
  for (let key = SECRET; at + STRIPE < end; at += STRIPE, key += 8) accumulate(at, key)
  accumulate(end - STRIPE, SECRET + SECRET_SIZE - STRIPE - 7)
  return mergeLanes(<u64>length * PRIME_1)
}

function accumulate(at: usize, key: usize): void {
  for (let lane: usize = 0; lane < STRIPE; lane += 8) {
    const input = load<u64>(at + lane)
    const keyed = input ^ load<u64>(key + lane)
    const neighbour = LANES + (lane ^ 8)
    store<u64>(neighbour, load<u64>(neighbour) + input)
    const product = (keyed & 0xffffffff) * (keyed >> 32)
    store<u64>(LANES + lane, load<u64>(LANES + lane) + product)
  }
}

function scramble(): void {
  const key = SECRET + SECRET_SIZE - STRIPE
  for (let lane: usize = 0; lane < STRIPE; lane += 8) {
    const value = load<u64>(LANES + lane)
    store<u64>(LANES + lane, (value ^ (value >> 47) ^ load<u64>(key + lane)) * PRIME32_1)
  }
}

function mergeLanes(start: u64): u64 {
  for (let lane: usize = 0; lane < STRIPE; lane += 16) {
    start += mix16(LANES + lane, SECRET + 11 + lane)
  }
  return avalanche(start)
}

@inline
function secret(offset: usize): u64 {
  return load<u64>(SECRET + offset)
}

@inline
function mix16(at: usize, key: usize): u64 {
  return foldedProduct(load<u64>(at) ^ load<u64>(key), load<u64>(at, 8) ^ load<u64>(key, 8))
}

function avalanche(hash: u64): u64 {
  hash = (hash ^ (hash >> 37)) * MIX_1
  return hash ^ (hash >> 32)
}

/** The 128-bit product, its halves combined: WebAssembly multiplies 64 bits at most. */
export function foldedProduct(a: u64, b: u64): u64 {
  const aLow = a & 0xffffffff
  const aHigh = a >> 32
  const bLow = b & 0xffffffff
  const bHigh = b >> 32
  const low = aLow * bLow
  const cross = aHigh * bLow + (low >> 32)
  const middle = aLow * bHigh + (cross & 0xffffffff)
  return (aHigh * bHigh + (cross >> 32) + (middle >> 32)) ^ ((middle << 32) | (low & 0xffffffff))
}
