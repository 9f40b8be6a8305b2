import {readFileSync} from 'node:fs'
import path from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {FeatureKey, Row} from '../../../src/engine/index.ts'
import {EVERYTHING, type OpenDemo, openDemo} from '../../helpers/demo-project.ts'

/** What the real Metaxy counted when it had made the project. */
interface Recorded {
  readonly rows: Readonly<Record<string, Readonly<Record<FeatureKey, number>>>>
  readonly statuses: Readonly<Record<string, Readonly<Record<FeatureKey, RecordedStatus>>>>
}

interface RecordedStatus {
  readonly status: string
  readonly store_rows?: number
  readonly missing?: number
  readonly stale?: number
  readonly orphaned?: number
}

const RECORDED: Recorded = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../../assets/demo/statuses.json'), 'utf8'),
)
const CLIPS = ['clip/source', 'clip/trim', 'speech/text', 'voice/take', 'clip/card']

let dev: OpenDemo
let studio: OpenDemo

beforeAll(async () => {
  dev = await openDemo()
  studio = await openDemo('studio')
})

afterAll(async () => {
  await dev.remove()
  await studio.remove()
})

describe('what Metaxy counted is what is counted here', () => {
  test.each(Object.keys(RECORDED.statuses))('statuses in %s', async name => {
    const {project} = name === 'dev' ? dev : studio
    for (const feature of (await project.graph()).order) {
      const recorded = RECORDED.statuses[name]?.[feature]
      const {status, storeRows, counts} = await project.status({feature})
      const found = {
        status,
        ...(status === 'error' ? {} : {store_rows: storeRows}),
        ...(counts && {missing: counts.new, stale: counts.stale, orphaned: counts.orphaned}),
      }
      expect({feature, ...found}).toMatchObject({feature, ...recorded})
    }
  })

  test.each(Object.entries(RECORDED.rows))('rows stored in %s', async (name, rows) => {
    const {tables} = await dev.project.storeContents(name, Object.keys(rows))
    expect(Object.fromEntries(tables)).toEqual(
      Object.fromEntries(
        Object.entries(rows).map(([key, count]) => [key, {kind: 'rows', rows: count}]),
      ),
    )
  })
})

test('the clips and their text have 25 new, 40 stale and 12 orphaned rows, 5 of them waiting', async () => {
  expect(await dev.project.countIncrement({feature: 'clip/trim'})).toMatchObject({
    new: 10,
    stale: 15,
    orphaned: 4,
    waitingOrphans: 0,
  })
  expect(await dev.project.countIncrement({feature: 'speech/text'})).toMatchObject({
    new: 7,
    stale: 11,
    orphaned: 6,
    waitingOrphans: 5,
  })
  expect(await dev.project.countIncrement({feature: 'clip/card'})).toMatchObject({
    new: 8,
    stale: 14,
    orphaned: 2,
    waitingOrphans: 0,
  })
})

test('30 rows of them are soft-deleted in two batches; 7 shots in four', async () => {
  expect(await deletionsOf('clip/source')).toEqual({rows: 12, batches: 1})
  expect(await deletionsOf('voice/take')).toEqual({rows: 18, batches: 1})
  for (const feature of ['clip/trim', 'speech/text', 'clip/card', 'voice/print']) {
    expect(await deletionsOf(feature)).toEqual({rows: 0, batches: 0})
  }
  expect(await deletionsOf('clip/shot')).toEqual({rows: 7, batches: 4})
})

test('about 2,000 rows are theirs, and each row that lives has a run of the pipeline', async () => {
  const rows = await Promise.all(CLIPS.map(feature => dev.countRows({feature, ...EVERYTHING})))
  expect(rows.reduce((sum, count) => sum + count)).toBe(2011)
  const withoutRun = ['metaxy_materialization_id IS NULL', 'metaxy_deleted_at IS NULL']
  for (const feature of (await dev.project.graph()).order) {
    expect(await dev.countRows({feature, ...EVERYTHING, filters: withoutRun})).toBe(0)
  }
})

test('60 samples of dev and 122 of studio have rows under an older version only', async () => {
  expect(await leftBehind(dev, [...CLIPS, 'clip/shot', 'voice/print', 'wardrobe/outfit'])).toBe(60)
  expect(await leftBehind(studio, ['clip/source', 'shot/faces', 'shot/palette'])).toBe(122)
})

test('5 sources and 2 shots keep a data version of their own', async () => {
  const filters = ['metaxy_data_version != metaxy_provenance']
  expect(await dev.countRows({feature: 'clip/source', filters})).toBe(5)
  expect(await dev.countRows({feature: 'clip/shot', ...EVERYTHING, filters})).toBe(2)
})

test('it was pushed five times: a third version, back to the second, and other words at the end', async () => {
  const pushes = await dev.project.history()
  expect(pushes.map(push => [push.project, push.featureCount, push.tags.note])).toEqual([
    ['dailies', 9, 'the card says whose sound it is'],
    ['dailies', 9, 'denoiser taken back: it swallows the gulls'],
    ['dailies', 9, 'denoiser for the booth, on trial'],
    ['wardrobe', 1, 'continuity of what is worn'],
    ['dailies', 9, 'lens correction in the frame decoder'],
    ['dailies', 9, 'first week of shooting'],
  ])
  const [words, back, trial, , lens, first] = pushes.map(push => push.projectVersion)
  expect(back).toBe(lens)
  expect(new Set([words, back, trial, first]).size).toBe(4)
  const {changed} = await dev.project.graphDiff(String(back), String(words))
  expect(changed.map(({key, kind}) => [key, kind])).toEqual([['clip/card', 'definition_only']])
})

test('every version is the one that Metaxy recorded; one table has no definition', async () => {
  const {order, broken, warnings, unregisteredTables} = await dev.project.graph()
  expect([...order].sort()).toEqual([
    'clip/card',
    'clip/shot',
    'clip/source',
    'clip/trim',
    'shot/faces',
    'shot/palette',
    'speech/text',
    'voice/print',
    'voice/take',
    'wardrobe/outfit',
  ])
  expect(broken).toEqual([])
  expect(warnings).toEqual([])
  expect(unregisteredTables).toEqual(['lab__grain'])
})

async function deletionsOf(feature: string): Promise<{rows: number; batches: number}> {
  const {columns, rows} = await dev.project.read({feature, softDeleted: 'only'})
  const at = columns.findIndex(column => column.name === 'metaxy_deleted_at')
  return {rows: rows.length, batches: new Set(rows.map((row: Row) => row[at])).size}
}

async function leftBehind({project}: OpenDemo, features: readonly FeatureKey[]): Promise<number> {
  const {graph, versions} = await project.graph()
  let left = 0
  for (const feature of features) {
    const idColumns = graph.definitions.get(feature)?.spec.idColumns ?? []
    const columns = [...idColumns, 'metaxy_feature_version']
    const {rows} = await project.read({feature, ...EVERYTHING, columns})
    const seen = new Map<string, Set<unknown>>()
    for (const row of rows) {
      const id = String(row[0])
      seen.set(id, (seen.get(id) ?? new Set()).add(row[1]))
    }
    const current = versions.get(feature)?.featureVersion
    left += [...seen.values()].filter(found => !found.has(current)).length
  }
  return left
}
