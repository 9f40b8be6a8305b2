import {Buffer} from 'node:buffer'
import duckdb from '@duckdb/node-bindings'
import {instantiate, type Kernel} from './kernel-exports.ts'

/** The hash functions; those of xxHash by the names that the `hashfuncs` extension gives them. */
export const HASH_NAMES = ['xxh32', 'xxh64', 'xxh3_64', 'wyhash'] as const

export type HashName = (typeof HASH_NAMES)[number]

/** How many strings the kernel takes at a time: as many as a vector of DuckDB has. */
export const KERNEL_ROWS = 2048

/** As long as a text may be that DuckDB keeps where its length stands. */
export const LONGEST_INLINE = 12

/** The strings of a DuckDB vector, as they lie in its memory. */
export interface StringVector {
  /** 16 bytes per row: a length, then the text if it is short, else where it is. */
  readonly entries: Uint8Array
  /** One bit per row, lowest first; undefined when no row is NULL. */
  readonly validity: Uint8Array | undefined
  readonly rowCount: number
}

/** Bytes inside the kernel's memory: to be copied before the kernel is asked again. */
export interface KernelBytes {
  readonly buffer: ArrayBuffer
  readonly byteOffset: number
  readonly byteLength: number
}

export interface HashKernel {
  /** Hashes at most KERNEL_ROWS strings: 4 bytes per row for xxh32, else 8; rubbish in rows that are NULL. */
  hashStrings(name: HashName, strings: StringVector): KernelBytes
  /**
   * The same as texts: the first `length` digits of each hash, at most LONGEST_INLINE, as 16 bytes per row
   * that are strings of DuckDB; some number in rows that are NULL.
   */
  hashDecimals(name: HashName, strings: StringVector, length: number): KernelBytes
  /**
   * Passes on the texts of at most KERNEL_ROWS strings, one behind the other, piece by piece; writes the end
   * of each, counted from `base`, to `ends`.
   */
  joinStrings(
    strings: StringVector,
    ends: Int32Array,
    base: number,
    take: (piece: Uint8Array) => void,
  ): void
  /** Hashes one text: a number for xxh32, else a bigint. */
  hashText(name: HashName, text: string): number | bigint
}

/** Texts are brought into the kernel in pieces of this size, or one by one when they are longer. */
const PIECE_BYTES = 1 << 20
/** WebAssembly memory never shrinks: what long texts have blown up further than this is given back. */
const KEPT_BYTES = 8 << 20
const PAGE_BYTES = 1 << 16
/** Room that the kernel leaves behind texts, and a little more. */
const SLACK_BYTES = 64

/**
 * The hash kernel (hash-kernel/*.as.ts) with a memory of its own: a few hundred kilobytes, more only
 * while a text is hashed that needs it.
 *
 * Strings are read from DuckDB's heap in runs of neighbours, not one by one: a call into the bindings
 * costs as much as hashing twenty texts (engine.md §2).
 */
export function openHashKernel(): HashKernel {
  let open: Kernel | undefined
  function use<T>(work: (kernel: Kernel) => T): T {
    open ??= instantiate()
    const result = work(open)
    if (open.memory.buffer.byteLength > KEPT_BYTES) open = undefined
    return result
  }
  return {
    hashStrings: (name, strings) => use(kernel => hashStrings(kernel, name, strings)),
    hashDecimals: (name, strings, length) =>
      use(kernel => hashDecimals(kernel, name, strings, length)),
    joinStrings: (strings, ends, base, take) =>
      use(kernel => joinStrings(kernel, strings, ends, base, take)),
    hashText: (name, text) => use(kernel => hashText(kernel, name, text)),
  }
}

const VECTOR_FUNCTIONS = {
  xxh32: 'hash32',
  xxh64: 'hash64',
  xxh3_64: 'hash3',
  wyhash: 'hashWy',
} as const

const TEXT_FUNCTIONS = {xxh64: 'xxh64', xxh3_64: 'xxh3', wyhash: 'wyhash'} as const

function hashStrings(kernel: Kernel, name: HashName, strings: StringVector): KernelBytes {
  bringInPieces(kernel, strings, (first, end) => {
    kernel[VECTOR_FUNCTIONS[name]](first, end)
  })
  const byteLength = strings.rowCount * (name === 'xxh32' ? 4 : 8)
  return {buffer: kernel.memory.buffer, byteOffset: kernel.RESULTS.value, byteLength}
}

function hashDecimals(
  kernel: Kernel,
  name: HashName,
  strings: StringVector,
  length: number,
): KernelBytes {
  hashStrings(kernel, name, strings)
  kernel.decimals(strings.rowCount, name !== 'xxh32', length)
  const byteLength = strings.rowCount * 16
  return {buffer: kernel.memory.buffer, byteOffset: kernel.STRINGS.value, byteLength}
}

function joinStrings(
  kernel: Kernel,
  strings: StringVector,
  ends: Int32Array,
  base: number,
  take: (piece: Uint8Array) => void,
): void {
  let total = base
  bringInPieces(kernel, strings, (first, end) => {
    reserve(kernel, kernel.heapEnd.value + kernel.textLength.value)
    const length = kernel.compact(first, end, total)
    take(new Uint8Array(kernel.memory.buffer, kernel.heapEnd.value, length))
    total += length
  })
  ends.set(new Int32Array(kernel.memory.buffer, kernel.RESULTS.value, strings.rowCount))
}

function bringInPieces(
  kernel: Kernel,
  {entries, validity, rowCount}: StringVector,
  work: (first: number, end: number) => void,
): void {
  const memory = new Uint8Array(kernel.memory.buffer)
  memory.set(entries, kernel.STRINGS.value)
  if (validity !== undefined) memory.set(validity, kernel.VALIDITY.value)
  for (let first = 0; first < rowCount; ) {
    const end = kernel.plan(first, rowCount, validity !== undefined, PIECE_BYTES)
    reserve(kernel, kernel.heapEnd.value)
    copyRuns(kernel)
    work(first, end)
    first = end
  }
}

function copyRuns(kernel: Kernel): void {
  const {buffer} = kernel.memory
  const memory = new Uint8Array(buffer)
  const runs = new Uint32Array(buffer, kernel.RUNS.value, kernel.runCount.value * 4)
  for (let run = 0; run < runs.length; run += 4) {
    const length = runs[run + 2] ?? 0
    const bytes = duckdb.get_data_from_pointer(buffer, runs.byteOffset + run * 4, length)
    memory.set(bytes, runs[run + 3])
  }
}

function hashText(kernel: Kernel, name: HashName, text: string): number | bigint {
  const bytes = Buffer.from(text)
  const at = kernel.heapEnd.value
  reserve(kernel, at + bytes.length)
  new Uint8Array(kernel.memory.buffer).set(bytes, at)
  if (name === 'xxh32') return kernel.xxh32(at, bytes.length) >>> 0
  return BigInt.asUintN(64, kernel[TEXT_FUNCTIONS[name]](at, bytes.length))
}

function reserve(kernel: Kernel, end: number): void {
  const missing = end + SLACK_BYTES - kernel.memory.buffer.byteLength
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / PAGE_BYTES))
}
