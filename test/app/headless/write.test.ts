import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {madeProject} from '../../helpers/made-project.ts'
import {type Ended, type RunOptions, runMxx} from '../../helpers/run-mxx.ts'

const ROWS = [
  {id: 'a', metaxy_provenance_by_field: {x: '1'}},
  {id: 'b', metaxy_provenance_by_field: {x: '2'}},
]

async function folder(settings: readonly string[] = ['auto_create_tables = true']) {
  const made = await madeProject({features: [{key: 'a', fields: [{key: 'x'}]}], settings})
  await writeFile(join(made, 'rows.json'), JSON.stringify(ROWS))
  await writeFile(join(made, 'bare.jsonl'), '{"id": "a"}\n')
  return made
}

function mxx(cwd: string, args: readonly string[], more: Partial<RunOptions> = {}): Promise<Ended> {
  return runMxx(['metadata', 'write', ...args], {
    cwd,
    env: {XDG_STATE_HOME: join(cwd, 'state')},
    ...more,
  })
}

describe('mxx metadata write', () => {
  test('appends the rows of a file and can be undone', async () => {
    const cwd = await folder()
    const line = ['a', '--from', 'rows.json', '--materialization-id', 'run-1']
    const {exit, stdout} = await mxx(cwd, [...line, '--format', 'json'])
    expect(exit).toBe(0)
    const {operation, warnings, ...answer} = JSON.parse(stdout)
    expect(answer).toEqual({
      schema_version: 1,
      dry_run: false,
      feature: 'a',
      rows: 2,
      feature_version: expect.stringMatching(/^[0-9a-f]{8}$/),
    })
    expect(warnings).toMatchObject([{code: 'table_created', feature: 'a'}])
    const env = {XDG_STATE_HOME: join(cwd, 'state')}
    const listed = await runMxx(['operations', '--format', 'json'], {cwd, env})
    expect(JSON.parse(listed.stdout).operations).toMatchObject([
      {id: operation, kind: 'write', feature: 'a', rows: 2},
    ])
  })

  test('a dry run says what it would write and writes nothing', async () => {
    const cwd = await folder()
    const {stdout} = await mxx(cwd, ['a', '--from', 'rows.json', '--dry-run', '--format', 'json'])
    expect(JSON.parse(stdout)).toMatchObject({
      dry_run: true,
      feature: 'a',
      rows: 2,
      visible_after: 2,
    })
    const read = await runMxx(['metadata', 'read', 'a', '--format', 'json'], {cwd})
    expect(JSON.parse(read.stdout)).toMatchObject({error: 'FEATURE_NOT_WRITTEN'})
  })

  test('a person at a terminal is asked', async () => {
    const cwd = await folder()
    const no = await mxx(cwd, ['a', '--from', 'rows.json'], {typed: 'n\n'})
    expect(no).toMatchObject({exit: 1, stderr: expect.stringContaining('Not confirmed')})
    const yes = await mxx(cwd, ['a', '--from', 'rows.json'], {typed: 'y\n'})
    expect(yes).toMatchObject({exit: 0, stdout: expect.stringContaining('2 rows appended to a')})
  })

  test.each([
    [['a'], 1, 'MISSING_REQUIRED_FLAG'],
    [['a', '--from', 'bare.jsonl'], 1, 'SCHEMA_ERROR'],
    [['a', '--from', 'gone.json'], 1, 'INVALID_INPUT'],
    [['a', '--from', 'rows.txt'], 1, 'INVALID_INPUT'],
    [['nothing', '--from', 'rows.json'], 1, 'FEATURES_NOT_FOUND'],
  ])('%j ends with %d %s', async (args, exit, error) => {
    const ended = await mxx(await folder(), [...args, '--format', 'json'])
    expect({exit: ended.exit, error: JSON.parse(ended.stdout).error}).toEqual({exit, error})
  })

  test('a table that may not be made', async () => {
    const ended = await mxx(await folder([]), ['a', '--from', 'rows.json', '--format', 'json'])
    expect(JSON.parse(ended.stdout)).toMatchObject({error: 'TABLE_NOT_FOUND', feature: 'a'})
  })
})
