import {join} from 'node:path'
import {DuckDBInstance} from '@duckdb/node-api'
import {expect, test} from 'vitest'
import {fixtureProject} from '../../helpers/fixture-project.ts'
import {runMxx} from '../../helpers/run-mxx.ts'

/** A project in which the spec of every push of one feature is no JSON any more. */
async function projectWithBrokenSpec(name: string, feature: string): Promise<string> {
  const cwd = await fixtureProject(name)
  const instance = await DuckDBInstance.create(join(cwd, 'dev.duckdb'))
  const connection = await instance.connect()
  await connection.run(
    `UPDATE metaxy_system__feature_versions SET feature_spec = '{"key": ' WHERE feature_key = ?`,
    [feature],
  )
  connection.closeSync()
  instance.closeSync()
  return cwd
}

async function ask(cwd: string, ...args: readonly string[]) {
  const {exit, stdout, stderr} = await runMxx([...args, '--format', 'json'], {cwd})
  return {exit, stderr, ...JSON.parse(stdout)}
}

test('a feature with a broken spec is named, and the others go on', async () => {
  const cwd = await projectWithBrokenSpec('joins', 'in/c')
  const list = await ask(cwd, 'list', 'features')
  const keys = list.features.map(({key}: {key: string}) => key)
  expect(keys).toContain('in/a')
  expect(keys).not.toContain('in/c')
  expect(list.warnings).toEqual(
    expect.arrayContaining([expect.objectContaining({code: 'broken_feature', feature: 'in/c'})]),
  )
  expect(list.stderr).toContain('Warning: in/c: ')
  expect(await ask(cwd, 'metadata', 'read', 'in/a')).toMatchObject({exit: 0})
})

test('it has the status error, and does not move the exit code', async () => {
  const cwd = await projectWithBrokenSpec('joins', 'in/c')
  for (const which of [['--all-features'], ['in/c']]) {
    const answer = await ask(cwd, 'metadata', 'status', ...which)
    expect(answer).toMatchObject({
      exit: 0,
      features: {'in/c': {status: 'error', needs_update: false}},
      warnings: {errors: expect.arrayContaining([expect.objectContaining({feature: 'in/c'})])},
    })
  }
})

test('asking for its rows says what is wrong with it', async () => {
  const cwd = await projectWithBrokenSpec('joins', 'in/c')
  for (const command of [
    ['metadata', 'read'],
    ['describe', 'features'],
    ['metadata', 'delete'],
  ]) {
    const answer = await ask(cwd, ...command, 'in/c')
    expect(answer).toMatchObject({exit: 1, error: 'SNAPSHOT_LOAD_FAILED'})
    expect(answer.message).toContain('in/c')
  }
})
