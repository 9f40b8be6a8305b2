import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import type {IncrementRequest, Project} from '../../../src/engine/index.ts'
import {openMade} from '../../helpers/made-project.ts'
import {md5Cut, tableWith} from '../../helpers/made-table.ts'
import {openFixture} from '../../helpers/open-fixture.ts'

const FIELDS = [{key: 'default', code_version: '1'}]

describe('filters for one upstream (versioning.md §7.1)', () => {
  test('hide its rows by the names they are stored under; the stored ones become orphaned', async () => {
    const project = await upAndDown()
    const on = (feature: string, ...filters: readonly string[]) => ({
      upstreamFilters: new Map([[feature, filters]]),
    })

    expect(await counts(project)).toEqual({new: 1, stale: 0, orphaned: 1})
    expect(await counts(project, on('up', 'n > 1'))).toEqual({new: 1, stale: 0, orphaned: 2})
    expect(await counts(project, on('up', 'n > 1', 'n < 3'))).toEqual({
      ...{new: 0, stale: 0, orphaned: 2},
    })
    await expect(counts(project, on('up', 'm > 1'))).rejects.toMatchObject({code: 'INVALID_FILTER'})
  })

  test('for the feature itself they are as its own filters', async () => {
    const project = await upAndDown()
    const filters = ["id <> 'a'"]
    const expected = {new: 2, stale: 0, orphaned: 1}
    expect(await counts(project, {filters})).toEqual(expected)
    expect(await counts(project, {upstreamFilters: new Map([['down', filters]])})).toEqual(expected)
  })

  test('for a feature that is not read they are named', async () => {
    const project = await upAndDown()
    const increment = await project.resolveUpdate({
      feature: 'down',
      upstreamFilters: new Map([['far', ['n = 1']]]),
    })
    expect(increment.warnings).toMatchObject([{code: 'filter_not_used', feature: 'far'}])
    await increment.close()
  })

  test('all kinds of filters and predicates together', async () => {
    const project = await upAndDown()
    expect(
      await counts(project, {
        upstreamFilters: new Map([['up', ['n >= 1']]]),
        globalFilters: ["id IN ('a', 'b', 'x')"],
        filters: ["id <> 'x'"],
        staleIf: ["id = 'b'"],
      }),
    ).toEqual({new: 0, stale: 1, orphaned: 0})
  })
})

describe('the choice of an engine (commands.md §5)', () => {
  test('samples are not of the store itself: native is refused, in whatever way it was chosen', async () => {
    const project = await upAndDown()
    const samplesFile = join(project.directory, 'samples.jsonl')
    await writeFile(samplesFile, '{"id": "a", "metaxy_provenance_by_field": {"default": "h"}}')
    const mismatch = {code: 'ENGINE_MISMATCH', message: expect.stringContaining(samplesFile)}

    const native = {samplesFile, versioningEngine: 'native'} as const
    await expect(counts(project, native)).rejects.toMatchObject(mismatch)
    for (const versioningEngine of ['auto', 'polars'] as const) {
      expect(await counts(project, {samplesFile, versioningEngine})).toMatchObject({orphaned: 2})
    }
    const configured = await upAndDown({versioning_engine: 'native'})
    await expect(counts(configured, {samplesFile})).rejects.toMatchObject(mismatch)
    expect(await counts(configured, {samplesFile, versioningEngine: 'auto'})).toMatchObject({
      orphaned: 2,
    })
  })

  test('an upstream of a store of another kind switches it, which is said, and is no error', async () => {
    const project = await openFixture('fallback')
    const warnings = async (request: IncrementRequest) => {
      const increment = await project.resolveUpdate(request)
      await increment.close()
      return increment.warnings.map(({code, feature, resolved_from: from}) => [code, feature, from])
    }
    const fallback = ['resolved_from_fallback', 's/other', 'archive']
    const switched = ['engine_switched', 's/other', 'archive']

    // The store is set to polars.
    expect(await warnings({feature: 's/nowhere'})).toEqual([fallback])
    for (const versioningEngine of ['auto', 'native'] as const) {
      expect(await warnings({feature: 's/nowhere', versioningEngine})).toEqual([fallback, switched])
    }
    expect(await warnings({feature: 's/mid', versioningEngine: 'auto'})).toEqual([
      ['resolved_from_fallback', 's/root', 'prod'],
    ])
  })
})

function upAndDown(config: Readonly<Record<string, unknown>> = {}): Promise<Project> {
  const hash = md5Cut('default|1|up.default|h')
  return openMade({
    config,
    features: [
      {key: 'far', fields: FIELDS},
      {key: 'up', fields: FIELDS},
      {key: 'down', fields: FIELDS, deps: [{feature: 'up', rename: {n: 'number'}}]},
    ],
    tables: versionOf => [
      ...tableWith({
        table: 'up',
        version: versionOf('up'),
        columns: {id: 'VARCHAR', n: 'INTEGER'},
        rows: [
          {id: 'a', n: 1},
          {id: 'b', n: 2},
          {id: 'c', n: 3},
        ],
      }),
      ...tableWith({
        table: 'down',
        version: versionOf('down'),
        rows: ['a', 'b', 'x'].map(id => ({id, $hash: hash})),
      }),
    ],
  })
}

async function counts(project: Project, request: Partial<IncrementRequest> = {}) {
  const {waitingOrphans, inputRows, ...classes} = await project.countIncrement({
    feature: 'down',
    ...request,
  })
  return classes
}
