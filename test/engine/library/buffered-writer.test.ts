import {join} from 'node:path'
import {describe, expect, onTestFinished, test} from 'vitest'
import {
  type BufferedMetadataWriter,
  BufferedWriteError,
  DuckDBMetadataStore,
  defineFeature,
  type MetadataStore,
  type StoreOptions,
} from '../../../src/engine/index.ts'
import {holdFromElsewhere} from '../../helpers/file-holder.ts'
import {temporaryFolder} from '../../helpers/fixture-project.ts'

const ROOT = defineFeature({key: 'root', idColumns: ['id'], fields: ['x']})
const CHILD = defineFeature({key: 'child', idColumns: ['id'], deps: [ROOT], fields: ['z']})
const NEVER = 100_000

async function made(
  options: StoreOptions = {},
): Promise<{metadataStore: MetadataStore; file: string}> {
  const file = join(await temporaryFolder(), 'dev.duckdb')
  const metadataStore = new DuckDBMetadataStore({
    database: file,
    autoCreateTables: true,
    features: [ROOT, CHILD],
    ...options,
  })
  onTestFinished(() => metadataStore.close())
  return {metadataStore, file}
}

const roots = (...ids: readonly number[]) =>
  ids.map(id => ({id, metaxy_provenance_by_field: {x: `x${id}`}}))
const children = (...ids: readonly number[]) =>
  ids.map(id => ({id, metaxy_provenance_by_field: {z: `z${id}`}, metaxy_provenance: 'p'}))

async function stored(metadataStore: MetadataStore, feature = 'root'): Promise<number> {
  return metadataStore.open('r', async () => {
    const rows = await metadataStore.readInStore(feature)
    return (await rows?.count()) ?? 0
  })
}

/** Waits for what a flush in the background does. */
async function until(writer: BufferedMetadataWriter, rows: number): Promise<void> {
  for (;;) {
    const sum = [...writer.numWritten.values()].reduce((all, one) => all + one, 0)
    if (sum >= rows) return
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

describe('a buffered writer', () => {
  test('writes when enough rows wait, one write for each feature', async () => {
    const {metadataStore} = await made()
    const writer = metadataStore.buffered({flushBatchSize: 5, flushInterval: NEVER})
    await writer.put({root: roots(1, 2)})
    await writer.put([
      [ROOT, roots(3)],
      [CHILD, children(1)],
    ])
    expect(writer.numWritten.size).toBe(0)
    await writer.put({root: roots(4)})
    await until(writer, 5)
    expect(Object.fromEntries(writer.numWritten)).toEqual({child: 1, root: 4})
    await metadataStore.open('r', async () => {
      const rows = await metadataStore.readInStore(ROOT, {columns: ['metaxy_updated_at']})
      const times = new Set((await rows?.table())?.toArray().map(String))
      expect(times.size).toBe(1)
    })
    expect(Object.fromEntries(await writer.close())).toEqual({child: 1, root: 4})
    await expect(writer.put({root: roots(9)})).rejects.toThrow('after writer has been stopped')
  })

  test('writes after a while, and what is left when it is closed', async () => {
    const {metadataStore} = await made()
    const writer = metadataStore.buffered({flushInterval: 0.01})
    await writer.put({root: roots(1)})
    await until(writer, 1)
    await writer.put({root: roots(2)})
    await writer.close()
    expect(await stored(metadataStore)).toBe(2)
  })

  test('a locked file costs no row and doubles none', async () => {
    const {metadataStore, file} = await made({lockTimeoutMs: 20})
    await metadataStore.open('w', () => metadataStore.write(ROOT, roots(0)))
    const writer = metadataStore.buffered({flushBatchSize: 2, flushInterval: 0.02})
    const holder = await holdFromElsewhere(file)
    for (let id = 1; id <= 9; id += 1) await writer.put({root: roots(id)})
    await expect(writer.flush()).rejects.toMatchObject({code: 'STORE_LOCKED'})
    expect(writer.hasError).toBe(false)
    await holder.release()
    await until(writer, 9)
    await writer.close()
    expect(await stored(metadataStore)).toBe(10)
  })

  test('rows of a failed flush are kept; the written ones are not written again', async () => {
    const {metadataStore} = await made()
    const writer = metadataStore.buffered({flushBatchSize: 2, flushInterval: NEVER})
    await writer.put([
      [CHILD, children(1)],
      [ROOT, [{id: 1}]],
    ])
    await until(writer, 1)
    while (!writer.hasError) await new Promise(resolve => setTimeout(resolve, 10))
    await expect(writer.put({root: roots(2)})).rejects.toThrow('Writer encountered an error')
    const closing = await writer.close().catch((error: unknown) => error)
    expect(closing).toBeInstanceOf(BufferedWriteError)
    expect(closing).toMatchObject({
      code: 'SCHEMA_ERROR',
      left: new Map([['root', [{kind: 'objects', rows: [{id: 1}]}]]]),
    })
    expect(await stored(metadataStore, 'child')).toBe(1)
  })

  test('a full queue waits until its rows are written', async () => {
    const {metadataStore} = await made()
    const writer = metadataStore.buffered({flushInterval: NEVER, maxQueueSize: 2})
    await writer.put({root: roots(1)})
    await writer.put({root: roots(2)})
    expect(await stored(metadataStore)).toBe(2)
    await writer.close()
  })
})
