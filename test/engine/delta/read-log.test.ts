import {cp, readdir, readFile, rename, rm, truncate, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {writeCheckpoint} from '../../../src/engine/delta/checkpoint.ts'
import {commitFile, logFolder, versionText} from '../../../src/engine/delta/log-files.ts'
import {relationOf} from '../../../src/engine/delta/relation.ts'
import {readSnapshot} from '../../../src/engine/delta/snapshot.ts'
import {storedFigures} from '../../../src/engine/delta/stored-figures.ts'
import {raw, sql, text} from '../../../src/engine/duckdb/sql.ts'
import {
  actionsOf,
  append,
  emptyFolder,
  NOW_MICROS,
  openedDuckDB,
  putLog,
  stored,
} from './made-delta.ts'

const nowMillis = Number(NOW_MICROS / 1000n)

/** A table of `versions` commits of one row each, with a checkpoint of one of them. */
async function tableOf(versions: number, checkpointAt?: number) {
  const root = join(await emptyFolder(), 'a b%20#[1]*.delta')
  const duckdb = await openedDuckDB()
  await duckdb.session(async session => {
    for (let version = 0; version < versions; version += 1) {
      await append(session, root, `SELECT ${version}::BIGINT AS n`)
      const snapshot = await readSnapshot(session, root)
      if (version === checkpointAt && snapshot !== null) {
        await writeCheckpoint(session, snapshot, nowMillis)
      }
    }
  })
  const numbers = () =>
    duckdb.session(async session =>
      (await stored(session, root)).map(row => (row as {n: number}).n),
    )
  const read = () => duckdb.session(session => readSnapshot(session, root))
  return {root, duckdb, numbers, read}
}

describe('a log', () => {
  test('is replayed from its beginning', async () => {
    const {numbers, read} = await tableOf(3)
    expect((await read())?.version).toBe(2)
    expect(await numbers()).toEqual([0, 1, 2])
  })

  test('whose first commits were cleaned away begins at its checkpoint', async () => {
    const {root, numbers} = await tableOf(4, 2)
    for (const version of [0, 1, 2]) await rm(commitFile(root, version))
    expect(await numbers()).toEqual([0, 1, 2, 3])
  })

  test('that is a checkpoint alone is at its version', async () => {
    const {root, numbers, read} = await tableOf(3, 2)
    for (const version of [0, 1, 2]) await rm(commitFile(root, version))
    expect((await read())?.version).toBe(2)
    expect(await numbers()).toEqual([0, 1, 2])
  })

  test('is read from a checkpoint in several parts, once all are there', async () => {
    const {root, duckdb, numbers, read} = await tableOf(3, 2)
    const whole = join(logFolder(root), `${versionText(2)}.checkpoint.parquet`)
    const part = (number: number) =>
      join(logFolder(root), `${versionText(2)}.checkpoint.000000000${number}.0000000002.parquet`)
    await duckdb.session(async session => {
      for (const [number, condition] of [
        [1, 'add IS NULL'],
        [2, 'add IS NOT NULL'],
      ] as const) {
        const source = sql`SELECT * FROM read_parquet(${whole.replace(/[[*?]/g, '[$&]')})`
        await session.run(
          sql`COPY (${source} WHERE ${raw(condition)}) TO ${text(part(number))} (FORMAT parquet)`,
        )
      }
    })
    await rm(whole)
    await rm(commitFile(root, 0))
    await rename(part(2), `${part(2)}.aside`)
    await expect(read()).rejects.toMatchObject({code: 'STORE_FORMAT'})
    await rename(`${part(2)}.aside`, part(2))
    expect(await numbers()).toEqual([0, 1, 2])
  })

  test('does without the hint, and with a wrong one', async () => {
    const {root, numbers} = await tableOf(3, 1)
    const hint = join(logFolder(root), '_last_checkpoint')
    expect(JSON.parse(await readFile(hint, 'utf8'))).toMatchObject({version: 1, numOfAddFiles: 2})
    for (const wrong of ['{', '{"version": 77}', '']) {
      await writeFile(hint, wrong)
      expect(await numbers()).toEqual([0, 1, 2])
    }
  })

  test('whose checkpoint is damaged is replayed, as long as it is whole', async () => {
    const {root, numbers, read} = await tableOf(3, 1)
    await truncate(join(logFolder(root), `${versionText(1)}.checkpoint.parquet`), 100)
    expect(await numbers()).toEqual([0, 1, 2])
    await rm(commitFile(root, 0))
    await expect(read()).rejects.toMatchObject({
      code: 'STORE_FORMAT',
      message: expect.stringContaining('checkpoint.parquet'),
    })
  })

  test('with a gap is no table: what is missing, and where', async () => {
    const {root, read} = await tableOf(3)
    await rm(commitFile(root, 1))
    await expect(read()).rejects.toMatchObject({
      code: 'STORE_FORMAT',
      message: expect.stringContaining('no version 1'),
      hint: expect.stringContaining('Restore'),
    })
  })

  test('with half a commit names the file and the line', async () => {
    const {root, read} = await tableOf(2)
    const file = commitFile(root, 1)
    const whole = await readFile(file, 'utf8')
    await writeFile(file, whole.slice(0, -20))
    await expect(read()).rejects.toMatchObject({
      code: 'STORE_FORMAT',
      message: expect.stringMatching(/00001\.json.*line 2/),
    })
    await writeFile(file, '')
    await expect(read()).rejects.toMatchObject({message: expect.stringContaining('empty')})
  })

  test('names its files relative, absolute or by URL, percent-encoded', async () => {
    const {root, numbers} = await tableOf(3)
    for (const [version, prefix] of [
      [1, encodeURI(root)],
      [2, `file://${root.split('/').map(encodeURIComponent).join('/')}`],
    ] as const) {
      const actions = await actionsOf(root, version)
      const changed = actions.map(one =>
        'add' in one
          ? {add: {...one.add, path: `${prefix.replaceAll('#', '%23')}/${one.add.path}`}}
          : one,
      )
      await putLog(root, version, changed)
    }
    expect(await numbers()).toEqual([0, 1, 2])
  })

  test('need not say anything about its files', async () => {
    const {root, numbers, read} = await tableOf(2)
    expect(storedFigures((await read()) ?? never())).toMatchObject({rows: 2, files: 2})
    const actions = (await actionsOf(root, 0)).filter(one => !('commitInfo' in one))
    for (const stats of [undefined, '{}', '{"numRecords": "1"}', 'null', '{']) {
      const changed = actions.map(one => ('add' in one ? {add: {...one.add, stats}} : one))
      await putLog(root, 0, changed)
      expect(await numbers()).toEqual([0, 1])
      expect(storedFigures((await read()) ?? never()), stats).toBeNull()
    }
  })
})

test('no log is no table', async () => {
  const duckdb = await openedDuckDB()
  const folder = await emptyFolder()
  expect(await duckdb.session(session => readSnapshot(session, join(folder, 'none')))).toBeNull()
  expect(await duckdb.session(session => readSnapshot(session, folder))).toBeNull()
})

test.each([
  [
    {
      minReaderVersion: 3,
      minWriterVersion: 7,
      readerFeatures: ['deletionVectors', 'timestampNtz'],
      writerFeatures: ['deletionVectors'],
    },
    /deletionVectors/,
  ],
  [{minReaderVersion: 2, minWriterVersion: 5}, /columnMapping/],
  [
    {
      minReaderVersion: 3,
      minWriterVersion: 7,
      readerFeatures: ['v2Checkpoint'],
      writerFeatures: [],
    },
    /v2Checkpoint/,
  ],
  [
    {minReaderVersion: 3, minWriterVersion: 7, readerFeatures: ['variantType'], writerFeatures: []},
    /variantType/,
  ],
  [{minReaderVersion: 9, minWriterVersion: 9}, /reader version 9/],
])('a table of protocol %j is refused by name', async (protocol, name) => {
  const {root, read} = await tableOf(1)
  const actions = await actionsOf(root, 0)
  await putLog(root, 0, [...actions, {protocol}])
  await expect(read()).rejects.toMatchObject({
    code: 'UNSUPPORTED',
    message: expect.stringMatching(name),
  })
})

test('every recorded table of the real Metaxy is read', async () => {
  const cases = new URL('../../golden/cases/', import.meta.url).pathname
  const duckdb = await openedDuckDB()
  const folders = (await readdir(cases, {recursive: true, withFileTypes: true}))
    .filter(entry => entry.name === '_delta_log')
    .map(entry => entry.parentPath)
  expect(folders.length).toBeGreaterThan(100)
  const wrong: unknown[] = []
  await duckdb.session(async session => {
    for (const root of folders) {
      const snapshot = await readSnapshot(session, root)
      const expected = storedFigures(snapshot ?? never())?.rows
      const {from, rowId} = relationOf(snapshot ?? never())
      const counted = sql`SELECT count(*), count(DISTINCT ${rowId}) FROM (SELECT * FROM ${from})`
      const found = (await session.values(counted)).flat().map(Number)
      if (found.some(count => count !== expected)) wrong.push({root, found, expected})
    }
  })
  expect(wrong).toEqual([])
})

test('whatever is done to the bytes of a log, the answer is rows or a clear error', async () => {
  const {root, duckdb} = await tableOf(2)
  const file = commitFile(root, 0)
  const whole = await readFile(file, 'utf8')
  await duckdb.session(async session => {
    for (let round = 0; round < 300; round += 1) {
      await writeFile(file, mutated(whole, round))
      const error = await stored(session, root).then(
        () => null,
        cause => cause,
      )
      if (error !== null) {
        expect(error, mutated(whole, round)).toMatchObject({
          code: expect.stringMatching(/^(STORE_FORMAT|UNSUPPORTED|GENERIC_ERROR)$/),
        })
        expect(error.message).not.toMatch(/\n\s+at |undefined|\[object/)
      }
    }
  })
})

function never(): never {
  throw new Error('every folder has a log')
}

/** The same damage for the same number. */
function mutated(whole: string, round: number): string {
  const at = (round * 7919) % whole.length
  const words = ['"', '{', '}', 'null', '[]', '7', ',', '\\u00', '\n', '"x":{}']
  const word = words[round % words.length] ?? ''
  return whole.slice(0, at) + word + whole.slice(at + (round % 5))
}

test('a table that was copied is read where it lies now', async () => {
  const {root, duckdb} = await tableOf(2)
  const copy = `${root}.copy`
  await cp(root, copy, {recursive: true})
  await rm(root, {recursive: true})
  expect(await duckdb.session(session => stored(session, copy))).toHaveLength(2)
})
