import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, onTestFinished, test} from 'vitest'
import {loadConfig, openProject} from '../src/engine/index.ts'
import {push} from './engine/metadata-store/pushed-rows.ts'
import {temporaryFolder} from './helpers/fixture-project.ts'
import {madeProject} from './helpers/made-project.ts'
import {runMxx} from './helpers/run-mxx.ts'

const now = () => BigInt(Date.now()) * 1000n

/** The configurations of Metaxy's pages, as they are printed; what they name lies in a folder of its own. */
const PRINTED: Readonly<Record<string, string>> = {
  'a Delta store, first generation': `[stores.dev]
type = "metaxy.metadata_store.delta.DeltaMetadataStore"
root_path = "/path/to/directory"`,
  'a Delta store': `[stores.dev]
type = "metaxy.ext.polars.DeltaMetadataStore"
root_path = "/path/to/directory"`,
  'fallback stores, first generation': `[stores.dev]
type = "metaxy.metadata_store.delta.DeltaMetadataStore"
root_path = "\${HOME}/.metaxy/dev"
fallback_stores = ["prod"]

[stores.prod]
type = "metaxy.metadata_store.delta.DeltaMetadataStore"
root_path = "s3://my-prod-bucket/metaxy"`,
  'fallback stores': `[stores.dev]
type = "metaxy.ext.polars.DeltaMetadataStore"
root_path = "\${HOME}/.metaxy/dev"
fallback_stores = ["prod"]

[stores.prod]
type = "metaxy.ext.polars.DeltaMetadataStore"
root_path = "s3://my-prod-bucket/metaxy"`,
}

describe('every printed configuration opens', () => {
  test.each(Object.entries(PRINTED))('%s', async (_, toml) => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'metaxy.toml'), toml)
    const project = await openProject(folder, {env: {HOME: folder}, now})
    onTestFinished(() => project.close())
    const metadataStore = project.metadataStore('dev')
    expect(metadataStore.display()).toMatch(/^DeltaMetadataStore\(path=\//)
    const moved = project.warnings.filter(({code}) => code === 'members_moved')
    expect(moved).toHaveLength(toml.split('type =').length - 1)
    if (!toml.includes('prod')) return
    const stores = await project.metadataStores()
    expect(stores.find(({name}) => name === 'prod')).toMatchObject({
      info: 'DeltaMetadataStore(path=s3://my-prod-bucket/metaxy)',
      reachable: false,
    })
  })

  const PARTS = [
    ['enable_map_datatype = true', {}],
    ['[stores.dev.config]\n# Optional\n# fallback_stores = []', {}],
    ['[stores.dev.config]\n# Optional\n# hash_algorithm = null', {}],
    ['[stores.dev.config]\nversioning_engine = "auto"', {}],
    ['', {METAXY_STORES__DEV__CONFIG__VERSIONING_ENGINE: 'auto'}],
    ['', {METAXY_STORES__DEV__CONFIG__HASH_ALGORITHM: 'md5'}],
    ['', {METAXY_STORES__DEV__CONFIG__FALLBACK_STORES: '["prod"]'}],
  ] as const
  test.each(PARTS)('a part of one: %s %s', async (part, env) => {
    const folder = await temporaryFolder()
    const file = join(folder, 'metaxy.toml')
    await writeFile(file, part)
    await loadConfig({directory: folder, env})
    const dev = '[stores.dev]\ntype = "metaxy.metadata_store.duckdb.DuckDBMetadataStore"'
    const prod = dev.replace('dev', 'prod')
    await writeFile(
      file,
      part.startsWith('[')
        ? `${dev}\n${part}\ndatabase = "dev.db"\n${prod}\n`
        : `${part}\n${dev}\ndatabase = "dev.db"\n${prod}\ndatabase = "prod.db"\n`,
    )
    const project = await openProject(folder, {env, now})
    onTestFinished(() => project.close())
    expect(project.metadataStore('dev').display()).toBe(
      `DuckDBMetadataStore(database=${join(folder, 'dev.db')})`,
    )
  })

  test.each([
    '[tool.metaxy.stores.dev.config]\n# Optional\n# fallback_stores = []',
    '[tool.metaxy.stores.dev.config]\n# Optional\n# hash_algorithm = null',
    '[tool.metaxy.stores.dev.config]\nversioning_engine = "auto"',
  ])('in pyproject.toml: %s', async part => {
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'src'))
    await writeFile(
      join(folder, 'pyproject.toml'),
      `[tool.metaxy.stores.dev]\ntype = "metaxy.ext.duckdb.DuckDBMetadataStore"\n${part}\ndatabase = "dev.db"\n`,
    )
    const project = await openProject(join(folder, 'src'), {env: {}, now})
    onTestFinished(() => project.close())
    expect(project.chosen.name).toBe('dev')
  })
})

describe('every printed command line runs, with mxx for metaxy', () => {
  test('metadata delete, soft and hard', async () => {
    const folder = await madeProject({
      features: [{key: 'predictions', fields: [{key: 'x'}]}],
      tables: versionOf => [
        `CREATE TABLE predictions AS SELECT 'p' || i AS id, i / 10.0::DOUBLE AS confidence,
          TIMESTAMPTZ '2023-06-01 00:00:00+00' + to_days((i * 100)::INT) AS created_at,
          {x: 'h'} AS metaxy_provenance_by_field, 'h' AS metaxy_provenance,
          {x: 'h'} AS metaxy_data_version_by_field, 'h' AS metaxy_data_version,
          '${versionOf('predictions')}' AS metaxy_feature_version, 'p' AS metaxy_project_version,
          now() AS metaxy_created_at, now() AS metaxy_updated_at,
          NULL::TIMESTAMPTZ AS metaxy_deleted_at, NULL::VARCHAR AS metaxy_materialization_id
          FROM range(10) r(i)`,
      ],
    })
    const soft = await mxx(
      folder,
      ...['metadata', 'delete', '--feature', 'predictions'],
      '--filter',
      'confidence < 0.3',
    )
    expect(soft).toMatchObject({mode: 'soft', total_rows: 3})
    const hard = await mxx(
      folder,
      ...['metadata', 'delete', '--feature', 'predictions'],
      '--filter',
      "created_at < '2024-01-01'",
      '--soft=false',
    )
    expect(hard).toMatchObject({mode: 'hard', total_rows: 6})
  })

  test('metadata rebase', async () => {
    const child = {key: 'example/child', deps: [{feature: 'root'}], fields: [{key: 'x'}]}
    const features = [{key: 'root', fields: [{key: 'x'}]}, child]
    const folder = await madeProject({
      features,
      pushed: rows => [
        ...push(features, {project: 'shop', at: 1_700_000_000}).map(row => ({
          ...row,
          projectVersion: 'older',
          featureVersion: row.featureKey === 'example/child' ? 'def456' : row.featureVersion,
        })),
        ...rows,
      ],
      tables: versionOf =>
        [
          ['root', versionOf('root')],
          ['example__child', 'abc123'],
        ].map(
          ([table, version]) => `CREATE TABLE ${table} AS SELECT 'a' AS id,
            {x: 'h'} AS metaxy_provenance_by_field, 'h' AS metaxy_provenance,
            {x: 'h'} AS metaxy_data_version_by_field, 'h' AS metaxy_data_version,
            '${version}' AS metaxy_feature_version, 'p' AS metaxy_project_version,
            now() AS metaxy_created_at, now() AS metaxy_updated_at,
            NULL::TIMESTAMPTZ AS metaxy_deleted_at, NULL::VARCHAR AS metaxy_materialization_id`,
        ),
    })
    const line = ['metadata', 'rebase', 'example/child', '--from', 'abc123', '--to', 'def456']
    expect(await mxx(folder, ...line, '--dry-run')).toMatchObject({candidates: 1, rows: 1})
    expect(await mxx(folder, ...line)).toMatchObject({dry_run: false, rows: 1})
    expect(await mxx(folder, ...line)).toMatchObject({candidates: 0, rows: 0})
  })
})

async function mxx(folder: string, ...args: readonly string[]): Promise<unknown> {
  const {exit, stdout, stderr} = await runMxx([...args, '--format', 'json'], {
    cwd: folder,
    env: {XDG_STATE_HOME: join(folder, 'state')},
  })
  expect({exit, stderr: exit === 0 ? '' : stderr}).toEqual({exit: 0, stderr: ''})
  return JSON.parse(stdout)
}
