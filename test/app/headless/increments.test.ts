import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {fixtureProject} from '../../helpers/fixture-project.ts'
import {runMxx} from '../../helpers/run-mxx.ts'

describe('metadata increment', () => {
  test('--filter-on takes a feature and an expression, as often as wanted', async () => {
    const cwd = await fixtureProject('staleness-duckdb')
    const rows = async (...args: readonly string[]) => {
      const {json} = await mxx(cwd, 'metadata', 'increment', 's/mid', ...args)
      return [json.input_rows, json.new?.row_count, json.orphaned?.row_count]
    }

    expect(await rows()).toEqual([7, 1, 1])
    expect(await rows('--filter-on', 's/root', 'n < 3')).toEqual([3, 0, 4])
    expect(await rows('--filter-on', 's/root', 'n < 3', '--filter-on', 's/root', 'n > 0')).toEqual([
      ...[1, 0, 6],
    ])
    expect(await rows('--filter-on', 's/mid', 'n < 3', '--global-filter', 'n < 3')).toEqual([
      ...[3, 0, 0],
    ])
  })

  test('what cannot be filtered on', async () => {
    const cwd = await fixtureProject('staleness-duckdb')
    const ask = (...args: readonly string[]) => mxx(cwd, 'metadata', 'increment', 's/mid', ...args)

    expect(await ask('--filter-on', 's/rot', 'n < 3')).toMatchObject({
      exit: 1,
      json: {error: 'FEATURES_NOT_FOUND', hint: 'Near names: s/root.'},
    })
    expect(await ask('--filter-on', 's/root', 'n <')).toMatchObject({
      exit: 2,
      json: {error: 'INVALID_FILTER'},
    })
    expect(await ask('--filter-on', 's/root')).toMatchObject({
      exit: 2,
      json: {error: 'INVALID_INPUT'},
    })
  })

  test('--samples for a feature with upstream; the native engine does not take them', async () => {
    const cwd = await fixtureProject('staleness-duckdb')
    await writeFile(
      join(cwd, 'own.json'),
      JSON.stringify([{id: 'a', metaxy_provenance_by_field: {m: 'other'}}]),
    )
    const ask = (...args: readonly string[]) =>
      mxx(cwd, 'metadata', 'increment', 's/mid', '--samples', 'own.json', ...args)

    expect(await ask()).toMatchObject({
      exit: 0,
      json: {new: {row_count: 0}, stale: {row_count: 1}},
    })
    expect(await ask('--versioning-engine', 'native')).toMatchObject({
      exit: 1,
      json: {error: 'ENGINE_MISMATCH', hint: 'Say --versioning-engine auto or polars.'},
    })
  })

  test('who answered is said, in JSON as in plain', async () => {
    const cwd = await fixtureProject('fallback')
    const args = ['metadata', 'increment', 's/nowhere', '--versioning-engine', 'auto']
    const {json} = await mxx(cwd, ...args)
    expect(json.warnings).toMatchObject([
      {code: 'resolved_from_fallback', feature: 's/other', resolved_from: 'archive'},
      {code: 'engine_switched', feature: 's/other'},
    ])
    const {stderr} = await runMxx(args, {cwd})
    expect(stderr).toContain('s/other has no table in dev: it is read from fallback store archive.')
  })
})

describe('metadata status', () => {
  test('--snapshot-id resolves against that push', async () => {
    const cwd = await fixtureProject('basic')
    const status = async (...args: readonly string[]) => {
      const {json} = await mxx(cwd, 'metadata', 'status', 'examples/child', ...args)
      const {target_version: version, store_rows: rows} = json.features['examples/child']
      return {version, rows}
    }

    expect(await status()).toEqual({version: '5b50f795', rows: 2})
    expect(await status('--snapshot-id', 'b416ead0')).toEqual({version: '83dd1b37', rows: 3})
  })
})

describe('metadata why', () => {
  test('in plain, and what it is not told', async () => {
    const cwd = await fixtureProject('basic')
    const why = ['metadata', 'why', 'examples/child']
    const {stdout} = await runMxx([...why, '--id', 'sample_uid=s3'], {cwd})
    expect(stdout).toContain('examples/child sample_uid=s3: new\n')
    expect(stdout).toMatch(/predictions +- +38339928 +changed +examples\/parent.embeddings/)

    expect(await mxx(cwd, ...why)).toMatchObject({
      exit: 1,
      json: {error: 'MISSING_REQUIRED_FLAG', required_flags: ['--id']},
    })
    expect(await mxx(cwd, ...why, '--id', 's3')).toMatchObject({
      exit: 2,
      json: {error: 'INVALID_INPUT'},
    })
    expect(await mxx(cwd, ...why, '--id', 'weight=1')).toMatchObject({
      exit: 1,
      json: {error: 'INVALID_INPUT', message: '"weight" is no id column of examples/child.'},
    })
    expect(await mxx(cwd, ...why, '--id', 'sample_uid=a=b')).toMatchObject({
      exit: 0,
      json: {sample: {sample_uid: 'a=b'}, state: 'absent', fields: []},
    })
  })
})

async function mxx(cwd: string, ...args: readonly string[]) {
  const {exit, stdout} = await runMxx([...args, '--format', 'json'], {cwd})
  return {exit, json: JSON.parse(stdout)}
}
