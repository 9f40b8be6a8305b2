import {mkdir, readdir, rename, rm, truncate, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {commitFile, logFolder} from '../../../src/engine/delta/log-files.ts'
import type {Change, Project} from '../../../src/engine/index.ts'
import {fixtureProject, temporaryFolder} from '../../helpers/fixture-project.ts'
import {openFolder} from '../../helpers/open-fixture.ts'
import {actionsOf, append, openedDuckDB, putLog} from '../delta/made-delta.ts'

const ROOT = 'deep/down/here-now'
const TABLE = 'data/deep/down/here-now.delta'

/** Three rows of a root and two of `top` below it, in nested folders; opened when its files are as wanted. */
async function project(
  prepare: (folder: string) => Promise<unknown> = async () => {},
  config: readonly string[] = ['root_path = "data"'],
): Promise<Project> {
  const folder = await fixtureProject('layout-nested')
  await prepare(folder)
  const store =
    '[stores.dev]\ntype = "metaxy.ext.polars.handlers.delta.DeltaMetadataStore"\n[stores.dev.config]\n'
  await writeFile(
    join(folder, 'metaxy.toml'),
    `project = "shop"\nstore = "dev"\n${store}${config.map(line => line.replace('FOLDER', folder)).join('\n')}\n`,
  )
  return openFolder(folder, {journalDirectory: join(await temporaryFolder(), 'journal')})
}

const rows = async (of: Project, feature = ROOT) => (await of.read({feature})).totalRows

const deletion: Change = {
  kind: 'soft-delete',
  feature: ROOT,
  where: {kind: 'filter', filters: ["id = 'a'"]},
  withFeatureHistory: false,
}

describe('a table is found', () => {
  const folders = {
    'in nested folders': 'deep/down/here-now.delta',
    'in nested folders of an older release': 'deep/down/here-now',
    'under one name': 'deep__down__here_now.delta',
    'under one name of an older release': 'deep__down__here_now',
  }
  for (const [how, folder] of Object.entries(folders)) {
    test.each(['nested', 'flat'])(`${how}, whatever the layout %s says`, async layout => {
      const opened = await project(
        async root => {
          await rename(join(root, TABLE), join(root, 'aside'))
          await mkdir(join(root, 'data', folder, '..'), {recursive: true})
          await rename(join(root, 'aside'), join(root, 'data', folder))
        },
        ['root_path = "data"', `layout = "${layout}"`],
      )
      expect(await rows(opened)).toBe(3)
      expect((await opened.commit(await opened.preview([deletion]))).kind).toBe('committed')
      expect(await rows(opened)).toBe(2)
      expect(await readdir(join(opened.directory, 'data', folder))).toContain('_delta_log')
    })
  }

  test.each(['data/', './data//', 'file://FOLDER/data', 'local://FOLDER/data', 'FOLDER/data'])(
    'below %s',
    async rootPath => {
      expect(await rows(await project(undefined, [`root_path = "${rootPath}"`]))).toBe(3)
    },
  )
})

test('a store elsewhere is refused when it is asked, by name and without its address', async () => {
  for (const [rootPath, scheme] of [
    ['s3://key:secret@bucket/x?token=t', 's3'],
    ['gs://bucket/x', 'gs'],
    ['abfss://c@a.dfs.core.windows.net/x', 'abfss'],
  ] as const) {
    const opened = await project(undefined, [
      `root_path = "${rootPath}"`,
      'storage_options = {token = "secret"}',
    ])
    const error = await opened.read({feature: ROOT}).catch(cause => cause)
    expect(error).toMatchObject({
      code: 'UNSUPPORTED',
      message: expect.stringContaining(`(${scheme}://)`),
    })
    expect(JSON.stringify([error.message, error.hint, error.details])).not.toMatch(
      /secret|token|bucket/,
    )
  }
  await expect(
    rows(await project(undefined, ['layout = "deep"', 'root_path = "data"'])),
  ).rejects.toMatchObject({
    code: 'CONFIG_ERROR',
  })
  await expect(rows(await project(undefined, ['root = "data"']))).rejects.toMatchObject({
    code: 'CONFIG_ERROR',
  })
})

describe('a damaged table', () => {
  const data = async (folder: string) => {
    const names = (await readdir(join(folder, TABLE))).filter(name => name.endsWith('.parquet'))
    return join(folder, TABLE, names[0] ?? '')
  }
  const damages: Record<string, readonly [(folder: string) => Promise<unknown>, RegExp]> = {
    'a data file that is cut off': [
      async folder => truncate(await data(folder), 900),
      /\.parquet is damaged/,
    ],
    'a data file of another kind': [
      async folder => writeFile(await data(folder), 'x'.repeat(4000)),
      /\.parquet is damaged/,
    ],
    'an empty data file': [async folder => truncate(await data(folder), 0), /\.parquet is damaged/],
    'a missing data file': [async folder => rm(await data(folder)), /\.parquet is missing/],
    'half a commit': [
      async folder => truncate(commitFile(join(folder, TABLE), 0), 700),
      /00000\.json is broken: line/,
    ],
    'a gap in the log': [async folder => rm(commitFile(join(folder, TABLE), 0)), /no version 0/],
    'columns of a type that we do not know': [
      async folder => {
        const actions = await actionsOf(join(folder, TABLE), 0)
        const text = JSON.stringify(actions).replace(
          '\\"type\\":\\"long\\"',
          '\\"type\\":\\"variant\\"',
        )
        await putLog(join(folder, TABLE), 0, JSON.parse(text))
      },
      /column type variant/,
    ],
  }
  for (const [what, [damage, says]] of Object.entries(damages)) {
    test(`${what}: named, and other features are as before`, async () => {
      const opened = await project(damage)
      await expect(opened.read({feature: ROOT})).rejects.toMatchObject({
        code: expect.stringMatching(/^(STORE_FORMAT|UNSUPPORTED)$/),
        message: expect.stringMatching(says),
        hint: expect.any(String),
      })
      expect(await rows(opened, 'top')).toBe(2)
      expect((await opened.graph()).graph.definitions.size).toBe(2)
    })
  }
})

describe('a change', () => {
  test('is undone, and both are read back', async () => {
    const opened = await project()
    await opened.commit(await opened.preview([deletion]))
    expect(await rows(opened)).toBe(2)
    const [operation] = await opened.operations()
    if (operation === undefined) throw new Error('no operation')
    const undo: Change = {kind: 'undo', feature: ROOT, operation: operation.id}
    expect((await opened.commit(await opened.preview([undo]))).kind).toBe('committed')
    expect(await rows(opened)).toBe(3)
  })

  test('of a table that moved since the preview is refused, and nothing is written', async () => {
    const opened = await project()
    const preview = await opened.preview([deletion])
    const root = join(opened.directory, TABLE)
    await (await openedDuckDB()).session(session => append(session, root, "SELECT 'z' AS id"))
    const before = await readdir(logFolder(root))
    expect((await opened.commit(preview)).kind).toBe('conflicted')
    expect(await readdir(logFolder(root))).toEqual(before)
    expect((await opened.commit(await opened.preview([deletion]))).kind).toBe('committed')
  })

  test('of an older table is refused, reading is not', async () => {
    const opened = await project(async folder => {
      const root = join(folder, TABLE)
      const actions = await actionsOf(root, 0)
      const old = JSON.stringify(actions)
        .replaceAll('metaxy_deleted_at', 'formerly')
        .replaceAll('metaxy_updated_at', 'earlier')
        .replaceAll('metaxy_project_version', 'metaxy_snapshot_version')
      await putLog(root, 0, JSON.parse(old))
    })
    expect(await rows(opened)).toBe(3)
    expect(await opened.status({feature: 'top'})).toMatchObject({feature: 'top'})
    await expect(opened.preview([deletion])).rejects.toMatchObject({code: 'SCHEMA_ERROR'})
  })
})

test('looking leaves no trace, and a root that is not there is a store without tables', async () => {
  const opened = await project()
  const files = async () => (await readdir(opened.directory, {recursive: true})).sort()
  const before = await files()
  await rows(opened)
  await opened.status({feature: 'top'})
  await opened.preview([deletion])
  expect(await files()).toEqual(before)
  const none = await project(undefined, ['root_path = "nowhere"'])
  await expect(none.read({feature: ROOT})).rejects.toMatchObject({code: expect.any(String)})
  expect(await readdir(none.directory)).not.toContain('nowhere')
})
