import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {DataType} from 'apache-arrow'
import {expect, onTestFinished, test} from 'vitest'
import {
  DeltaMetadataStore,
  DuckDBMetadataStore,
  defineFeature,
  type MetadataStore,
  openProject,
} from '../../../src/engine/index.ts'
import {temporaryFolder} from '../../helpers/fixture-project.ts'

const FEATURE = defineFeature({key: 'a', idColumns: ['id'], fields: ['x'], project: 'shop'})
const ROWS = [
  {id: 1, tags: new Map([['k', 'v']]), metaxy_provenance_by_field: {x: '1'}},
  {id: 2, tags: new Map(), metaxy_provenance_by_field: {x: '2'}},
  {id: 3, tags: null, metaxy_provenance_by_field: {x: '3'}},
]

const STORES: readonly [string, string, (folder: string) => MetadataStore][] = [
  [
    'DuckDB',
    'database = "dev.duckdb"',
    folder =>
      new DuckDBMetadataStore({database: join(folder, 'dev.duckdb'), autoCreateTables: true}),
  ],
  [
    'Delta',
    'root_path = "tables"',
    folder => new DeltaMetadataStore({rootPath: join(folder, 'tables')}),
  ],
]

test.each(STORES)(
  'maps of a user stay maps from a write over a read to an export: %s',
  async (kind, place, make) => {
    const folder = await temporaryFolder()
    const metadataStore = make(folder)
    await metadataStore.open('w', async () => {
      await metadataStore.write(FEATURE, ROWS)
      const read = await (await metadataStore.read(FEATURE)).table()
      expect(DataType.isMap(read.getChild('tags')?.type)).toBe(true)
      await metadataStore.write(FEATURE, read)
      expect(await (await metadataStore.read(FEATURE)).count()).toBe(3)
    })
    await metadataStore.close()

    const toml = [
      'project = "shop"',
      '[stores.dev]',
      `type = "${kind}MetadataStore"`,
      '[stores.dev.config]',
      place,
    ]
    await writeFile(join(folder, 'metaxy.toml'), `auto_create_tables = true\n${toml.join('\n')}`)
    const project = await openProject(folder, {env: {}, now: () => BigInt(Date.now()) * 1000n})
    onTestFinished(() => project.close())
    await project.push({definitions: [FEATURE]})
    await project.exportRows({feature: 'a'}, 'rows.parquet')
    const dev = project.metadataStore()
    await dev.open('w', () => dev.write('a', 'rows.parquet'))
    const {columns, rows} = await project.read({feature: 'a', columns: ['id', 'tags']})
    expect(columns).toEqual([
      {name: 'id', type: 'BIGINT'},
      {name: 'tags', type: 'MAP(VARCHAR, VARCHAR)'},
    ])
    expect(rows).toEqual([
      [1, {k: 'v'}],
      [2, {}],
      [3, null],
    ])
  },
)
