import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {fixtureProject, temporaryFolder} from '../../helpers/fixture-project.ts'
import {writeFromElsewhere} from '../../helpers/other-writer.ts'
import {runMxx} from '../../helpers/run-mxx.ts'

async function place() {
  const cwd = await fixtureProject('deletes-duckdb')
  return {cwd, env: {XDG_STATE_HOME: await temporaryFolder()}}
}

type Place = Awaited<ReturnType<typeof place>>

async function ask(where: Place, ...args: readonly string[]) {
  const {exit, stdout} = await runMxx([...args, '--format', 'json'], where)
  return {exit, ...JSON.parse(stdout)}
}

const DELETE = ['metadata', 'delete', 's/root', '--filter', "id = 'a'"]

describe('changes saved with --save', () => {
  test('write nothing, are previewed again, and are committed by apply', async () => {
    const where = await place()
    const database = join(where.cwd, 'dev.duckdb')
    const before = await readFile(database)
    const saved = await ask(where, ...DELETE, '--save', 'staged.json')
    expect(saved).toMatchObject({exit: 0, dry_run: true, total_rows: 1})
    expect(await ask(where, 'preview', 'staged.json')).toMatchObject({
      exit: 0,
      dry_run: true,
      features: [{feature: 's/root', rows: 1, visible_before: 4, visible_after: 3}],
    })
    expect(await readFile(database)).toEqual(before)

    const applied = await ask(where, 'apply', 'staged.json')
    expect(applied).toMatchObject({exit: 0, dry_run: false, total_rows: 1})
    expect(await ask(where, 'metadata', 'read', 's/root')).toMatchObject({total_rows: 3})
    expect(await ask(where, 'undo', applied.operation)).toMatchObject({exit: 0, total_rows: 1})
    expect(await ask(where, 'metadata', 'read', 's/root')).toMatchObject({total_rows: 4})
  })

  test('are refused when the table moved since: exit 4, nothing written', async () => {
    const where = await place()
    const database = join(where.cwd, 'dev.duckdb')
    await ask(where, ...DELETE, '--save', 'staged.json')
    await writeFromElsewhere(
      database,
      `UPDATE s__root SET metaxy_materialization_id = 'elsewhere' WHERE id = 'b'`,
    )
    const moved = await readFile(database)
    expect(await ask(where, 'apply', 'staged.json')).toMatchObject({
      exit: 4,
      error: 'CONFLICT',
      features: ['s/root'],
    })
    expect(await readFile(database)).toEqual(moved)
  })

  test('go into a new file: one that is there stays as it is', async () => {
    const where = await place()
    const file = join(where.cwd, 'notes.json')
    await writeFile(file, 'mine')
    expect(await ask(where, ...DELETE, '--save', 'notes.json')).toMatchObject({
      exit: 1,
      error: 'INVALID_INPUT',
      message: `${file} is there already; choose another name.`,
    })
    expect(await readFile(file, 'utf8')).toBe('mine')
  })

  test.each([
    ['no JSON', '{"schema_version": 1,', 'is no JSON'],
    ['another file', '{"name": "x"}', 'not a file of saved changes'],
    [
      'a change without a feature',
      '{"schema_version": 1, "store": "dev", "changes": [{"change": {"kind": "drop"}, "rows": 1, "base": {}}]}',
      'changes[0].change.feature is not a text',
    ],
  ])('of %s are refused with what is wrong', async (_, text, message) => {
    const where = await place()
    await writeFile(join(where.cwd, 'staged.json'), text)
    const answer = await ask(where, 'apply', 'staged.json')
    expect(answer).toMatchObject({exit: 1, error: 'INVALID_INPUT'})
    expect(answer.message).toContain(message)
  })
})
