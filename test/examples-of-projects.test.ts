import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, onTestFinished, test} from 'vitest'
import {migrate} from '../examples/cross-project.ts'
import {ChildFeature, MyFeature, samples} from '../examples/features.ts'
import * as instantiate from '../examples/instantiate.ts'
import {JsonMetadataStore} from '../examples/json-store.ts'
import {DuckDBMetadataStore, defineFeature, openProject, type Project} from '../src/engine/index.ts'
import {temporaryFolder} from './helpers/fixture-project.ts'

const now = () => BigInt(Date.now()) * 1000n

describe('making a store', () => {
  test('in code, out of a configuration object, or of a project', async () => {
    const folder = await temporaryFolder()
    const delta = instantiate.makeStore(join(folder, 'delta'))
    expect(delta.display()).toBe(`DeltaMetadataStore(path=${folder}/delta)`)
    const prod = new DuckDBMetadataStore({database: join(folder, 'prod.db'), hashAlgorithm: 'md5'})
    const dev = instantiate.storeFromConfig(folder, prod)
    expect(await instantiate.describeStore(dev)).toEqual([dev.display(), prod.display()])
    const odd = new DuckDBMetadataStore({database: 'x.db', hashAlgorithm: 'sha256'})
    await expect(odd.validateHashAlgorithm()).rejects.toMatchObject({code: 'CONFIG_ERROR'})
    await writeFile(
      join(folder, 'metaxy.toml'),
      `[stores.dev]\ntype = "metaxy.ext.polars.DeltaMetadataStore"\nroot_path = "${folder}/tables"\n`,
    )
    const {project, dev: ofProject} = await instantiate.storeOfProject(folder)
    onTestFinished(() => project.close())
    await ofProject.open('w', () => ofProject.write(MyFeature, samples))
    expect(ofProject.display()).toBe(`DeltaMetadataStore(path=${folder}/tables)`)
  })

  test('of one own, named by a configuration', async () => {
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'data'))
    await writeFile(
      join(folder, 'metaxy.toml'),
      '[stores.dev]\ntype = "my_pkg.JsonMetadataStore"\n[stores.dev.config]\nfolder = "data"\n',
    )
    const project = await openProject(folder, {
      env: {},
      now,
      metadataStores: {
        'my_pkg.JsonMetadataStore': config =>
          new JsonMetadataStore({folder: join(folder, String(config.folder))}),
      },
    })
    onTestFinished(() => project.close())
    await project.push({definitions: [MyFeature, ChildFeature], project: 'shop'})
    const metadataStore = project.metadataStore()
    await metadataStore.open('w', () => metadataStore.write('my/feature', samples))
    expect(await project.status({feature: 'example/child'})).toMatchObject({counts: {new: 2}})
  })
})

test('writes of other projects', async () => {
  const folder = await temporaryFolder()
  await writeFile(
    join(folder, 'metaxy.toml'),
    'project = "mine"\n[stores.dev]\ntype = "DeltaMetadataStore"\nroot_path = "tables"\n',
  )
  const project: Project = await openProject(folder, {env: {}, now})
  onTestFinished(() => project.close())
  const other = defineFeature({
    key: 'other/feature',
    idColumns: ['sample_uid'],
    fields: ['frames', 'audio'],
    project: 'theirs',
  })
  const metadataStore = project.metadataStore()
  await metadataStore.open('w', async () => {
    await metadataStore.write(MyFeature, samples) // OK
    await expect(metadataStore.write(other, samples)).rejects.toMatchObject({
      code: 'CROSS_PROJECT_WRITE',
      details: {feature: 'other/feature', project: 'theirs', expected_project: 'mine'},
    })
  })
  await migrate(project, [
    [MyFeature, samples],
    [other, samples],
  ])
  await metadataStore.open('r', async () => {
    expect(await (await metadataStore.read(other)).count()).toBe(2)
  })
})
