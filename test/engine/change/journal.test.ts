import {appendFile, copyFile, readdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import type {JournalEntry} from '../../../src/engine/change/journal-lines.ts'
import type {Change, Project, ProjectOptions} from '../../../src/engine/index.ts'
import {temporaryFolder} from '../../helpers/fixture-project.ts'
import {DATABASE, type MadeProject, madeProject} from '../../helpers/made-project.ts'
import {tableWith} from '../../helpers/made-table.ts'
import {openFolder} from '../../helpers/open-fixture.ts'
import {writeFromElsewhere} from '../../helpers/other-writer.ts'

describe('a program that died', () => {
  test('after the COMMIT: the operation is told by its stamp and can be undone', async () => {
    const {project, journal} = await opened()
    const id = await commit(project, deletion("id = 'a'"))
    await journal.change(lines => lines.filter(line => !line.includes('"confirmed"')))

    expect(await project.operations()).toMatchObject([{id, kind: 'soft-delete', rows: 1}])
    await commit(project, {kind: 'undo', feature: 'clip', operation: id})
    expect(await idsOf(project)).toEqual(['a', 'b', 'c'])
  })

  test('before the COMMIT: there was no operation', async () => {
    const {project, journal} = await opened()
    const file = join(project.directory, DATABASE)
    await copyFile(file, `${file}.before`)
    await commit(project, deletion("id = 'a'"))
    await copyFile(`${file}.before`, file)
    await journal.change(lines => lines.filter(line => !line.includes('"confirmed"')))

    expect(await project.operations()).toEqual([])
    expect(await idsOf(project)).toEqual(['a', 'b', 'c'])
  })

  test('while it wrote the journal: the next entry does not join the half one', async () => {
    const {project, journal} = await opened()
    const first = await commit(project, deletion("id = 'a'"))
    await appendFile(await journal.path(), '{"line":"begun","id":"cut')
    const second = await commit(project, deletion("id = 'b'"))

    expect((await project.operations()).map(one => one.id)).toEqual([second, first])
    await commit(project, {kind: 'undo', feature: 'clip', operation: second})
    expect(await idsOf(project)).toEqual(['b', 'c'])
  })
})

test('lines that are not ours are passed over', async () => {
  const {project, journal} = await opened()
  const id = await commit(project, deletion("id = 'a'"))
  const foreign = [
    'null',
    '42',
    '"x"',
    '[]',
    '{}',
    'nonsense',
    '{"line":"begun"}',
    '{"line":"later","id":"1"}',
  ]
  const begun = JSON.parse((await journal.lines())[0] ?? '')
  const damaged = ['atMicros', 'ids', 'kind', 'feature', 'rows'].map(name =>
    JSON.stringify({...begun, id: `no ${name}`, [name]: 'x y'}),
  )
  await journal.change(lines => [...foreign, ...damaged, ...lines])

  expect((await project.operations()).filter(one => one.feature === 'clip')).toMatchObject([{id}])
})

test('a journal that cannot be written refuses the commit, and the database is as it was', async () => {
  const notAFolder = join(await temporaryFolder(), 'file')
  await writeFile(notAFolder, '')
  for (const journalDirectory of [notAFolder, join(notAFolder, 'below')]) {
    const project = await openFolder(await madeProject(CLIPS), {journalDirectory})
    const file = join(project.directory, DATABASE)
    const before = await readFile(file)
    const preview = await project.preview([deletion("id = 'a'")])

    await expect(project.commit(preview)).rejects.toMatchObject({
      code: 'GENERIC_ERROR',
      message: expect.stringMatching(
        /^The journal \(.*\) cannot be used: .* Nothing was committed\.$/,
      ),
    })
    expect((await readFile(file)).equals(before)).toBe(true)
    expect(await readdir(project.directory)).toEqual([DATABASE, 'metaxy.toml'])
  }
})

test('without a folder for the journal nothing is committed', async () => {
  const project = await openFolder(await madeProject(CLIPS))
  const preview = await project.preview([deletion("id = 'a'")])

  await expect(project.commit(preview)).rejects.toMatchObject({code: 'GENERIC_ERROR'})
  expect(await idsOf(project)).toEqual(['a', 'b', 'c'])
  expect(await project.operations()).toEqual([])
})

test('two programs keep one journal: each sees and undoes what the other did', async () => {
  const {project, journalDirectory} = await opened()
  const other = await openFolder(project.directory, {journalDirectory})
  const first = await commit(project, deletion("id = 'a'"))
  const second = await commit(other, deletion("id = 'b'"))

  expect((await project.operations()).map(one => one.id)).toEqual([second, first])
  await commit(other, {kind: 'undo', feature: 'clip', operation: first})
  expect(await idsOf(project)).toEqual(['a', 'c'])
})

test('operations on another database are not shown', async () => {
  const {project, journalDirectory} = await opened()
  await commit(project, deletion("id = 'a'"))
  const other = await openFolder(await madeProject(CLIPS), {journalDirectory})

  expect(await other.operations()).toEqual([])
})

describe('undoing what is no longer there', () => {
  test('of a table that was dropped: it says that there is none', async () => {
    const {project} = await opened()
    const operation = await commit(project, deletion("id = 'a'"))
    await writeFromElsewhere(join(project.directory, DATABASE), 'DROP TABLE clip')

    await expect(
      project.preview([{kind: 'undo', feature: 'clip', operation}]),
    ).rejects.toMatchObject({code: 'FEATURE_NOT_WRITTEN'})
    expect(await project.operations()).toHaveLength(1)
  })

  test('of a table that was made anew: nothing is selected', async () => {
    const {project} = await opened()
    const operation = await commit(project, deletion("id = 'a'"))
    await writeFromElsewhere(
      join(project.directory, DATABASE),
      'CREATE TABLE other AS SELECT * FROM clip WHERE metaxy_deleted_at IS NULL',
      'DROP TABLE clip',
      'ALTER TABLE other RENAME TO clip',
    )
    const preview = await project.preview([{kind: 'undo', feature: 'clip', operation}])

    expect(preview.changes).toMatchObject([{rows: 0, warnings: [{code: 'nothing_selected'}]}])
  })

  test('a second time: every sample has a newer row', async () => {
    const {project} = await opened()
    const operation = await commit(project, deletion("id <> 'c'"))
    await commit(project, {kind: 'undo', feature: 'clip', operation})
    const preview = await project.preview([{kind: 'undo', feature: 'clip', operation}])

    expect(preview.changes).toMatchObject([{rows: 0, skipped: 2}])
  })

  test('an operation of another feature, or of none', async () => {
    const {project} = await opened()
    const operation = await commit(project, deletion("id = 'a'"))
    for (const change of [
      {kind: 'undo', feature: 'card', operation},
      {kind: 'undo', feature: 'clip', operation: 'deadbeef'},
    ] as const) {
      await expect(project.preview([change])).rejects.toMatchObject({code: 'INVALID_INPUT'})
    }
  })
})

test('a commit that the table refuses is none: nothing is written, nothing is listed', async () => {
  const {project} = await opened(
    {},
    {
      ...CLIPS,
      tables: versionOf => [
        ...CLIPS.tables(versionOf),
        'CREATE UNIQUE INDEX one_row_per_clip ON clip (id)',
      ],
    },
  )
  const preview = await project.preview([deletion("id = 'a'")])

  await expect(project.commit(preview)).rejects.toMatchObject({
    code: 'SCHEMA_ERROR',
    message: expect.stringMatching(/^The table of clip refuses the rows: .*Nothing was written\.$/),
  })
  expect(await idsOf(project)).toEqual(['a', 'b', 'c'])
  expect(await project.operations()).toEqual([])
})

test('a cancelled commit is none, and the next one works', async () => {
  const {project} = await opened()
  const preview = await project.preview([deletion("id = 'a'")])
  const giving = new AbortController()
  const asked = project.commit(preview, {signal: giving.signal})
  giving.abort()

  await expect(asked).rejects.toMatchObject({name: 'CancelledError'})
  expect(await idsOf(project)).toEqual(['a', 'b', 'c'])
  await commit(project, deletion("id = 'a'"))
  expect(await idsOf(project)).toEqual(['b', 'c'])
})

const CLIPS = {
  features: [{key: 'clip'}, {key: 'card'}],
  tables: (versionOf: (feature: string) => string) => [
    ...tableWith({
      table: 'clip',
      version: versionOf('clip'),
      rows: [{id: 'a'}, {id: 'b'}, {id: 'c'}],
    }),
    ...tableWith({table: 'card', version: versionOf('card')}),
  ],
} satisfies MadeProject

async function opened(options: Partial<ProjectOptions> = {}, made: MadeProject = CLIPS) {
  const journalDirectory = join(await temporaryFolder(), 'journal')
  const project = await openFolder(await madeProject(made), {journalDirectory, ...options})
  const path = async () => join(journalDirectory, (await readdir(journalDirectory))[0] ?? '')
  const lines = async () => (await readFile(await path(), 'utf8')).trimEnd().split('\n')
  const change = async (changed: (lines: readonly string[]) => readonly string[]) => {
    await writeFile(await path(), `${changed(await lines()).join('\n')}\n`)
  }
  return {project, journalDirectory, journal: {path, lines, change}}
}

function deletion(filter: string): Change {
  const where = {kind: 'filter', filters: [filter]} as const
  return {kind: 'soft-delete', feature: 'clip', where, withFeatureHistory: false}
}

async function commit(project: Project, change: Change): Promise<JournalEntry['id']> {
  const {files} = await project.commit(await project.preview([change]))
  const [file] = files
  if (file?.kind !== 'committed') throw new Error('conflicted')
  return file.changes[0]?.operation ?? ''
}

async function idsOf(project: Project): Promise<unknown[]> {
  return (await project.read({feature: 'clip', columns: ['id']})).rows.map(row => row[0])
}
