import {readdir} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import type {Change, Project} from '../../../src/engine/index.ts'
import {openFixture} from '../../helpers/open-fixture.ts'

const ALL = {kind: 'filter', filters: []} as const

const CHANGES: readonly Change[] = [
  {kind: 'soft-delete', feature: 's/mid', where: ALL, withFeatureHistory: false},
  {kind: 'hard-delete', feature: 's/mid', where: ALL, withFeatureHistory: false},
  {kind: 'drop', feature: 's/mid'},
  {kind: 'rebase', feature: 's/mid', where: ALL, from: '773501fe', to: null},
]

describe('somebody else commits to the Delta table between preview and commit', () => {
  test.each(CHANGES.map(change => [change.kind, change] as const))(
    'a %s is refused, and nothing is written',
    async (_, change) => {
      const project = await openFixture('rebase-delta')
      const root = await rootOf(project)
      const preview = await project.preview([change])
      await project.write({
        feature: 's/mid',
        rows: {
          kind: 'objects',
          rows: [{id: 'z', n: 9, grp: 'odd', metaxy_provenance_by_field: {m: 'by hand'}}],
        },
      })
      const before = (await readdir(root)).length

      const outcome = await project.commit(preview)

      expect(outcome).toMatchObject({kind: 'conflicted', files: [{feature: 's/mid'}]})
      expect((await readdir(root)).length).toBe(before)
      expect((await project.operations()).map(({kind}) => kind)).toEqual(['write'])
    },
  )

  test('a rebase is refused when its upstream moved, too', async () => {
    const project = await openFixture('rebase-delta')
    const [, , , rebase] = CHANGES
    if (rebase === undefined) throw new Error('no rebase')
    const preview = await project.preview([rebase])
    const {rows, columns} = await project.read({feature: 's/root'})
    const row = Object.fromEntries(
      columns.slice(0, 3).map(({name}, index) => [name, rows[0]?.[index]]),
    )
    await project.write({
      feature: 's/root',
      rows: {kind: 'objects', rows: [{...row, metaxy_provenance_by_field: {x: 'n', y: 'n'}}]},
    })

    expect(await project.commit(preview)).toMatchObject({kind: 'conflicted'})
  })
})

async function rootOf(project: Project): Promise<string> {
  const store = project.config.stores.get('dev')
  return join(project.directory, String(store?.config.root_path), 's', 'mid.delta', '_delta_log')
}
