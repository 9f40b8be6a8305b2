import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {loadConfig} from '../../../src/engine/config/load-config.ts'
import {redactedConfig} from '../../../src/engine/config/redacted-config.ts'
import {ConfigError} from '../../../src/engine/errors.ts'
import {goldenCases, projectOf} from '../../golden/cases.ts'
import {differences} from '../../golden/match.ts'
import {folderWith} from './folder.ts'

const DUCKDB = 'type = "metaxy.ext.duckdb.DuckDBMetadataStore"'

describe('recorded from the real Metaxy', () => {
  const steps = goldenCases().flatMap(golden =>
    golden.steps
      .filter(({run, expect: expected}) => run.includes('print') || isRefusal(expected, run))
      .map(step => [`${golden.name}: ${step.about}`, golden, step] as const),
  )

  test.each(steps)('%s', async (_, golden, step) => {
    const configFile = step.run[step.run.indexOf('--config-file') + 1]
    const loading = loadConfig({
      directory: projectOf(golden),
      env: step.env ?? {},
      ...(step.run.includes('--config-file') && configFile !== undefined ? {configFile} : {}),
    })
    if (step.exit === 2) await expect(loading).rejects.toThrow(ConfigError)
    else expect(differences(step.expect, redactedConfig(await loading))).toEqual([])
  })

  function isRefusal(expected: unknown, run: readonly string[]): boolean {
    return JSON.stringify(expected).includes('CONFIG_ERROR') && run.includes('--config-file')
  }
})

describe('which file', () => {
  const project = (name: string) => `project = "${name}"\n`
  const tool = (name: string) => `[tool.metaxy]\nproject = "${name}"\n`
  const folder = folderWith({
    'metaxy.toml': project('top'),
    'a/pyproject.toml': tool('a'),
    'a/b/pyproject.toml': '[project]\nname = "x"\n[tool.metaxy]\n',
    'c/metaxy.toml': project('c'),
    'c/pyproject.toml': tool('never'),
    'given.toml': project('given'),
  })
  const asked = async (directory: string, env = {}, configFile?: string) =>
    loadConfig({
      directory: join(folder, directory),
      env,
      ...(configFile === undefined ? {} : {configFile}),
    })

  test.each([
    ['the folder itself', '.', 'top', 'metaxy.toml'],
    ['metaxy.toml before pyproject.toml', 'c', 'c', 'c/metaxy.toml'],
    ['the nearest folder above', 'c/d/e', 'c', 'c/metaxy.toml'],
    ['not a pyproject.toml without settings of Metaxy', 'a/b', 'a', 'a/pyproject.toml'],
  ])('%s', async (_, directory, name, file) => {
    const config = await asked(directory)
    expect([config.project, config.file]).toEqual([name, join(folder, file)])
  })

  test('the one that is given, and METAXY_CONFIG before it', async () => {
    expect((await asked('c', {}, '../given.toml')).project).toBe('given')
    expect((await asked('c', {METAXY_CONFIG: '../metaxy.toml'}, '../given.toml')).project).toBe(
      'top',
    )
    expect((await asked('c', {METAXY_CONFIG: ''}, '../given.toml')).project).toBe('given')
  })

  test('one that is given has to exist', async () => {
    await expect(asked('c', {}, 'none.toml')).rejects.toThrow(
      `--config-file names ${join(folder, 'c/none.toml')}, which does not exist.`,
    )
    await expect(asked('c', {METAXY_CONFIG: 'none.toml'})).rejects.toThrow('METAXY_CONFIG names')
  })

  test('none: the defaults, and what the environment says', async () => {
    const config = await loadConfig({directory: '/', env: {METAXY_PROJECT: 'p', OTHER: 'x'}})
    expect(config).toMatchObject({
      file: null,
      project: 'p',
      store: 'dev',
      hashTruncationLength: 8,
      enableMapDatatype: false,
      autoCreateTables: false,
      locked: null,
      sync: true,
      theme: 'default',
      lockFile: null,
      warnings: [],
    })
    expect(config.stores.size).toBe(0)
  })
})

describe('values', () => {
  // What these settings are in effect was asked of the real Metaxy.
  test.each([
    ['hash_truncation_length = "12"', {hashTruncationLength: 12}],
    ['hash_truncation_length = 12.0', {hashTruncationLength: 12}],
    [
      'auto_create_tables = "yes"\nsync = "off"\nlocked = "1"',
      {autoCreateTables: true, sync: false, locked: true},
    ],
    ['sync = 0', {sync: false}],
    [
      `hash_truncation_length = "\${L:-16}"\nproject = "\${P}x"\ntheme = "\${A:-\${B}}"`,
      {hashTruncationLength: 16, project: 'x', theme: `\${B}`},
    ],
    [`theme = "\${A:x} \${EMPTY:-full} \${SET:-no}"`, {theme: `\${A:x}  yes`}],
    [`entrypoints = ["\${SET}.n"]`, {entrypoints: ['yes.n']}],
    [
      'metaxy_lock_path = "locks/a.lock"',
      {lockFile: expect.stringMatching(/\/mxx-config-\w+\/locks\/a\.lock$/)},
    ],
    ['', {lockFile: expect.stringMatching(/\/mxx-config-\w+\/metaxy\.lock$/)}],
    ['metaxy_lock_path = "/elsewhere.lock"', {lockFile: '/elsewhere.lock'}],
    ['[ext.sqlmodel]\nenable = true\nfoo = "x"', {ext: {sqlmodel: {enable: true, foo: 'x'}}}],
    [
      '[[extra_features]]\nkeys = ["a/b"]\n[[extra_features]]\nall = true',
      {extraFeatures: [{keys: ['a/b']}, {all: true}]},
    ],
  ])('%s', async (toml, expected) => {
    expect(await load(toml, {EMPTY: '', SET: 'yes'})).toMatchObject(expected)
  })

  test.each([
    [
      'hash_truncation_length = 12.5',
      '"hash_truncation_length" should be a whole number of at least 8, found 12.5.',
    ],
    ['hash_truncation_length = true', '"hash_truncation_length" should be a whole number'],
    ['hash_truncation_length = 4', 'should be a whole number of at least 8, found 4.'],
    ['sync = 2', '"sync" should be true or false, found 2.'],
    ['sync = "maybe"', '"sync" should be true or false, found "maybe".'],
    ['store = 5', '"store" should be a text, found 5.'],
    ['theme = 1979-05-27', '"theme" should be a text'],
    [
      'project = ""',
      '"project" should be a project name: letters, digits, "_" and "-", without "__", found "".',
    ],
    ['project = "a/b"', '"project" should be a project name'],
    ['entrypoints = "a.b"', '"entrypoints" should be a list, found "a.b".'],
    ['entrypoints = [1]', '"entrypoints[0]" should be a text, found 1.'],
    ['stores = "b"', '"stores" should be a table.'],
    ['[stores.a]\ntype = 5', '"stores.a.type" should be a text, found 5.'],
    ['[stores.a]\ntype = "x.Y"\nconfig = "secret"', '"stores.a.config" should be a table.'],
    ['[ext]\na = "b"', '"ext.a" should be a table.'],
    ['extra_features = "x"', '"extra_features" should be a list, found "x".'],
    [
      '[[extra_features]]',
      '"extra_features[0]" should be a selection with at least one of projects, keys, all',
    ],
    [
      '[[extra_features]]\nkeys = ["A"]',
      '"extra_features[0].keys[0]" should be a feature key, found "A".',
    ],
    ['[[extra_features]]\nkeys = ["a"]\nfoo = 1', '"extra_features[0].foo" should be left out'],
    ['colour = "red"', '"colour" is not a setting of Metaxy.'],
    ['store = ', 'metaxy.toml, line 1, column 9: invalid value.'],
    ['a = 1\na = 2', 'metaxy.toml, line 2, column 1: trying to redefine'],
    ['extend = 5', '"extend" should be the path of a configuration file.'],
    ['extend = "nowhere.toml"', 'nowhere.toml, which does not exist.'],
    ['extend = "metaxy.toml"', '"extend" runs in a circle: '],
  ])('refused: %s', async (toml, message) => {
    const failing = load(toml)
    await expect(failing).rejects.toThrow(ConfigError)
    await expect(failing).rejects.toThrow(message)
    await expect(failing).rejects.toThrow('metaxy.toml')
  })
})

describe('the environment', () => {
  const toml = `[stores.dev]\n${DUCKDB}\n[stores.dev.config]\na = 1\nfallback_stores = ["x"]\n`

  test('goes over the file, member by member, and what reads as JSON is decoded', async () => {
    const config = await load(toml, {
      METAXY_STORES__DEV__CONFIG__B: '5',
      metaxy_stores__dev__config__c: 'true',
      METAXY_STORES__DEV__CONFIG__D__E: '["x"]',
      METAXY_STORES__DEV__CONFIG__F: '1.50',
      METAXY_STORES__DEV__CONFIG__G: 'x y',
      METAXY_STORES__DEV__CONFIG__H: '"q"',
      METAXY_STORES__DEV__CONFIG__FALLBACK_STORES: '["b"]',
    })
    expect(config.stores.get('dev')?.config).toEqual({
      a: 1,
      b: 5,
      c: true,
      d: {e: ['x']},
      f: 1.5,
      g: 'x y',
      h: 'q',
      fallback_stores: ['b'],
    })
  })

  test('tables and lists as a whole, and single members over them', async () => {
    const config = await load('', {
      METAXY_STORES: '{"dev": {"type": "x.DeltaMetadataStore", "config": {"a": 1, "b": 2}}}',
      METAXY_STORES__DEV__CONFIG__B: '3',
      METAXY_ENTRYPOINTS: '["a.b"]',
      METAXY_EXT__X__ENABLE: 'true',
      METAXY_THEME: `\${HOME}`,
    })
    expect(config.stores.get('dev')).toMatchObject({kind: 'delta', config: {a: 1, b: 3}})
    expect(config).toMatchObject({
      entrypoints: ['a.b'],
      ext: {x: {enable: true}},
      theme: `\${HOME}`,
    })
  })

  test('names the variable that is wrong', async () => {
    const with_ = (env: Record<string, string>) => load('project = "p"', env)
    await expect(with_({METAXY_ENTRYPOINTS: 'a.b'})).rejects.toThrow(
      'The environment variable METAXY_ENTRYPOINTS should be a JSON list.',
    )
    await expect(with_({METAXY_HASH_TRUNCATION_LENGTH: '4'})).rejects.toThrow(
      'METAXY_HASH_TRUNCATION_LENGTH should be a whole number of at least 8, found "4".',
    )
    await expect(with_({METAXY_PROJECT: ''})).rejects.toThrow('METAXY_PROJECT should be a project')
  })

  test('other variables with that prefix are nobody’s business', async () => {
    const config = await load('', {METAXY_LOG_LEVEL: 'DEBUG', METAXY_PROJECT__X: '5', METAXY_: 'x'})
    expect(config.project).toBeNull()
  })

  test('a store that only a variable names is dropped, its values unsaid', async () => {
    const config = await load(toml, {METAXY_STORES__PROD__CONFIG__PASSWORD: 'hidden'})
    expect([...config.stores.keys()]).toEqual(['dev'])
    expect(config.warnings).toEqual([
      {
        code: 'store_without_type',
        message: '[stores.prod] is ignored: it has no "type" (it has config, config.password).',
        store: 'prod',
        members: ['config', 'config.password'],
      },
    ])
  })
})

describe('stores', () => {
  test('members directly under a store move into its config, with one warning', async () => {
    const config = await load(
      `[stores.dev]\n${DUCKDB}\ndatabase = "$\{DB:-dev}.duckdb"\nfallback_stores = []\n[stores.dev.config]\ntable_prefix = "x_"`,
      {METAXY_STORES__DEV__HASH_ALGORITHM: 'md5'},
    )
    expect(config.stores.get('dev')).toMatchObject({
      hashAlgorithm: 'md5',
      config: {database: 'dev.duckdb', table_prefix: 'x_'},
    })
    expect(config.warnings).toMatchObject([
      {
        code: 'members_moved',
        store: 'dev',
        members: ['database', 'fallback_stores', 'hash_algorithm'],
      },
    ])
  })

  test('the examples of the guide open as they are printed', async () => {
    const config = await load(
      [
        '[stores.dev]\ntype = "metaxy.ext.polars.DeltaMetadataStore"',
        `root_path = "\${HOME}/.metaxy/dev"\nfallback_stores = ["prod"]`,
        '[stores.prod]\ntype = "metaxy.metadata_store.delta.DeltaMetadataStore"',
        'root_path = "s3://my-prod-bucket/metaxy"',
      ].join('\n'),
      {HOME: '/home/me'},
    )
    expect([...config.stores.values()]).toMatchObject([
      {
        name: 'dev',
        kind: 'delta',
        config: {root_path: '/home/me/.metaxy/dev'},
        fallbackStores: ['prod'],
      },
      {name: 'prod', kind: 'delta', config: {root_path: 's3://my-prod-bucket/metaxy'}},
    ])
    expect(config.warnings.map(({code}) => code)).toEqual(['members_moved', 'members_moved'])
  })

  test.each([
    ['metaxy.metadata_store.duckdb.DuckDBMetadataStore', 'duckdb'],
    ['metaxy.ext.metadata_stores.delta.DeltaMetadataStore', 'delta'],
    ['metaxy.ext.duckdb.metadata_store.DuckDBMetadataStore', 'duckdb'],
    ['metaxy.ext.polars.handlers.iceberg.IcebergMetadataStore', 'iceberg'],
    ['metaxy.ext.lancedb:LanceDBMetadataStore', 'lancedb'],
    ['metaxy.ext.postgresql.PostgreSQLMetadataStore', 'postgresql'],
    ['metaxy.ext.clickhouse.ClickHouseMetadataStore', 'clickhouse'],
    ['metaxy.ext.bigquery.BigQueryMetadataStore', 'bigquery'],
  ])('%s is %s', async (type, kind) => {
    const config = await load(`[stores.dev]\ntype = "${type}"`)
    expect(config.stores.get('dev')).toMatchObject({
      type,
      kind,
      className: type.split(/[.:]/).at(-1),
    })
    expect(config.stores.get('dev')?.hashAlgorithm).toBe(kind === 'bigquery' ? 'md5' : 'xxhash32')
  })

  test.each([
    ['versioning_engine = "native"', 'native'],
    ['prefer_native = false', 'polars'],
    ['prefer_native = true', 'auto'],
    ['prefer_native = false\nversioning_engine = "auto"', 'auto'],
    ['', 'auto'],
  ])('versioning engine: %j', async (member, engine) => {
    const config = await load(`[stores.dev]\n${DUCKDB}\n[stores.dev.config]\n${member}`)
    expect(config.stores.get('dev')?.versioningEngine).toBe(engine)
  })

  test.each([
    ['type = "my_pkg.MyStore"', 'its type "my_pkg.MyStore" is not one of DuckDBMetadataStore, '],
    [
      `${DUCKDB}\nhash_algorithm = "sha256"`,
      'its hash_algorithm "sha256" is not one that DuckDBMetadataStore takes: md5, xxh3_64, xxhash32, xxhash64.',
    ],
    [`${DUCKDB}\nhash_algorithm = "bogus"`, 'its hash_algorithm "bogus" is not one that'],
    [
      'type = "x.DeltaMetadataStore"\nhash_algorithm = "farmhash"',
      'xxh3_64, xxhash64, xxhash32, wyhash, sha256, md5.',
    ],
    [
      `${DUCKDB}\nversioning_engine = "spark"`,
      'its versioning_engine "spark" is not one of auto, native, polars.',
    ],
    [`${DUCKDB}\nfallback_stores = "prod"`, 'its fallback_stores is not a list of store names.'],
  ])('one that cannot be used hurts nobody else: %s', async (members, reason) => {
    const config = await load(`[stores.bad]\n${members}\n[stores.dev]\n${DUCKDB}`)
    expect([...config.stores.keys()]).toEqual(['dev'])
    expect(config.unusableStores.get('bad')?.reason).toContain(
      'metaxy.toml: [stores.bad] cannot be used: ',
    )
    expect(config.unusableStores.get('bad')?.reason).toContain(reason)
  })
})

test('what a file extends: values of the child, tables one level, lists together', async () => {
  const folder = folderWith({
    'metaxy.toml': `extend = "base/pyproject.toml"\nentrypoints = ["own"]\ntheme = "own"\n[stores.dev]\n${DUCKDB}\n[ext.a]\nx = 1`,
    'base/pyproject.toml': `[tool.metaxy]\nextend = "../root.toml"\nentrypoints = ["base"]\ntheme = "base"\nstore = "base"\n[tool.metaxy.ext.a]\ny = 1\n[tool.metaxy.ext.b]\nz = 1`,
    'root.toml': `metaxy_lock_path = "x.lock"\nentrypoints = ["root"]\n[stores.dev]\ntype = "x.DeltaMetadataStore"\n[stores.dev.config]\nroot_path = "never"`,
  })
  const config = await loadConfig({directory: folder, env: {}})
  expect(config).toMatchObject({
    entrypoints: ['root', 'base', 'own'],
    theme: 'own',
    store: 'base',
    ext: {a: {x: 1}, b: {z: 1}},
    lockFile: join(folder, 'x.lock'),
  })
  expect(config.stores.get('dev')).toMatchObject({kind: 'duckdb', config: {}})
  expect(config.warnings).toMatchObject([{code: 'lock_file_missing', file: join(folder, 'x.lock')}])
})

async function load(toml: string, env: Readonly<Record<string, string>> = {}) {
  return loadConfig({directory: folderWith({'metaxy.toml': toml}), env})
}
