import {join} from 'node:path'
import type {Table} from 'apache-arrow'
import {describe, expect, onTestFinished, test} from 'vitest'
import * as copies from '../examples/copies.ts'
import {deleteOld, hardDelete, softDelete} from '../examples/deletions.ts'
import {deltaStoreWithMd5, useDeltaStore} from '../examples/delta-lake.ts'
import {ChildFeature, MyFeature, samples} from '../examples/features.ts'
import * as increments from '../examples/increments.ts'
import {JsonMetadataStore} from '../examples/json-store.ts'
import {rebase} from '../examples/rebase.ts'
import * as written from '../examples/write-and-read.ts'
import {
  DeltaMetadataStore,
  DuckDBMetadataStore,
  defineFeature,
  type MetadataStore,
} from '../src/engine/index.ts'
import {temporaryFolder} from './helpers/fixture-project.ts'

async function made(kind: string): Promise<MetadataStore> {
  const folder = await temporaryFolder()
  const options = {autoCreateTables: true, features: [MyFeature, ChildFeature]}
  const metadataStore =
    kind === 'DuckDB'
      ? new DuckDBMetadataStore({database: join(folder, 'dev.duckdb'), ...options})
      : kind === 'Delta'
        ? new DeltaMetadataStore({rootPath: folder, ...options})
        : new JsonMetadataStore({folder, ...options})
  onTestFinished(() => metadataStore.close())
  return metadataStore
}

function ids(table: Table): readonly number[] {
  return [...(table.getChild('sample_uid') ?? [])].map(Number).sort()
}

describe.each(['DuckDB', 'Delta', 'JSON'])('on a %s store', kind => {
  test('writing and reading', async () => {
    const metadataStore = await made(kind)
    expect(ids(await written.writeAndRead(metadataStore))).toEqual([1, 2])
    expect(await written.readSome(metadataStore)).toBe(1)
    expect(await written.writeSeveral(metadataStore)).toEqual(['example/child', 'my/feature'])
    expect(await written.writeInBackground(metadataStore)).toEqual(new Map([['my/feature', 2]]))
    expect(await written.dropFeature(metadataStore)).toBe(0)
  })

  test('increments', async () => {
    const metadataStore = await made(kind)
    expect(await increments.resolveRoot(metadataStore)).toMatchObject({new: 0, stale: 0})
    expect(await increments.resolveSome(metadataStore)).toMatchObject({new: 1})
    expect(await increments.processPending(metadataStore)).toMatchObject({new: 0, stale: 0})
    expect(await increments.resolveAll(metadataStore)).toMatchObject({new: 2})
    await metadataStore.open('w', () =>
      metadataStore.write(
        MyFeature,
        samples.map((sample, index) => ({
          ...sample,
          status: index === 0 ? 'failed' : 'done',
          embedding_dim: 3,
        })),
      ),
    )
    expect(await increments.reprocessFailed(metadataStore)).toMatchObject({new: 0, stale: 1})
  })

  test('deletions', async () => {
    const metadataStore = await made(kind)
    await metadataStore.open('w', () => metadataStore.write(MyFeature, samples))
    expect(await deleteOld(metadataStore, new Date())).toEqual({rows: 0})
    expect(await softDelete(metadataStore)).toEqual({active: 1, all: 2})
    // The row and its tombstone.
    if (kind !== 'JSON') expect(await hardDelete(metadataStore)).toEqual({rows: 2})
  })

  test('a rebase', async () => {
    const metadataStore = await made(kind)
    await metadataStore.open('w', async () => {
      await metadataStore.write(MyFeature, samples)
      const increment = await metadataStore.resolveUpdate(ChildFeature)
      await metadataStore.write(ChildFeature, await increment.table('new'))
      const {featureVersion: from} = await metadataStore.write(ChildFeature, [])
      const next = defineFeature({
        key: 'example/child',
        idColumns: ['sample_uid'],
        deps: [MyFeature],
        fields: [{key: 'embedding', codeVersion: '2'}],
      })
      const {featureVersion: to} = await metadataStore.write(next, [])
      expect(await rebase(metadataStore, from, to)).toMatchObject({rows: 2})
      expect(await (await metadataStore.resolveUpdate(next)).counts()).toMatchObject({new: 0})
    })
  })
})

test('copies', async () => {
  const [source, all, some, snapshot] = await Promise.all(
    ['DuckDB', 'Delta', 'DuckDB', 'Delta'].map(made),
  )
  if (!source || !all || !some || !snapshot) throw new Error('four stores were made')
  await source.open('w', () => source.write(MyFeature, samples))
  expect(await copies.copyAll(source, all)).toEqual({featuresCopied: 1, rowsCopied: 2})
  expect(await copies.copySome(source, some)).toEqual({featuresCopied: 1, rowsCopied: 2})
  expect(await copies.copySome(source, some)).toEqual({featuresCopied: 0, rowsCopied: 0})
  expect(await copies.copySnapshot(source, snapshot, 'none')).toMatchObject({rowsCopied: 0})
})

test('the page of Delta Lake', async () => {
  const root = await temporaryFolder()
  const table = await useDeltaStore(root)
  expect(ids(table)).toEqual([1, 2])
  const other = deltaStoreWithMd5(root)
  await other.validateHashAlgorithm()
  await other.close()
})
