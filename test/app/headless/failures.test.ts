import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {DuckDBInstance} from '@duckdb/node-api'
import {describe, expect, test} from 'vitest'
import {CancelledError, type ErrorCode, loadConfig, MetaxyError} from '../../../src/engine/index.ts'
import {fixtureProject, temporaryFolder} from '../../helpers/fixture-project.ts'
import {pretendProject} from '../../helpers/pretend-project.ts'
import {runMxx} from '../../helpers/run-mxx.ts'

/** A project whose history fails with this error. */
function failing(error: Error) {
  return {
    cwd: '/',
    doors: {
      openProject: async () => {
        const config = await loadConfig({directory: '/', env: {}})
        return pretendProject({'a/b': 1}, {config, history: () => Promise.reject(error)})
      },
    },
  }
}

describe('an error', () => {
  test.each([
    ['CONFIG_ERROR', 2],
    ['INVALID_FILTER', 2],
    ['STORE_NOT_FOUND', 2],
    ['STORE_LOCKED', 3],
    ['STORE_UNREACHABLE', 3],
    ['CONFLICT', 4],
    ['STORE_FORMAT', 1],
    ['SCHEMA_ERROR', 1],
    ['UNSUPPORTED', 1],
  ] satisfies [ErrorCode, number][])('%s ends with %i', async (code, exit) => {
    const error = new MetaxyError({code, message: 'It went wrong.', hint: 'Do this.'})
    expect(await runMxx(['history'], failing(error))).toEqual({
      exit,
      stdout: '',
      stderr: 'Error: It went wrong.\nHint: Do this.\n',
    })
  })

  test('carries its details in JSON, and nothing goes to stderr', async () => {
    const error = new MetaxyError({
      code: 'STORE_LOCKED',
      message: 'Locked.',
      details: {pid: 42, rows: 9007199254740993n},
    })
    const {stdout, stderr} = await runMxx(['history', '--format', 'json'], failing(error))
    expect(JSON.parse(stdout)).toEqual({
      schema_version: 1,
      error: 'STORE_LOCKED',
      message: 'Locked.',
      pid: 42,
      rows: '9007199254740993',
    })
    expect(stderr).toBe('')
  })

  test('that is a bug shows its stack only with METAXY_LOG_LEVEL=DEBUG', async () => {
    const bug = failing(new TypeError('x is not a function'))
    const quiet = await runMxx(['history'], bug)
    expect(quiet).toEqual({exit: 1, stdout: '', stderr: 'Error: x is not a function\n'})
    const loud = await runMxx(['history'], {...bug, env: {METAXY_LOG_LEVEL: 'DEBUG'}})
    expect(loud.stderr).toContain('failures.test.ts')
  })

  test('from Ctrl+C is silent and ends with 130', async () => {
    const cancelled = failing(new CancelledError())
    expect(await runMxx(['history'], cancelled)).toEqual({exit: 130, stdout: '', stderr: ''})
  })
})

describe('Ctrl+C', () => {
  test('interrupts what the engine runs', async () => {
    const cwd = await fixtureProject('basic')
    const {exit, stdout} = await runMxx(['metadata', 'increment', 'examples/child'], {
      cwd,
      signal: AbortSignal.abort(),
    })
    expect({exit, stdout}).toEqual({exit: 130, stdout: ''})
  })
})

describe('a project without a push', () => {
  test('has no features; its tables are named as unregistered', async () => {
    const cwd = await temporaryFolder()
    await writeFile(
      join(cwd, 'metaxy.toml'),
      '[stores.dev]\ntype = "metaxy.ext.duckdb.DuckDBMetadataStore"\ndatabase = "dev.duckdb"\n',
    )
    const instance = await DuckDBInstance.create(join(cwd, 'dev.duckdb'))
    const connection = await instance.connect()
    await connection.run(
      'CREATE TABLE video__raw (id VARCHAR, metaxy_feature_version VARCHAR, metaxy_provenance VARCHAR, metaxy_provenance_by_field STRUCT(a VARCHAR))',
    )
    connection.closeSync()
    instance.closeSync()

    const {exit, stdout} = await runMxx(['list', 'features', '--format', 'json'], {cwd})
    expect(exit).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      error: 'NO_FEATURES',
      unregistered_tables: ['video__raw'],
      hint: expect.stringContaining('metaxy push'),
    })
  })
})

describe('an increment', () => {
  test('of a root without samples asks for them', async () => {
    const cwd = await fixtureProject('staleness-duckdb')
    const {exit, stdout} = await runMxx(['metadata', 'increment', 's/root', '-f', 'json'], {cwd})
    expect(exit).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      error: 'MISSING_REQUIRED_FLAG',
      required_flags: ['--samples'],
    })
  })

  test('with the native engine refuses samples that are not in the metadata store', async () => {
    const cwd = await fixtureProject('staleness-duckdb')
    const ask = [
      'metadata',
      'increment',
      's/root',
      '--samples',
      'inputs/samples.json',
      '-f',
      'json',
    ]
    const native = await runMxx([...ask, '--versioning-engine', 'native'], {cwd})
    expect(native.exit).toBe(1)
    expect(JSON.parse(native.stdout)).toMatchObject({error: 'ENGINE_MISMATCH'})
    expect((await runMxx([...ask, '--versioning-engine', 'polars'], {cwd})).exit).toBe(0)
  })
})
