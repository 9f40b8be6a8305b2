import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {defineFeature, type FeatureDefinition, type Project} from '../../../src/engine/index.ts'
import {temporaryFolder} from '../../helpers/fixture-project.ts'
import {DATABASE, inDatabase} from '../../helpers/made-project.ts'
import {openFolder} from '../../helpers/open-fixture.ts'

const raw = defineFeature({key: 'raw', idColumns: ['id'], fields: ['x', 'y']})
const leaf = defineFeature({key: 'leaf', idColumns: ['id'], deps: [raw]})
const documented = defineFeature({
  key: 'leaf',
  idColumns: ['id'],
  deps: [raw],
  description: 'What it is.',
})

test('a first push makes the system table and is the current graph from then on', async () => {
  const project = await emptyProject()
  const before = await project.graph()
  const pushed = await project.push({definitions: [raw, leaf], tags: {git: 'abc'}})
  expect(before.order).toEqual([])
  expect(pushed).toMatchObject({
    project: 'shop',
    outcome: 'recorded',
    features: ['raw', 'leaf'],
    recorded: ['raw', 'leaf'],
    warnings: [{code: 'table_created'}],
  })
  const graph = await project.graph()
  expect(graph.order).toEqual(['raw', 'leaf'])
  expect(graph.warnings).toEqual([])
  expect(graph.projectVersions.get('shop')).toBe(pushed.projectVersion)
  expect(await project.history()).toMatchObject([{featureCount: 2, tags: {git: 'abc'}}])
})

test('the same again, other tags among it, records nothing', async () => {
  const project = await emptyProject()
  const first = await project.push({definitions: [raw, leaf]})
  const again = await project.push({definitions: [raw, leaf], tags: {git: 'abc'}})
  const current = await project.push()
  expect([again, current]).toMatchObject([
    {outcome: 'unchanged', recorded: [], projectVersion: first.projectVersion},
    {outcome: 'unchanged', recorded: [], projectVersion: first.projectVersion},
  ])
  expect(await project.history()).toHaveLength(1)
})

test('A, A, B, A, A records two rows each for the first, the third and the fourth', async () => {
  const project = await emptyProject()
  const [a, b] = [
    [raw, leaf],
    [raw, documented],
  ]
  const outcomes: [string, number][] = []
  for (const definitions of [a, a, b, a, a]) {
    const {outcome, recorded} = await project.push({definitions})
    outcomes.push([outcome, recorded.length])
  }
  expect(outcomes).toEqual([
    ['recorded', 2],
    ['unchanged', 0],
    ['recorded', 2],
    ['recorded', 2],
    ['unchanged', 0],
  ])
  expect((await project.history()).map(push => push.isCurrent)).toEqual([true, false, false])
})

test('a row that somebody took away comes back alone', async () => {
  const folder = await emptyFolder()
  const project = await openFolder(folder)
  await project.push({definitions: [raw, leaf]})
  await project.close()
  await inDatabase(
    join(folder, DATABASE),
    "DELETE FROM metaxy_system__feature_versions WHERE feature_key = 'leaf'",
  )
  const again = await openFolder(folder)
  expect(await again.push({definitions: [raw, leaf]})).toMatchObject({
    outcome: 'updated',
    recorded: ['leaf'],
  })
})

test('a push is the newest one although rows of the future are there', async () => {
  const folder = await emptyFolder()
  const future = await openFolder(folder, {now: () => 4_000_000_000_000_000n})
  await future.push({definitions: [raw, leaf]})
  await future.close()
  const project = await openFolder(folder)
  const {projectVersion} = await project.push({definitions: [raw, documented]})
  expect((await project.graph()).projectVersions.get('shop')).toBe(projectVersion)
})

test('what other projects define is what this one is computed from', async () => {
  const folder = await emptyFolder()
  const other = await openFolder(folder, {env: {METAXY_PROJECT: 'other'}})
  await other.push({definitions: [raw]})
  await other.close()
  const project = await openFolder(folder)
  expect(await project.push({definitions: [leaf]})).toMatchObject({features: ['leaf']})
  expect(new Set((await project.graph()).projectVersions.keys())).toEqual(
    new Set(['other', 'shop']),
  )
})

test('definitions of other projects are no part of the push', async () => {
  const project = await emptyProject()
  const pushed = await project.push({definitions: [{...raw, project: 'other'}, leaf]})
  expect(pushed).toMatchObject({
    recorded: ['leaf'],
    warnings: [{code: 'table_created'}, {code: 'other_projects_not_pushed', features: ['raw']}],
  })
})

test('hundreds of features', async () => {
  const project = await emptyProject()
  const many = Array.from({length: 300}, (_, index) =>
    defineFeature({key: `many/f${index}`, idColumns: ['id'], deps: index === 0 ? [] : ['many/f0']}),
  )
  const {recorded, projectVersion} = await project.push({definitions: many})
  expect(recorded).toHaveLength(300)
  expect((await project.graph()).projectVersions.get('shop')).toBe(projectVersion)
})

test('a dry run says the same and writes nothing', async () => {
  const folder = await emptyFolder()
  await inDatabase(join(folder, DATABASE))
  const project = await openFolder(folder)
  const dry = await project.push({definitions: [raw, leaf], dryRun: true})
  expect(await project.history()).toEqual([])
  const wet = await project.push({definitions: [raw, leaf]})
  expect({...wet, warnings: []}).toEqual(dry)
})

describe('refused, nothing written:', () => {
  test.each<[string, readonly FeatureDefinition[], object]>([
    ['a dep that nobody defines', [leaf], {code: 'INVALID_INPUT', message: /depends on "raw"/}],
    ['one key twice', [raw, raw], {code: 'INVALID_INPUT', details: {features: ['raw']}}],
    ['nothing of this project', [], {code: 'NO_FEATURES'}],
  ])('%s', async (_, definitions, error) => {
    const project = await emptyProject()
    await expect(project.push({definitions})).rejects.toThrow(
      expect.objectContaining(matching(error)),
    )
    expect(await project.history().catch(() => [])).toEqual([])
  })

  test('the reserved tag', async () => {
    const project = await emptyProject()
    const pushing = project.push({definitions: [raw], tags: {metaxy: 'x'}})
    await expect(pushing).rejects.toThrow('The tag "metaxy" is reserved')
  })

  test('a system table that would have to be made and may not', async () => {
    const project = await openFolder(await emptyFolder('auto_create_tables = false'))
    const pushing = project.push({definitions: [raw]})
    await expect(pushing).rejects.toMatchObject({code: 'TABLE_NOT_FOUND'})
  })

  test('a system table with the key that migration tools give it', async () => {
    const folder = await emptyFolder()
    const texts = ['feature_spec', 'feature_schema', 'feature_class_path', 'tags']
    await inDatabase(
      join(folder, DATABASE),
      `CREATE TABLE metaxy_system__feature_versions (project VARCHAR, feature_key VARCHAR,
        metaxy_feature_version VARCHAR, metaxy_definition_version VARCHAR, recorded_at TIMESTAMP,
        ${texts.map(name => `${name} VARCHAR`).join(', ')}, metaxy_project_version VARCHAR,
        deleted_at TIMESTAMP, PRIMARY KEY (project, feature_key, metaxy_definition_version))`,
    )
    const project = await openFolder(folder)
    await project.push({definitions: [raw, leaf]})
    await expect(project.push({definitions: [raw, documented]})).rejects.toMatchObject({
      code: 'SCHEMA_ERROR',
      hint: expect.stringContaining('without keys'),
    })
    expect(await project.history()).toHaveLength(1)
  })

  test('a system table of an older release', async () => {
    const folder = await emptyFolder()
    await inDatabase(
      join(folder, DATABASE),
      'CREATE TABLE metaxy_system__feature_versions (project VARCHAR, feature_key VARCHAR, recorded_at TIMESTAMP, feature_spec VARCHAR)',
    )
    const pushing = (await openFolder(folder)).push({definitions: [raw]})
    await expect(pushing).rejects.toMatchObject({code: 'STORE_FORMAT'})
  })
})

function matching(error: object): object {
  return Object.fromEntries(
    Object.entries(error).map(([name, value]) => [
      name,
      value instanceof RegExp ? expect.stringMatching(value) : value,
    ]),
  )
}

async function emptyProject(): Promise<Project> {
  return openFolder(await emptyFolder())
}

async function emptyFolder(setting = 'auto_create_tables = true'): Promise<string> {
  const folder = await temporaryFolder()
  const toml = `project = "shop"\nstore = "dev"\n${setting}\n[stores.dev]\ntype = "metaxy.ext.duckdb.DuckDBMetadataStore"\n[stores.dev.config]\ndatabase = "${DATABASE}"\n`
  await writeFile(join(folder, 'metaxy.toml'), toml)
  await inDatabase(join(folder, DATABASE))
  return folder
}
