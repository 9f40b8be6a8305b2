import {mkdir, readdir, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import type {ScreensRequest} from '../../../src/app/headless/command-io.ts'
import {run} from '../../../src/app/headless/run.ts'
import {fixtureProject, temporaryFolder} from '../../helpers/fixture-project.ts'
import {runMxx} from '../../helpers/run-mxx.ts'

describe('the environment of a directory', () => {
  test('.env completes what is set, and never overrides it', async () => {
    const cwd = await fixtureProject('config')
    await writeFile(
      join(cwd, '.env'),
      'export METAXY_STORE=base\n# a comment\nNO_SUCH_VARIABLE="named"\n',
    )
    const print = ['config', 'print', '--format', 'json']
    expect(JSON.parse((await runMxx(print, {cwd})).stdout)).toMatchObject({
      store: 'base',
      project: 'named',
    })
    const {stdout} = await runMxx(print, {cwd, env: {METAXY_STORE: 'dev'}})
    expect(JSON.parse(stdout)).toMatchObject({store: 'dev', project: 'named'})
  })
})

describe('a database that is missing in the working directory', () => {
  test('but lies beside the configuration above: says so and what works; creates nothing', async () => {
    const cwd = await fixtureProject('basic')
    const below = join(cwd, 'below')
    await mkdir(below)
    const {exit, stderr} = await runMxx(['list', 'features'], {cwd: below})
    expect(exit).toBe(3)
    expect(stderr).toBe(
      `Error: The DuckDB database ${below}/dev.duckdb does not exist; the file lies beside the configuration ${cwd}/metaxy.toml.\n` +
        `Hint: Relative paths start at the working directory: \`mxx ${cwd}\` opens it.\n`,
    )
    expect(await readdir(below)).toEqual([])
  })

  test('and nowhere else: one sentence, exit 3, creates nothing', async () => {
    const cwd = await fixtureProject('basic')
    await rm(join(cwd, 'dev.duckdb'))
    const {exit, stdout} = await runMxx(['list', 'features', '--format', 'json'], {cwd})
    expect(exit).toBe(3)
    expect(JSON.parse(stdout)).toMatchObject({error: 'STORE_UNREACHABLE'})
    expect(await readdir(cwd)).not.toContain('dev.duckdb')
  })
})

/** Runs `mxx` at a terminal whose screens are only asked for; answers what they were asked for. */
async function screensOf(args: readonly string[], cwd: string, env: Record<string, string> = {}) {
  const asked: ScreensRequest[] = []
  const exit = await run(
    args,
    {
      cwd,
      env,
      stdin: process.stdin,
      stdout: {write: () => {}},
      stderr: {write: () => {}},
      isTerminal: {stdin: true, stdout: true},
      now: () => 0n,
    },
    {
      openProject: () => Promise.reject(new Error('A project was opened.')),
      openScreens: async request => {
        asked.push(request)
        return 0
      },
    },
  )
  return {exit, asked}
}

describe('the screens', () => {
  test('open on DIR with its own .env, or here', async () => {
    const cwd = await fixtureProject('config')
    await writeFile(join(cwd, '.env'), 'GOLDEN=1\n')
    const {asked} = await screensOf([cwd], '/')
    expect(asked).toMatchObject([
      {directory: cwd, options: {env: {GOLDEN: '1'}}, ascii: false, color: true},
    ])
    expect((await screensOf([], cwd)).asked).toMatchObject([{directory: cwd}])
  })

  test('take the options of every command', async () => {
    const cwd = await fixtureProject('config')
    const {asked} = await screensOf(['--store', 'base', '--ascii', '.'], cwd, {NO_COLOR: '1'})
    expect(asked).toMatchObject([{options: {store: 'base'}, ascii: true, color: false}])
  })

  test('do not open below the configuration when only there the database is missing', async () => {
    const cwd = await fixtureProject('basic')
    await mkdir(join(cwd, 'below'))
    expect(await screensOf(['below'], cwd)).toEqual({exit: 3, asked: []})
  })

  test('need a terminal: one sentence, exit 2', async () => {
    const cwd = await fixtureProject('basic')
    for (const args of [[], [cwd], ['demo']]) {
      const {exit, stdout, stderr} = await runMxx(args, {cwd})
      expect(exit).toBe(2)
      expect(stdout).toBe('')
      expect(stderr).toBe(
        'Error: The screens need a terminal; without one use a command, see `mxx --help`.\n',
      )
    }
  })
})

describe('demo', () => {
  test('--no-open makes a writable copy that commands work in', async () => {
    const folder = join(await temporaryFolder(), 'dailies')
    const {exit, stdout} = await runMxx(['demo', folder, '--no-open'], {cwd: '/'})
    expect({exit, stdout}).toEqual({exit: 0, stdout: `${folder}\n`})
    const list = await runMxx(['list', 'features', '--format', 'json'], {cwd: folder})
    expect(JSON.parse(list.stdout)).toMatchObject({feature_count: 9})
  })

  test('opens the copy and says where it lies', async () => {
    const folder = join(await temporaryFolder(), 'dailies')
    const {asked} = await screensOf(['demo', folder], '/')
    expect(asked).toMatchObject([{directory: folder, notice: expect.stringContaining(folder)}])
  })

  test('never writes into a folder that has something in it', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'mine.txt'), 'mine')
    const {exit, stderr} = await runMxx(['demo', folder, '--no-open'], {cwd: '/'})
    expect(exit).toBe(1)
    expect(stderr).toContain('is not empty; nothing was copied.')
    expect(await readdir(folder)).toEqual(['mine.txt'])
  })
})
