import {Buffer} from 'node:buffer'
import {hashKernelWasm} from './hash-kernel.wasm.ts'

/** The exports of hash-kernel/kernel.as.ts. */
export interface Kernel {
  readonly memory: {readonly buffer: ArrayBuffer; grow(pages: number): number}
  readonly STRINGS: Global
  readonly VALIDITY: Global
  readonly RUNS: Global
  readonly RESULTS: Global
  readonly runCount: Global
  readonly heapEnd: Global
  readonly textLength: Global
  plan(first: number, count: number, hasNulls: boolean, capacity: number): number
  hash32(first: number, end: number): void
  hash64(first: number, end: number): void
  hash3(first: number, end: number): void
  hashWy(first: number, end: number): void
  decimals(count: number, isWide: boolean, length: number): void
  compact(first: number, end: number, base: number): number
  xxh32(at: number, length: number): number
  xxh64(at: number, length: number): bigint
  xxh3(at: number, length: number): bigint
  wyhash(at: number, length: number): bigint
}

interface Global {
  readonly value: number
}

export function instantiate(): Kernel {
  const module = new WebAssembly.Module(Buffer.from(hashKernelWasm, 'base64'))
  return new WebAssembly.Instance(module).exports as Kernel
}
