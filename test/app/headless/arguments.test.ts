import {describe, expect, test} from 'vitest'
import {fixtureProject} from '../../helpers/fixture-project.ts'
import {runMxx} from '../../helpers/run-mxx.ts'

describe('options of every command', () => {
  test('stand before the sub-command, behind it or at its end', async () => {
    const cwd = await fixtureProject('projects')
    const answers = await Promise.all(
      [
        ['--project', 'alpha', 'list', 'features'],
        ['list', '--project', 'alpha', 'features'],
        ['list', 'features', '--project', 'alpha'],
        ['list', 'features', '--project=alpha'],
      ].map(args => runMxx([...args, '--format', 'json'], {cwd})),
    )
    for (const {exit, stdout} of answers) {
      expect(exit).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({feature_count: 2})
    }
  })

  test('said twice, the later one counts', async () => {
    const cwd = await fixtureProject('projects')
    const args = ['--project', 'beta', 'list', 'features', '--project', 'alpha', '-f', 'json']
    expect(JSON.parse((await runMxx(args, {cwd})).stdout)).toMatchObject({feature_count: 2})
  })

  test('--snapshot and --snapshot-id are one option', async () => {
    const cwd = await fixtureProject('basic')
    const status = ['metadata', 'status', '--all-features', '--format', 'json']
    const answers = await Promise.all(
      ['--snapshot', '--snapshot-id'].map(name => runMxx([...status, name, '0ce46cc0'], {cwd})),
    )
    const [first, second] = answers.map(({stdout}) => JSON.parse(stdout))
    expect(first).toMatchObject({project_version: '0ce46cc0'})
    expect(second).toEqual(first)
  })
})

describe('switches', () => {
  test('--soft=false is a hard delete, and does not swallow the key behind it', async () => {
    const cwd = await fixtureProject('deletes-duckdb')
    for (const switches of [['--soft=false'], ['--no-soft'], ['--hard'], ['--hard=true']]) {
      const {exit, stderr} = await runMxx(['metadata', 'delete', ...switches, 's/root'], {cwd})
      expect(exit).toBe(1)
      expect(stderr).toContain('A hard delete without a filter removes every row for good.')
    }
  })

  test('--soft=true is the default, also before the key', async () => {
    const cwd = await fixtureProject('deletes-duckdb')
    for (const switches of [['--soft=true'], ['--soft'], ['--hard=false']]) {
      const args = ['metadata', 'delete', ...switches, 's/root', '--dry-run', '--format', 'json']
      expect(JSON.parse((await runMxx(args, {cwd})).stdout)).toMatchObject({mode: 'soft'})
    }
  })

  test('--soft and --hard together are refused', async () => {
    const cwd = await fixtureProject('deletes-duckdb')
    const args = ['metadata', 'delete', 's/root', '--soft', '--hard', '--yes', '--format', 'json']
    const {exit, stdout} = await runMxx(args, {cwd})
    expect(exit).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({error: 'CONFLICTING_FLAGS'})
  })

  test('a filter may begin with a dash and look like a switch', async () => {
    const cwd = await fixtureProject('reads-duckdb')
    const args = ['metadata', 'read', 'r/root', '--filter', '-1 < n', '--filter=true', '-f', 'json']
    const {exit, stdout} = await runMxx(args, {cwd})
    expect(exit).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({total_rows: 3})
  })
})

describe('usage errors', () => {
  test.each([
    [['--bogus'], "Unknown option '--bogus'."],
    [['metadata', 'read', 'r/root', '--filtr', 'n = 1'], "Unknown option '--filtr'."],
    [['metadata', 'read', 'r/root', '--limit', 'many'], 'It is not a whole number.'],
    [['history', '--limit'], 'argument missing'],
    [['list', 'features', '--format', 'xml'], 'Allowed choices are plain, table, json.'],
    [['metdata'], 'No directory or command is called metdata.'],
    [['list', 'featurs'], "Unknown command 'featurs'."],
  ])('%j ends with 2 and one error', async (args, sentence) => {
    const cwd = await fixtureProject('reads-duckdb')
    const {exit, stdout, stderr} = await runMxx(args, {cwd})
    expect(exit).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^Error: .+\nHint: .+\n$/)
    expect(stderr).toContain(sentence)
  })

  test('a mistyped option names the one that was meant', async () => {
    const cwd = await fixtureProject('reads-duckdb')
    const {stderr} = await runMxx(['metadata', 'read', 'r/root', '--filtr', 'n = 1'], {cwd})
    expect(stderr).toContain('Hint: Did you mean --filter?')
  })

  test('are a JSON document when JSON was asked for', async () => {
    const cwd = await fixtureProject('reads-duckdb')
    for (const format of [['--format', 'json'], ['--format=json'], ['-f', 'json']]) {
      const {exit, stdout, stderr} = await runMxx(['history', '--bogus', ...format], {cwd})
      expect(exit).toBe(2)
      expect(stderr).toBe('')
      expect(JSON.parse(stdout)).toMatchObject({
        schema_version: 1,
        error: 'INVALID_INPUT',
        message: "Unknown option '--bogus'.",
      })
    }
  })
})

describe('help and version', () => {
  test('are answered without a project, and without the engine', async () => {
    const doors = {openProject: () => Promise.reject(new Error('A project was opened.'))}
    const help = await runMxx(['--help'], {cwd: '/', doors})
    expect(help.exit).toBe(0)
    expect(help.stdout).toContain('metadata')
    const version = await runMxx(['--version'], {cwd: '/', doors})
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(await runMxx(['history', '--version'], {cwd: '/', doors})).toEqual(version)
  })

  test('help of a command lists its options and those of every command', async () => {
    const {stdout} = await runMxx(['metadata', 'delete', '--help'], {cwd: '/'})
    expect(stdout).toContain('--with-feature-history')
    expect(stdout).toContain('Options of every command:')
    expect(stdout).toContain('--backup')
  })

  test('a group of commands alone shows its help and is a usage error', async () => {
    const {exit, stderr} = await runMxx(['metadata'], {cwd: '/'})
    expect(exit).toBe(2)
    expect(stderr).toContain('Usage: mxx metadata')
  })
})

describe('what is not built', () => {
  test.each([
    [['metadata', 'lookup', '--key', 'id=a'], '`mxx metadata lookup`'],
    [['metadata', 'impact', 's/mid', '--fields', 'm'], '`mxx metadata impact`'],
  ])('%j answers UNSUPPORTED and names it', async (args, what) => {
    const cwd = await fixtureProject('deletes-duckdb')
    const {exit, stderr} = await runMxx(args, {cwd})
    expect(exit).toBe(1)
    expect(stderr).toContain(`Error: ${what} is not built yet.`)
  })
})
