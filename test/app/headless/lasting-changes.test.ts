import {existsSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {fixtureProject, temporaryFolder} from '../../helpers/fixture-project.ts'
import {runMxx} from '../../helpers/run-mxx.ts'

async function place(name: string) {
  return {cwd: await fixtureProject(name), env: {XDG_STATE_HOME: await temporaryFolder()}}
}

async function ask(where: Awaited<ReturnType<typeof place>>, ...args: readonly string[]) {
  const {exit, stdout} = await runMxx([...args, '--format', 'json'], where)
  return {exit, ...JSON.parse(stdout)}
}

describe('a hard delete', () => {
  test('keeps what it removes in a backup, names what shows again, and is not undone', async () => {
    const where = await place('hard-duckdb')
    const args = ['metadata', 'delete', 's/root', '--hard', '--filter', "grp = 'newer'"]
    const answer = await ask(where, ...args, '--backup', 'gone.parquet')
    expect(answer).toMatchObject({
      exit: 0,
      mode: 'hard',
      features: [{rows: 1, rows_physical: 1, resurfacing: 1}],
    })
    expect(existsSync(join(where.cwd, 'gone.parquet'))).toBe(true)

    const {stderr, exit} = await runMxx(['undo', answer.operation], where)
    expect(exit).toBe(1)
    expect(stderr).toContain('removed its rows for good')
    expect(stderr).toContain('--backup FILE.parquet')
  })

  test('carries on to the samples that it orphans downstream', async () => {
    const where = await place('deletes-duckdb')
    const args = ['metadata', 'delete', 's/root', '--filter', "id = 'a'", '--cascade', 'downstream']
    const {features} = await ask(where, ...args)
    expect(features.map((one: {feature: string}) => one.feature)).toEqual([
      's/root',
      's/mid',
      's/leaf',
    ])
  })
})

describe('a drop', () => {
  test('is done with --yes alone', async () => {
    const where = await place('hard-duckdb')
    expect(await ask(where, 'metadata', 'drop', 's/mid')).toMatchObject({
      exit: 1,
      error: 'MISSING_CONFIRMATION',
    })
    const dropped = await ask(where, 'metadata', 'drop', 's/mid', '--yes')
    expect(dropped).toMatchObject({exit: 0, operation: expect.any(String), feature: 's/mid'})
    expect(dropped.rows).toBeGreaterThan(0)
    expect(await ask(where, 'metadata', 'read', 's/mid')).toMatchObject({
      error: 'FEATURE_NOT_WRITTEN',
    })
  })
})

describe('a rebase', () => {
  test('says its waterfall, and is undone', async () => {
    const where = await place('rebase-duckdb')
    const answer = await ask(where, 'metadata', 'rebase', 's/mid', '--from', '773501')
    expect(answer).toMatchObject({
      exit: 0,
      operation: expect.any(String),
      from: '773501fe',
      to: '05c9ac9f',
      candidates: 5,
      rows: 3,
      dropped: [{reason: 'no_upstream', count: 2}],
      user_versioned: 2,
      laundered: 0,
      downstream: [{feature: 's/leaf'}],
    })
    expect(await ask(where, 'undo')).toMatchObject({exit: 0, mode: 'undo', total_rows: 6})
    expect(await ask(where, 'metadata', 'rebase', 's/mid', '--from', '773501')).toMatchObject({
      candidates: 5,
      rows: 3,
    })
  })

  test('needs a version to start from, one that there is', async () => {
    const where = await place('rebase-duckdb')
    expect(await ask(where, 'metadata', 'rebase', 's/mid')).toMatchObject({
      error: 'MISSING_REQUIRED_FLAG',
    })
    expect(await ask(where, 'metadata', 'rebase', 's/mid', '--from', 'nope')).toMatchObject({
      exit: 1,
      error: 'INVALID_INPUT',
      versions: ['05c9ac9f', '773501fe'],
    })
  })
})

test('a read without fallback stores asks the store alone', async () => {
  const where = await place('copies')
  expect(await ask(where, 'metadata', 'read', 's/mid')).toMatchObject({resolved_from: 'prod'})
  expect(await ask(where, 'metadata', 'read', 's/mid', '--no-allow-fallback-stores')).toMatchObject(
    {exit: 1, error: 'FEATURE_NOT_WRITTEN'},
  )
})

describe('a copy', () => {
  test('of unknown features copies nothing and is no failure', async () => {
    const where = await place('copies')
    const answer = await ask(where, 'metadata', 'copy', 'no/such', '--from', 'prod', '--to', 'dev')
    expect(answer).toMatchObject({exit: 0, features_copied: 0, rows_copied: 0, features: []})
    expect(answer.warnings).toMatchObject([{code: 'features_not_found', feature: 'no/such'}])
  })

  test('takes a filter for one feature alone', async () => {
    const where = await place('copies')
    const stores = ['--from', 'prod', '--to', 'dev', '--dry-run']
    const answer = await ask(
      where,
      ...['metadata', 'copy', 's/root', 's/mid', ...stores],
      ...['--filter-on', 's/mid', "id = 'a'"],
    )
    expect(answer).toMatchObject({
      features: [
        {feature: 's/root', rows: 3},
        {feature: 's/mid', rows: 1},
      ],
    })
  })

  test('needs two stores', async () => {
    const where = await place('copies')
    expect(await ask(where, 'metadata', 'copy', 's/root', '--from', 'prod')).toMatchObject({
      error: 'MISSING_REQUIRED_FLAG',
      required_flags: ['--from', '--to'],
    })
  })
})
