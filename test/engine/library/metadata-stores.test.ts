import {join} from 'node:path'
import {Table, vectorFromArray} from 'apache-arrow'
import {describe, expect, onTestFinished, test} from 'vitest'
import {
  col,
  DeltaMetadataStore,
  DuckDBMetadataStore,
  defineFeature,
  type MetadataStore,
  type StoreOptions,
} from '../../../src/engine/index.ts'
import {temporaryFolder} from '../../helpers/fixture-project.ts'

const ROOT = defineFeature({key: 'root', idColumns: ['id'], fields: ['x', 'y']})
const CHILD = defineFeature({key: 'child', idColumns: ['id'], deps: [ROOT], fields: ['z']})

const KINDS = {
  duckdb: (folder: string, options: StoreOptions) =>
    new DuckDBMetadataStore({database: join(folder, 'dev.duckdb'), ...options}),
  delta: (folder: string, options: StoreOptions) =>
    new DeltaMetadataStore({rootPath: join(folder, 'tables'), ...options}),
}

async function made(kind: keyof typeof KINDS, options: StoreOptions = {}): Promise<MetadataStore> {
  const metadataStore = KINDS[kind](await temporaryFolder(), {
    autoCreateTables: true,
    features: [ROOT, CHILD],
    ...options,
  })
  onTestFinished(() => metadataStore.close())
  return metadataStore
}

const rows = (...ids: readonly string[]) =>
  ids.map((id, n) => ({id, n, metaxy_provenance_by_field: {x: `x${id}`, y: `y${id}`}}))

async function ids(found: {table(): Promise<Table>}): Promise<readonly unknown[]> {
  return [...((await found.table()).getChild('id') ?? [])].sort()
}

describe.each(['duckdb', 'delta'] as const)('a %s store made in code', kind => {
  test('rows are written, read, resolved, deleted and dropped', async () => {
    const metadataStore = await made(kind)
    await metadataStore.open('w', async () => {
      const written = await metadataStore.write(ROOT, rows('a', 'b', 'c'))
      expect(written).toMatchObject({feature: 'root', rows: 3, operation: null})
      expect(written.warnings.map(({code}) => code)).toEqual(['table_created'])
      await metadataStore.write('root', rows('d'), {materializationId: 'run-1'})

      const found = await metadataStore.read(['root'], {filters: col('n').ge(1)})
      expect(await ids(found)).toEqual(['b', 'c'])
      expect(await found.count()).toBe(2)
      const runs = await metadataStore.read(ROOT, {columns: ['id', 'metaxy_materialization_id']})
      expect((await runs.table()).toArray().map(String).sort().at(-1)).toBe(
        '{"id": "d", "metaxy_materialization_id": "run-1"}',
      )

      const increment = await metadataStore.resolveUpdate(CHILD)
      expect(await increment.counts()).toMatchObject({new: 4, stale: 0, orphaned: 0})
      await metadataStore.write(CHILD, await increment.table('new'))
      expect(await increment.counts()).toMatchObject({new: 0, stale: 0, orphaned: 0})

      expect(await metadataStore.delete(ROOT, {filters: col('id').eq('a')})).toEqual({rows: 1})
      expect(await increment.counts()).toMatchObject({new: 0, orphaned: 1})
      const all = await metadataStore.read(ROOT, {includeSoftDeleted: true})
      expect(await all.count()).toBe(4)
      expect(await metadataStore.delete(ROOT, {filters: "id = 'b'", soft: false})).toEqual({
        rows: 1,
      })
      expect(await ids(await metadataStore.read(ROOT))).toEqual(['c', 'd'])
      expect(await (await metadataStore.readInStore(ROOT))?.count()).toBe(4)

      expect(await metadataStore.hasFeature(CHILD)).toBe(true)
      await metadataStore.drop(CHILD)
      expect(await metadataStore.hasFeature(CHILD)).toBe(kind === 'delta')
    })
  })

  test('outside of an open store nothing is done, and nothing is written outside of w', async () => {
    const metadataStore = await made(kind)
    await expect(metadataStore.read(ROOT)).rejects.toThrow('must be opened before use')
    await metadataStore.open('r', async () => {
      await expect(metadataStore.write(ROOT, rows('a'))).rejects.toMatchObject({
        name: 'StoreNotOpenError',
        message: `${metadataStore.constructor.name} is open in read mode.`,
      })
      await metadataStore.open('w', () => metadataStore.write(ROOT, rows('a')))
      await expect(metadataStore.delete(ROOT)).rejects.toThrow('is open in read mode')
      expect(await ids(await metadataStore.read(ROOT))).toEqual(['a'])
    })
    const opened = await metadataStore.open()
    await opened.close()
    await expect(metadataStore.hasFeature(ROOT)).rejects.toThrow('must be opened before use')
  })

  test('several features are written dependents first; a failure leaves those', async () => {
    const metadataStore = await made(kind)
    const child = [{id: 'a', metaxy_provenance_by_field: {z: 'z'}, metaxy_provenance: 'p'}]
    await metadataStore.open('w', async () => {
      const failing = metadataStore.writeMulti({root: [{id: 'a'}], child})
      await expect(failing).rejects.toMatchObject({code: 'SCHEMA_ERROR'})
      expect(await metadataStore.hasFeature('child')).toBe(true)
      expect(await metadataStore.hasFeature('root')).toBe(false)
      const both = await metadataStore.writeMulti([
        [ROOT, rows('a')],
        [CHILD, child],
      ])
      expect(both.map(({feature}) => feature)).toEqual(['child', 'root'])
      expect(await metadataStore.writeMulti({})).toEqual([])
    })
  })

  test('a copy from another store, and a store behind this one', async () => {
    const behind = await made(kind)
    await behind.open('w', () => behind.write(ROOT, rows('a', 'b')))
    const metadataStore = await made(kind, {fallbackStores: [behind]})
    await metadataStore.open('w', async () => {
      expect(await (await metadataStore.read(ROOT)).resolvedFrom()).not.toBe('')
      expect(await metadataStore.hasFeature(ROOT)).toBe(false)
      expect(await metadataStore.hasFeature(ROOT, {checkFallback: true})).toBe(true)
      expect(await metadataStore.fallbackStores()).toEqual([behind])
      expect((await metadataStore.getStoreMetadata(ROOT)).resolvedFrom?.display).toBe(
        behind.display(),
      )
      await expect(metadataStore.delete(ROOT)).rejects.toMatchObject({code: 'MISSING_CONFIRMATION'})
    })
    const other = await made(kind)
    await other.open('w', async () => {
      const copied = await other.copyFrom(behind, {filters: {root: "id = 'a'"}})
      expect(copied).toEqual({featuresCopied: 1, rowsCopied: 1})
      expect(await ids(await other.read(ROOT))).toEqual(['a'])
    })
  })

  test('samples of a root feature; a rebase of rows that a read gave', async () => {
    const metadataStore = await made(kind)
    await metadataStore.open('w', async () => {
      await expect(metadataStore.resolveUpdate(ROOT)).rejects.toMatchObject({
        code: 'MISSING_REQUIRED_FLAG',
      })
      const increment = await metadataStore.resolveUpdate(ROOT, {samples: rows('a', 'b')})
      expect(await increment.counts()).toMatchObject({new: 2})
      await metadataStore.write(ROOT, await increment.table('new'))
      const child = await metadataStore.resolveUpdate(CHILD)
      await metadataStore.write(CHILD, child.batches('new'))

      const next = defineFeature({
        key: 'child',
        idColumns: ['id'],
        deps: [ROOT],
        fields: [{key: 'z', codeVersion: '2'}],
      })
      const before = await metadataStore.read(CHILD)
      const existing = await before.table()
      const rebased = await metadataStore.rebase(next, existing)
      await metadataStore.write(next, rebased, {preserveFeatureVersion: true})
      expect(await (await metadataStore.resolveUpdate(next)).counts()).toMatchObject({
        new: 0,
        stale: 0,
      })
      expect(await ids(await metadataStore.read(next))).toEqual(['a', 'b'])
    })
  })
})

test('an Arrow table of categories and one of plain columns land in the same table', async () => {
  const metadataStore = await made('duckdb')
  await metadataStore.open('w', async () => {
    const table = new Table({
      id: vectorFromArray(['a', 'b']),
      metaxy_provenance_by_field: vectorFromArray([
        {x: '1', y: '2'},
        {x: '3', y: '4'},
      ]),
    })
    await metadataStore.write(ROOT, table)
    await metadataStore.write(ROOT, table.batches)
    expect(await (await metadataStore.readInStore(ROOT))?.count()).toBe(4)
  })
})

test('who writes while he reads does not wait for himself, and loses no row', async () => {
  const metadataStore = await made('duckdb')
  const many = Array.from({length: 9000}, (_, n) => String(n))
  await metadataStore.open('w', async () => {
    await metadataStore.write(ROOT, rows(...many))
    const increment = await metadataStore.resolveUpdate(CHILD)
    let batches = 0
    for await (const batch of increment.batches('new')) {
      batches += 1
      await metadataStore.write(CHILD, batch)
    }
    expect(batches).toBeGreaterThan(3)
    expect(await increment.counts()).toMatchObject({new: 0, stale: 0})
    const found = await metadataStore.read(CHILD)
    for await (const batch of found.batches()) {
      await metadataStore.delete(CHILD, {
        filters: col('id').eq(String(batch.getChild('id')?.get(0))),
      })
    }
    expect(await found.count()).toBeLessThan(9000)
    await Promise.all([
      metadataStore.write(CHILD, increment.batches('new')),
      metadataStore.write(CHILD, increment.batches('stale')),
      metadataStore.write(CHILD, increment.batches('new')),
    ])
  })
})
