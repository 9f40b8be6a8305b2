import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {openProject, type Project} from '../../../src/engine/index.ts'
import {fixtureProject, temporaryFolder} from '../../helpers/fixture-project.ts'
import {runMxx} from '../../helpers/run-mxx.ts'

/** A copy of a project, and a journal of its own. */
async function place(name: string) {
  const cwd = await fixtureProject(name)
  return {cwd, env: {XDG_STATE_HOME: await temporaryFolder()}}
}

type Place = Awaited<ReturnType<typeof place>>

async function ask(where: Place, ...args: readonly string[]) {
  const {exit, stdout} = await runMxx([...args, '--format', 'json'], where)
  return {exit, ...JSON.parse(stdout)}
}

const FIRST_TWO = ['--filter', "id IN ('a', 'b')"]

describe('a delete', () => {
  test('is previewed and committed at once in a script', async () => {
    const where = await place('deletes-duckdb')
    const answer = await ask(where, 'metadata', 'delete', 's/root', ...FIRST_TWO)
    expect(answer).toMatchObject({
      exit: 0,
      dry_run: false,
      mode: 'soft',
      total_rows: 2,
      errors: [],
      features: [{feature: 's/root', rows: 2, visible_before: 4, visible_after: 2}],
    })
    expect(answer.features[0].statements.join('\n')).toContain('INSERT INTO')
    expect(answer.features[0].downstream).toMatchObject([
      {feature: 's/mid', orphaned: {before: expect.any(Number), after: expect.any(Number)}},
    ])
    expect(await ask(where, 'metadata', 'read', 's/root')).toMatchObject({total_rows: 2})
  })

  test('with --dry-run writes nothing, and is the same preview', async () => {
    const where = await place('deletes-duckdb')
    const file = join(where.cwd, 'dev.duckdb')
    const before = await readFile(file)
    const dry = await ask(where, 'metadata', 'delete', 's/root', ...FIRST_TWO, '--dry-run')
    expect(dry).toMatchObject({exit: 0, dry_run: true, total_rows: 2})
    expect(dry).not.toHaveProperty('operation')
    expect(await readFile(file)).toEqual(before)
  })

  test('asks a person at a terminal, showing the preview first', async () => {
    const where = await place('deletes-duckdb')
    const asked = ['metadata', 'delete', 's/root', ...FIRST_TWO]
    const no = await runMxx(asked, {...where, typed: 'n\n'})
    expect(no.exit).toBe(1)
    expect(no.stderr).toContain('visible        4 → 2')
    expect(no.stderr).toContain('Commit this? [y/N] Error: Not confirmed: nothing was written.')
    expect(await ask(where, 'metadata', 'read', 's/root')).toMatchObject({total_rows: 4})

    const yes = await runMxx(asked, {...where, typed: 'y\n'})
    expect(yes.exit).toBe(0)
    expect(yes.stdout).toMatch(/^Committed: 2 rows appended\. To undo: mxx undo \w+\n$/)
    expect(await ask(where, 'metadata', 'read', 's/root')).toMatchObject({total_rows: 2})
  })

  test('takes the end of the input for a no, and --yes for a yes', async () => {
    const where = await place('deletes-duckdb')
    const asked = ['metadata', 'delete', 's/root', ...FIRST_TWO]
    expect((await runMxx(asked, {...where, typed: ''})).exit).toBe(1)
    const yes = await runMxx([...asked, '--yes'], {...where, typed: ''})
    expect(yes.exit).toBe(0)
    expect(yes.stderr).not.toContain('[y/N]')
  })

  test('of several features reports one that cannot be done and does the others', async () => {
    const where = await place('joins')
    const answer = await ask(where, 'metadata', 'delete', 'in/a', 'in/b', '--filter', 'score > 30')
    expect(answer).toMatchObject({
      exit: 1,
      features: [{feature: 'in/a'}],
      errors: [{feature: 'in/b', error: 'INVALID_FILTER'}],
    })
    expect(answer.total_rows).toBeGreaterThan(0)
    expect(answer.features[0].operation).toBe(answer.operation)
  })

  test('that would hide a fallback store is refused, and its warnings say what would be', async () => {
    const where = await place('hiding')
    const refused = await runMxx(['metadata', 'delete', 's/other', '--filter', "id = 'a'"], where)
    expect(refused.exit).toBe(1)
    expect(refused.stderr).toContain('pass --allow-hiding-fallback')
    expect(refused.stderr).toContain('"dev" has no table of s/other: the commit makes it.')
    expect(refused.stderr).toContain(
      'Once "dev" has a table of s/other, that alone answers, and 2 more rows of fallback store "archive" are out of sight.',
    )
  })

  test('of another project is refused, and only warned about in a dry run', async () => {
    const where = await place('projects')
    const args = ['metadata', 'delete', 'a/raw', '--filter', "id = 'a'"]
    const refused = await ask(where, ...args)
    expect(refused).toMatchObject({exit: 1, error: 'CROSS_PROJECT_WRITE'})
    expect(refused.message).toMatch(/a\/raw.*alpha.*beta/)
    const dry = await ask(where, ...args, '--dry-run')
    expect(dry.features[0].warnings[0]).toMatchObject({code: 'cross_project_write'})
    const allowed = await ask(where, ...args, '--allow-cross-project-writes')
    expect(allowed).toMatchObject({exit: 0, total_rows: 1})
  })

  test('refuses with 4 when the rows changed since the preview', async () => {
    const where = await place('deletes-duckdb')
    const other = {...where, env: {XDG_STATE_HOME: await temporaryFolder()}}
    const answer = await runMxx(
      ['metadata', 'delete', 's/root', ...FIRST_TWO, '--format', 'json'],
      {
        ...where,
        doors: {
          openProject: async (directory, options): Promise<Project> => {
            const project = await openProject(directory, options)
            return {
              ...project,
              preview: async (...asked) => {
                const preview = await project.preview(...asked)
                await ask(other, 'metadata', 'delete', 's/root', '--filter', "id = 'a'")
                return preview
              },
            }
          },
        },
      },
    )
    expect(answer.exit).toBe(4)
    expect(JSON.parse(answer.stdout)).toMatchObject({
      error: 'CONFLICT',
      conflicts: [{feature: 's/root', expected: {row_count: expect.any(Number)}}],
    })
    expect(await ask(where, 'metadata', 'read', 's/root')).toMatchObject({total_rows: 3})
  })
})

describe('undo', () => {
  test('brings back what the newest operation hid, and can be undone itself', async () => {
    const where = await place('deletes-duckdb')
    const before = await ask(where, 'metadata', 'read', 's/root', '--columns', 'id,grp,n')
    const {operation} = await ask(where, 'metadata', 'delete', 's/root', ...FIRST_TWO)
    expect(await ask(where, 'operations')).toMatchObject({
      operations: [
        {
          id: operation,
          kind: 'soft-delete',
          store: 'dev',
          feature: 's/root',
          rows: 2,
          undoable: true,
          command: `mxx metadata delete s/root --filter 'id IN ('\\''a'\\'', '\\''b'\\'')'`,
        },
      ],
    })
    const undone = await ask(where, 'undo')
    expect(undone).toMatchObject({exit: 0, mode: 'undo', total_rows: 2, features: [{skipped: 0}]})
    expect(await ask(where, 'metadata', 'read', 's/root', '--columns', 'id,grp,n')).toEqual(before)
    const {operations} = await ask(where, 'operations')
    expect(operations).toMatchObject([
      {kind: 'undo', command: `mxx undo ${operation}`},
      {undoable: false, undone_by: undone.operation},
    ])
    expect(await ask(where, 'operations', '--limit', '1')).toMatchObject({
      operations: [{kind: 'undo'}],
    })
  })

  test('names why an operation cannot be undone', async () => {
    const where = await place('deletes-duckdb')
    expect(await ask(where, 'undo')).toMatchObject({exit: 1, error: 'INVALID_INPUT'})
    expect(await ask(where, 'undo', 'nothing')).toMatchObject({exit: 1, error: 'INVALID_INPUT'})
    const {operation} = await ask(where, 'metadata', 'delete', 's/root', ...FIRST_TWO)
    await ask(where, 'undo', operation)
    const again = await ask(where, 'undo', operation)
    expect(again).toMatchObject({exit: 1, error: 'INVALID_INPUT'})
    expect(again.message).toContain('was undone by')
  })
})

describe('restore', () => {
  test('un-deletes the rows whose tombstones match', async () => {
    const where = await place('deletes-duckdb')
    await ask(where, 'metadata', 'delete', 's/root')
    const restored = await ask(where, 'metadata', 'restore', 's/root', '--filter', "id = 'a'")
    expect(restored).toMatchObject({
      exit: 0,
      mode: 'restore',
      total_rows: 1,
      features: [{visible_before: 0, visible_after: 1}],
    })
  })

  test('of rows that nobody deleted writes nothing', async () => {
    const where = await place('deletes-duckdb')
    const answer = await ask(where, 'metadata', 'restore', 's/root')
    expect(answer).toMatchObject({exit: 0, total_rows: 0})
    expect(answer).not.toHaveProperty('operation')
  })
})
