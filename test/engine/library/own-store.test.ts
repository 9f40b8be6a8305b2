import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import type {Table} from 'apache-arrow'
import {describe, expect, test} from 'vitest'
import {
  defineFeature,
  type FeatureKey,
  MetadataStore,
  openProject,
  type StoredRows,
} from '../../../src/engine/index.ts'
import {temporaryFolder} from '../../helpers/fixture-project.ts'

const ROOT = defineFeature({key: 'root', idColumns: ['id'], fields: ['x']})
const CHILD = defineFeature({key: 'child', idColumns: ['id'], deps: [ROOT], fields: ['z']})

/** Keeps everything in memory, as tables that were appended. */
class MemoryStore extends MetadataStore {
  readonly tables = new Map<FeatureKey, Table[]>()

  display(): string {
    return 'MemoryStore()'
  }

  async readTable(feature: FeatureKey): Promise<StoredRows | null> {
    const parts = this.tables.get(feature)
    return parts === undefined ? null : parts.flatMap(part => part.batches)
  }

  async appendTable(feature: FeatureKey, rows: Table): Promise<void> {
    this.tables.set(feature, [...(this.tables.get(feature) ?? []), rows])
  }

  async dropTable(feature: FeatureKey): Promise<void> {
    this.tables.delete(feature)
  }
}

const rows = [
  {id: 'a', metaxy_provenance_by_field: {x: '1'}},
  {id: 'b', metaxy_provenance_by_field: {x: '2'}},
]

describe('a metadata store of one own', () => {
  test('reads, writes, resolves and soft-deletes', async () => {
    const metadataStore = new MemoryStore({features: [ROOT, CHILD]})
    await metadataStore.open('w', async () => {
      expect(await metadataStore.hasFeature(ROOT)).toBe(false)
      await metadataStore.write(ROOT, rows)
      expect(await (await metadataStore.read(ROOT)).count()).toBe(2)
      const increment = await metadataStore.resolveUpdate(CHILD)
      await metadataStore.write(CHILD, await increment.table('new'))
      expect(await increment.counts()).toMatchObject({new: 0, stale: 0})
      await metadataStore.delete(ROOT, {filters: "id = 'a'"})
      expect(await increment.counts()).toMatchObject({new: 0, orphaned: 1})
      await expect(metadataStore.delete(ROOT, {soft: false})).rejects.toMatchObject({
        code: 'UNSUPPORTED',
      })
      await metadataStore.drop(CHILD)
      expect(await metadataStore.hasFeature(CHILD)).toBe(false)
    })
    await metadataStore.close()
  })

  test('a configuration names its type; the project reads and pushes through it', async () => {
    const folder = await temporaryFolder()
    await writeFile(
      join(folder, 'metaxy.toml'),
      [
        'project = "shop"',
        '[stores.dev]',
        'type = "my_pkg.MemoryStore"',
        'hash_algorithm = "md5"',
      ].join('\n'),
    )
    const configs: unknown[] = []
    const project = await openProject(folder, {
      env: {},
      now: () => 1_750_000_000_000_000n,
      metadataStores: {
        'my_pkg.MemoryStore': config => {
          configs.push(config)
          return new MemoryStore()
        },
      },
    })
    await project.push({definitions: [ROOT, CHILD]})
    expect((await project.graph({reload: true})).order).toEqual(['root', 'child'])
    const metadataStore = project.metadataStore()
    expect(metadataStore).toBe(project.metadataStore('dev'))
    await metadataStore.open('w', () => metadataStore.write('root', rows))
    expect((await project.read({feature: 'root'})).totalRows).toBe(2)
    expect(await project.status({feature: 'child'})).toMatchObject({counts: {new: 2}})
    expect(configs).toEqual([{hash_algorithm: 'md5'}])
    await project.close()
  })

  test('without its class the store cannot be opened, and says which type it is', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'metaxy.toml'), '[stores.dev]\ntype = "my_pkg.MemoryStore"\n')
    await expect(openProject(folder, {env: {}, now: () => 1n})).rejects.toThrow(
      'my_pkg.MemoryStore',
    )
  })
})

test('rows as JSON keeps them have times again', async () => {
  const feature = defineFeature({key: 'root', idColumns: ['id'], fields: ['x']})
  class TextStore extends MemoryStore {
    override async readTable(key: FeatureKey): Promise<StoredRows | null> {
      const parts = this.tables.get(key)
      if (parts === undefined) return null
      const texts = parts.flatMap(part =>
        part
          .toArray()
          .map(row =>
            JSON.parse(
              JSON.stringify(row.toJSON(), (_, value) =>
                typeof value === 'bigint' ? Number(value) : value,
              ),
            ),
          ),
      )
      return texts.map(row => ({
        ...row,
        metaxy_created_at: new Date(row.metaxy_created_at).toISOString(),
        metaxy_updated_at: new Date(row.metaxy_updated_at).toISOString(),
      }))
    }
  }
  const metadataStore = new TextStore({features: [feature]})
  await metadataStore.open('w', async () => {
    await metadataStore.write(feature, rows)
    await metadataStore.write(feature, rows)
    expect(await (await metadataStore.read(feature)).count()).toBe(2)
    expect(await (await metadataStore.readInStore(feature))?.count()).toBe(4)
  })
  await metadataStore.close()
})
