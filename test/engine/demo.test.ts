import {cpSync, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterAll, beforeAll, expect, test} from 'vitest'
import type {Project, Row} from '../../src/engine/index.ts'
import {openProject} from '../../src/engine/index.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'mxx-demo-'))
let project: Project

beforeAll(async () => {
  cpSync(path.join(import.meta.dirname, '../../assets/demo/project'), folder, {recursive: true})
  project = await openProject(folder, {env: {}, now: () => 1_800_000_000_000_000n})
})

afterAll(async () => {
  await project.close()
  rmSync(folder, {recursive: true})
})

test('the bundled project has 25 new, 40 stale and 12 orphaned rows, 5 of them waiting', async () => {
  expect(await project.countIncrement({feature: 'clip/trim'})).toMatchObject({
    new: 10,
    stale: 15,
    orphaned: 4,
    waitingOrphans: 0,
  })
  expect(await project.countIncrement({feature: 'speech/text'})).toMatchObject({
    new: 7,
    stale: 11,
    orphaned: 6,
    waitingOrphans: 5,
  })
  expect(await project.countIncrement({feature: 'clip/card'})).toMatchObject({
    new: 8,
    stale: 14,
    orphaned: 2,
    waitingOrphans: 0,
  })
})

test('30 rows are soft-deleted in two batches', async () => {
  expect(await deletionsOf('clip/source')).toEqual({rows: 12, batches: 1})
  expect(await deletionsOf('voice/take')).toEqual({rows: 18, batches: 1})
  for (const feature of ['clip/trim', 'speech/text', 'clip/card']) {
    expect(await deletionsOf(feature)).toEqual({rows: 0, batches: 0})
  }
})

test('it was pushed twice, with tags, and the versions are those that Metaxy recorded', async () => {
  const pushes = await project.history()
  expect(pushes.map(push => push.tags.note)).toEqual([
    'lens correction in the frame decoder',
    'first week of shooting',
  ])
  expect(pushes.map(push => push.featureCount)).toEqual([5, 5])

  const {order, broken, warnings} = await project.graph()
  expect([...order].sort()).toEqual([
    'clip/card',
    'clip/source',
    'clip/trim',
    'speech/text',
    'voice/take',
  ])
  expect(broken).toEqual([])
  expect(warnings).toEqual([])
})

test('about 2,000 rows are stored, each of a run of the pipeline', async () => {
  let rows = 0
  for (const feature of (await project.graph()).order) {
    const everything = {
      feature,
      withFeatureHistory: true,
      withSampleHistory: true,
      softDeleted: 'show',
    } as const
    rows += (await project.read({...everything, limit: 0})).totalRows
    const withoutRun = ['metaxy_materialization_id IS NULL', 'metaxy_deleted_at IS NULL']
    expect((await project.read({...everything, filters: withoutRun})).totalRows).toBe(0)
  }
  expect(rows).toBe(1989)
})

async function deletionsOf(feature: string): Promise<{rows: number; batches: number}> {
  const {columns, rows} = await project.read({feature, softDeleted: 'only'})
  const at = columns.findIndex(column => column.name === 'metaxy_deleted_at')
  return {rows: rows.length, batches: new Set(rows.map((row: Row) => row[at])).size}
}
