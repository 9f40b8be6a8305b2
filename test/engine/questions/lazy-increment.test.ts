import {rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import type {Table} from 'apache-arrow'
import {expect, test} from 'vitest'
import type {LazyIncrement} from '../../../src/engine/index.ts'
import {DATABASE, madeProject, openMade} from '../../helpers/made-project.ts'
import {md5Cut, tableWith} from '../../helpers/made-table.ts'
import {openFolder} from '../../helpers/open-fixture.ts'
import {writeFromElsewhere} from '../../helpers/other-writer.ts'

const FIELDS = [{key: 'default', code_version: '1'}]
const hash = md5Cut('default|1|up.default|h')

const MADE = {
  features: [
    {key: 'up', fields: FIELDS},
    {key: 'down', fields: FIELDS, deps: [{feature: 'up'}]},
  ],
  tables: (versionOf: (key: string) => string) => [
    ...tableWith({
      table: 'up',
      version: versionOf('up'),
      columns: {id: 'VARCHAR', n: 'INTEGER'},
      rows: ['a', 'b', 'c'].map((id, n) => ({id, n})),
    }),
    ...tableWith({
      table: 'down',
      version: versionOf('down'),
      rows: [
        {id: 'a', $hash: hash},
        {id: 'b', $hash: 'other'},
        {id: 'x', $hash: hash},
      ],
    }),
  ],
}

test('nothing is asked of the metadata store before something is asked of the increment', async () => {
  const folder = await madeProject(MADE)
  await rm(join(folder, DATABASE))
  const increment = (await openFolder(folder)).lazyUpdate({feature: 'down'})

  expect(increment.feature).toBe('down')
  await expect(increment.counts()).rejects.toMatchObject({code: 'STORE_UNREACHABLE'})
  await expect(increment.batches('new').next()).rejects.toMatchObject({code: 'STORE_UNREACHABLE'})
})

test('its frames and its input, as tables and as batches', async () => {
  const project = await openMade(MADE)
  const increment = project.lazyUpdate({feature: 'down'})

  expect(await increment.counts()).toEqual({
    ...{new: 1, stale: 1, orphaned: 1, waitingOrphans: 0, inputRows: 3},
  })
  expect(idsOf(await increment.table('new'))).toEqual(['c'])
  expect(idsOf(await increment.table('stale'))).toEqual(['b'])
  expect(idsOf(await increment.table('orphaned'))).toEqual(['x'])
  const input = await increment.table('input')
  expect(idsOf(input)).toEqual(['a', 'b', 'c'])
  expect(input.schema.fields.map(field => field.name)).toEqual([
    ...['id', 'n', 'metaxy_provenance_by_field', 'metaxy_provenance'],
    ...['metaxy_data_version_by_field', 'metaxy_data_version'],
  ])
  expect(input.getChild('metaxy_provenance_by_field')?.get(0)?.toJSON()).toEqual({default: hash})
  for (const frame of ['new', 'stale', 'orphaned', 'input'] as const) {
    expect(await rowsIn(increment, frame)).toBe((await increment.table(frame)).numRows)
    expect((await increment.columns(frame)).map(column => column.name)).toEqual(
      (await increment.table(frame)).schema.fields.map(field => field.name),
    )
  }
})

test('samples are the input themselves', async () => {
  const project = await openMade(MADE)
  await writeFile(
    join(project.directory, 'samples.jsonl'),
    '{"id": "n", "metaxy_provenance_by_field": {"default": "h"}}',
  )
  const increment = project.lazyUpdate({feature: 'up', samplesFile: 'samples.jsonl'})

  expect(await increment.counts()).toMatchObject({new: 1, orphaned: 3, inputRows: null})
  expect(idsOf(await increment.table('new'))).toEqual(['n'])
  await expect(increment.table('input')).rejects.toMatchObject({code: 'INVALID_INPUT'})
})

test('with maps its by-field columns are maps', async () => {
  const project = await openMade({...MADE, settings: ['enable_map_datatype = true']})
  const table = await project.lazyUpdate({feature: 'down'}).table('new')
  const byField = table.getChild('metaxy_provenance_by_field')?.get(0)
  expect(Object.fromEntries(byField ?? [])).toEqual({default: hash})
})

test('whoever stops reading lets go of the metadata store, and so does a signal', async () => {
  const project = await openMade(MADE, {lockTimeoutMs: 10_000})
  const increment = project.lazyUpdate({feature: 'down'})
  for await (const batch of increment.batches('input')) {
    expect(batch.numRows).toBe(3)
    break
  }
  await writeFromElsewhere(
    join(project.directory, DATABASE),
    "INSERT INTO up BY NAME SELECT * REPLACE ('d' AS id) FROM up LIMIT 1",
  )
  expect(await increment.counts()).toMatchObject({new: 2})

  const giving = new AbortController()
  giving.abort()
  await expect(increment.batches('new', {signal: giving.signal}).next()).rejects.toMatchObject({
    name: 'CancelledError',
  })
})

function idsOf(table: Table): readonly unknown[] {
  return [...(table.getChild('id') ?? [])].toSorted()
}

async function rowsIn(
  increment: LazyIncrement,
  frame: Parameters<LazyIncrement['batches']>[0],
): Promise<number> {
  let rows = 0
  for await (const batch of increment.batches(frame)) rows += batch.numRows
  return rows
}
