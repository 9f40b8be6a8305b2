import {describe, expect, test} from 'vitest'
import {fixtureProject} from '../../helpers/fixture-project.ts'
import {runMxx} from '../../helpers/run-mxx.ts'

/** What a command answers with `--format json`. */
async function ask(cwd: string, ...args: readonly string[]) {
  const {exit, stdout} = await runMxx([...args, '--format', 'json'], {cwd})
  return {exit, ...JSON.parse(stdout)}
}

describe('which features', () => {
  test('neither a key nor --all-features: the missing flag is named', async () => {
    const cwd = await fixtureProject('joins')
    for (const command of [
      ['describe', 'features'],
      ['metadata', 'status'],
      ['metadata', 'delete'],
    ]) {
      expect(await ask(cwd, ...command)).toMatchObject({
        exit: 1,
        error: 'MISSING_REQUIRED_FLAG',
        required_flags: ['--all-features', '<features>'],
      })
    }
  })

  test('a key and --all-features conflict', async () => {
    const cwd = await fixtureProject('joins')
    expect(await ask(cwd, 'metadata', 'status', 'in/a', '--all-features')).toMatchObject({
      exit: 1,
      error: 'CONFLICTING_FLAGS',
      conflicting_flags: ['--all-features', '<features>'],
    })
  })

  test('--feature KEY is a key like any other, as often as wanted', async () => {
    const cwd = await fixtureProject('joins')
    const answer = await ask(
      cwd,
      'describe',
      'features',
      'in/a',
      '--feature',
      'in/b',
      '--feature',
      'in/a',
    )
    expect(answer.features.map(({key}: {key: string}) => key)).toEqual(['in/a', 'in/b'])
  })

  test('a command about one feature takes it either way, and not two', async () => {
    const cwd = await fixtureProject('joins')
    expect(await ask(cwd, 'versions', '--feature', 'in/a')).toMatchObject({
      exit: 0,
      feature: 'in/a',
    })
    expect(await ask(cwd, 'versions')).toMatchObject({exit: 1, error: 'MISSING_REQUIRED_FLAG'})
    expect(await ask(cwd, 'versions', 'in/a', 'in/b')).toMatchObject({
      exit: 1,
      error: 'CONFLICTING_FLAGS',
    })
  })

  test('an unknown key is refused with near names', async () => {
    const cwd = await fixtureProject('joins')
    for (const command of [['describe', 'features'], ['metadata', 'read'], ['versions']]) {
      const answer = await ask(cwd, ...command, 'two/iner')
      expect(answer).toMatchObject({exit: 1, error: 'FEATURES_NOT_FOUND', features: ['two/iner']})
      expect(answer.hint).toContain('two/inner')
    }
  })

  test('status lists unknown keys and goes on, unless it is to be relied on', async () => {
    const cwd = await fixtureProject('basic')
    expect(await ask(cwd, 'metadata', 'status', 'examples/child', 'no/such')).toMatchObject({
      exit: 0,
      features: {'examples/child': {status: 'needs_update'}},
      warnings: {missing_in_graph: ['no/such']},
    })
    expect(
      await ask(cwd, 'metadata', 'status', 'examples/child', 'no/such', '--assert-in-sync'),
    ).toMatchObject({exit: 1, error: 'FEATURES_NOT_FOUND', features: ['no/such']})
  })

  test('status of nothing but unknown keys says so', async () => {
    const cwd = await fixtureProject('basic')
    expect(await ask(cwd, 'metadata', 'status', 'no/such')).toEqual({
      exit: 0,
      schema_version: 1,
      warning: 'No valid features to check',
      project_version: null,
      features: {},
      needs_update: false,
      warnings: {missing_in_graph: ['no/such']},
    })
  })

  test('delete of nothing but unknown keys selects no feature', async () => {
    const cwd = await fixtureProject('basic')
    expect(await ask(cwd, 'metadata', 'delete', 'no/such')).toMatchObject({
      exit: 1,
      error: 'NO_FEATURES',
      features: ['no/such'],
    })
    expect(await ask(cwd, 'metadata', 'delete', 'no/such', 'examples/child')).toMatchObject({
      exit: 1,
      error: 'FEATURES_NOT_FOUND',
    })
  })
})

describe('projects', () => {
  test('listings are about the configured project, keys about any', async () => {
    const cwd = await fixtureProject('projects')
    const keys = async (...args: readonly string[]) =>
      (await ask(cwd, 'describe', 'features', ...args)).features.map(
        ({project}: {project: string}) => project,
      )
    expect(new Set(await keys('--all-features'))).toEqual(new Set(['beta']))
    expect(new Set(await keys('--all-features', '--project', 'alpha'))).toEqual(new Set(['alpha']))
    expect(new Set(await keys('--all-features', '--all-projects'))).toEqual(
      new Set(['alpha', 'beta']),
    )
    expect(await keys('a/raw')).toEqual(['alpha'])
  })

  test('the graph is described whole unless --project narrows it', async () => {
    const cwd = await fixtureProject('projects')
    expect(await ask(cwd, 'describe', 'graph')).toMatchObject({
      project_version: '8895e717',
      feature_count: 5,
      projects: {alpha: {features: 2}, beta: {features: 3}},
    })
    expect(await ask(cwd, 'describe', 'graph', '--project', 'alpha')).toMatchObject({
      project_version: '4de3f08c',
      feature_count: 2,
      projects: {alpha: {features: 2}},
      roots: ['a/raw'],
      leaves: ['a/clean'],
    })
  })

  test('history shows the pushes of the configured project', async () => {
    const cwd = await fixtureProject('projects')
    const projects = async (...args: readonly string[]) =>
      new Set(
        (await ask(cwd, 'history', ...args)).snapshots.map(
          ({project}: {project: string}) => project,
        ),
      )
    expect(await projects()).toEqual(new Set(['beta']))
    expect(await projects('--all-projects')).toEqual(new Set(['alpha', 'beta']))
  })
})
