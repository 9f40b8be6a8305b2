import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import type {Change, Project} from '../../../src/engine/index.ts'
import {holdFromElsewhere} from '../../helpers/file-holder.ts'
import {openFixture} from '../../helpers/open-fixture.ts'
import {writeFromElsewhere} from '../../helpers/other-writer.ts'

const change: Change = {
  kind: 'soft-delete',
  feature: 's/root',
  where: {kind: 'filter', filters: ["id = 'a'"]},
  withFeatureHistory: false,
}

const copyOf = (id: string, replacements = '') =>
  `INSERT INTO s__root SELECT * REPLACE (${replacements || 'id AS id'}) FROM s__root WHERE id = '${id}' LIMIT 1`

describe('somebody else writes between preview and commit', () => {
  const writers = {
    'a row of a selected sample': [copyOf('a')],
    'a row of another sample': [copyOf('b')],
    'one row less and an older one more': [
      "DELETE FROM s__root WHERE id = 'd'",
      copyOf('b', 'metaxy_updated_at - INTERVAL 1 DAY AS metaxy_updated_at'),
    ],
    'a selected row in place': ["UPDATE s__root SET n = 77 WHERE id = 'a'"],
    'a row of another sample in place': ["UPDATE s__root SET n = 77 WHERE id = 'b'"],
  }

  for (const [what, statements] of Object.entries(writers)) {
    test(`${what}: the commit is refused and writes nothing`, async () => {
      const project = await openFixture('deletes-duckdb')
      const preview = await project.preview([change])
      await writeFromElsewhere(databaseOf(project), ...statements)
      const before = await readFile(databaseOf(project))

      const outcome = await project.commit(preview)

      expect(outcome).toMatchObject({kind: 'conflicted', files: [{feature: 's/root'}]})
      expect((await readFile(databaseOf(project))).equals(before)).toBe(true)
      expect(await project.operations()).toEqual([])
    })
  }

  test('a new preview sees it and commits', async () => {
    const project = await openFixture('deletes-duckdb')
    const stale = await project.preview([change])
    await writeFromElsewhere(databaseOf(project), copyOf('b'))
    expect((await project.commit(stale)).kind).toBe('conflicted')

    const outcome = await project.commit(await project.preview([change]))

    expect(outcome.kind).toBe('committed')
  })

  test('a write to another table is no conflict', async () => {
    const project = await openFixture('deletes-duckdb')
    const preview = await project.preview([change])
    await writeFromElsewhere(
      databaseOf(project),
      'INSERT INTO s__leaf SELECT * FROM s__leaf LIMIT 1',
    )

    expect((await project.commit(preview)).kind).toBe('committed')
  })
})

test('a file that another process holds is waited for, then the holder is named', async () => {
  const project = await openFixture('deletes-duckdb', {lockTimeoutMs: 100})
  const holder = await holdFromElsewhere(databaseOf(project))

  await expect(project.status({feature: 's/root'})).rejects.toMatchObject({
    code: 'STORE_LOCKED',
    details: {pid: holder.pid},
  })
  await holder.release()
  expect((await project.status({feature: 's/root'})).storeRows).toBe(4)
})

function databaseOf(project: Project): string {
  return join(project.directory, 'dev.duckdb')
}
