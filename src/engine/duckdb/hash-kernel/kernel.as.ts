/** What the compiled module offers; scripts/build-hash-kernel.mjs compiles it. */
export {wyhash} from './wyhash.as'
export {xxh32} from './xxh32.as'
export {xxh64} from './xxh64.as'
export {xxh3} from './xxh3.as'
export {
  compact,
  decimals,
  hash3,
  hash32,
  hash64,
  hashWy,
  heapEnd,
  plan,
  RESULTS,
  runCount,
  RUNS,
  STRINGS,
  textLength,
  VALIDITY,
} from './strings.as'
