import {describe, expect, test} from 'vitest'
import {
  chooseMetadataStore,
  fallbackChain,
} from '../../../src/engine/config/choose-metadata-store.ts'
import {displayOf, displayWithName} from '../../../src/engine/config/display.ts'
import {loadConfig} from '../../../src/engine/config/load-config.ts'
import {folderWith} from './folder.ts'

describe('the store that is asked for', () => {
  test('by name, else the default one', async () => {
    const config = await stores({dev: {}, prod: {}})
    expect(chooseMetadataStore(config).name).toBe('dev')
    expect(chooseMetadataStore(config, 'prod').name).toBe('prod')
  })

  test('one that is not configured: those that are', async () => {
    const config = await stores({prod: {}, archive: {hash_algorithm: 'bogus'}})
    expect(() => chooseMetadataStore(config)).toThrow(
      /^No metadata store "dev" is configured in .*metaxy\.toml\.$/,
    )
    expect(() => chooseMetadataStore(config)).toThrow(
      expect.objectContaining({code: 'STORE_NOT_FOUND', hint: 'Configured are archive, prod.'}),
    )
  })

  test('one that cannot be used: why', async () => {
    const config = await stores({dev: {hash_algorithm: 'bogus'}})
    expect(() => chooseMetadataStore(config)).toThrow(
      expect.objectContaining({
        code: 'CONFIG_ERROR',
        message: expect.stringContaining('its hash_algorithm "bogus" is not one that'),
      }),
    )
  })

  test('none at all', async () => {
    const config = await loadConfig({directory: '/', env: {}})
    expect(() => chooseMetadataStore(config)).toThrow('There is no metaxy.toml')
    expect(() => chooseMetadataStore({...config, file: '/x/metaxy.toml'})).toThrow(
      '/x/metaxy.toml configures no metadata store.',
    )
  })
})

describe('the stores behind it', () => {
  test('depth first, each once', async () => {
    const config = await stores({
      dev: {fallback_stores: ['a', 'b']},
      a: {fallback_stores: ['c', 'd']},
      b: {fallback_stores: ['d']},
      c: {},
      d: {},
    })
    expect(names(config)).toEqual(['a', 'c', 'd', 'b'])
  })

  test.each([
    [
      'a circle',
      {dev: {fallback_stores: ['a']}, a: {fallback_stores: ['dev']}},
      'circle: dev → a → dev.',
    ],
    ['itself', {dev: {fallback_stores: ['dev']}}, 'circle: dev → dev.'],
    [
      'an unknown one',
      {dev: {fallback_stores: ['x']}},
      '[stores.dev] names the fallback store "x", which is not configured.',
    ],
    [
      'an unusable one',
      {dev: {fallback_stores: ['a']}, a: {hash_algorithm: 'x'}},
      '[stores.a] cannot be used',
    ],
    [
      'one that hashes otherwise',
      {dev: {fallback_stores: ['a']}, a: {hash_algorithm: 'md5'}},
      'Fallback store "a" uses hash_algorithm "md5" but "dev" uses "xxhash32"',
    ],
  ])('refused: %s', async (_, tables, message) => {
    const config = await stores(tables)
    expect(() => names(config)).toThrow(expect.objectContaining({code: 'CONFIG_ERROR'}))
    expect(() => names(config)).toThrow(message)
  })

  function names(config: Awaited<ReturnType<typeof stores>>): readonly string[] {
    return fallbackChain(config, chooseMetadataStore(config)).map(({name}) => name)
  }
})

describe('how a store is called', () => {
  test.each([
    ['DuckDB', {database: 'data/dev.duckdb'}, 'database=/place/data/dev.duckdb'],
    ['DuckDB', {database: '/abs/dev.duckdb'}, 'database=/abs/dev.duckdb'],
    ['DuckDB', {database: 'md:db?motherduck_token=abc'}, 'database=md:db?motherduck_token=***'],
    ['Delta', {root_path: './lake/'}, 'path=/place/lake'],
    ['Delta', {root_path: 'file:///data/lake'}, 'path=/data/lake'],
    ['Delta', {root_path: 'local://lake'}, 'path=/place/lake'],
    ['Delta', {root_path: 's3://bucket/lake/'}, 'path=s3://bucket/lake'],
    ['LanceDB', {uri: 'db://me:pw@host/x'}, 'path=db://***:***@host/x'],
    ['Iceberg', {warehouse: 'wh'}, 'warehouse=/place/wh'],
    [
      'PostgreSQL',
      {connection_string: 'postgresql://me:p@ss/w@host:1/db'},
      'backend=postgresql://***:***@host:1/db',
    ],
    ['PostgreSQL', {connection_params: {password: 'x'}}, 'backend=postgresql'],
    [
      'ClickHouse',
      {connection_string: 'clickhouse://me@host/db'},
      'backend=clickhouse://***@host/db',
    ],
    ['BigQuery', {project_id: 'p', dataset_id: 'd'}, 'project=p/d'],
  ])('%s %j', async (kind, members, place) => {
    const config = await stores({dev: members}, kind)
    const chosen = chooseMetadataStore(config)
    expect(displayOf(chosen, '/place')).toBe(`${kind}MetadataStore(${place})`)
    expect(displayWithName(chosen, '/place')).toBe(`[dev] ${kind}MetadataStore(${place})`)
  })
})

async function stores(tables: Readonly<Record<string, unknown>>, kind = 'DuckDB') {
  const type = `metaxy.${kind}MetadataStore`
  const env = Object.fromEntries(
    Object.entries(tables).map(([name, config]) => [
      `METAXY_STORES__${name.toUpperCase()}`,
      JSON.stringify({type, config}),
    ]),
  )
  return loadConfig({directory: folderWith({'metaxy.toml': ''}), env})
}
