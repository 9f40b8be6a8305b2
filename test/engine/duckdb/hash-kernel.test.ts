import {readFile} from 'node:fs/promises'
import {expect, test} from 'vitest'
import {openHashKernel} from '../../../src/engine/duckdb/hash-kernel.ts'
import {hashVectors} from './hash-vectors.ts'

const root = new URL('../../../', import.meta.url)

test('the compiled kernel in the tree is what its sources compile to', async () => {
  const {hashKernelModule} = await import(new URL('scripts/build-hash-kernel.mjs', root).href)
  const committed = await readFile(new URL('src/engine/duckdb/hash-kernel.wasm.ts', root), 'utf8')
  expect(committed).toBe(await hashKernelModule())
})

test('every length class gives what the reference implementation gives', () => {
  const kernel = openHashKernel()
  for (const {text, xxh32, xxh64, xxh3_64, wyhash} of hashVectors()) {
    const about = `${text.length} characters, ${text.slice(0, 10)}`
    expect(kernel.hashText('xxh32', text), about).toBe(Number(xxh32))
    expect(kernel.hashText('xxh64', text), about).toBe(xxh64)
    expect(kernel.hashText('xxh3_64', text), about).toBe(xxh3_64)
    expect(kernel.hashText('wyhash', text), about).toBe(wyhash)
  }
})
