import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import type {Increment, IncrementClass, Project} from '../../../src/engine/index.ts'
import {type MadeProject, openMade} from '../../helpers/made-project.ts'
import {type MadeRow, md5Cut, tableWith} from '../../helpers/made-table.ts'

const FIELDS = [{key: 'default', code_version: '1'}]

describe('new, stale, orphaned (versioning.md §7.2)', () => {
  test('by provenance alone: nulls on either side have their own rules', async () => {
    const project = await upAndDown(
      [
        {id: 'same'},
        {id: 'other'},
        {id: 'new'},
        {id: 'no expected', $hash: null},
        {id: 'new, no expected', $hash: null},
        {id: 'no stored'},
        {id: null},
      ],
      [
        {id: 'same', $hash: computed('h')},
        {id: 'other', $hash: computed('i')},
        {id: 'no expected', $hash: computed('i')},
        {id: 'no stored', $hash: null},
        {id: 'orphan', $hash: computed('h')},
        {id: null, $hash: computed('h')},
      ],
    )

    expect(await classes(project)).toEqual({
      // Null keys never match: always new, its stored row always orphaned.
      new: ['new', 'new, no expected', null],
      // Without a stored provenance a row is stale, without an expected one it is not.
      stale: ['no stored', 'other'],
      orphaned: ['orphan', null],
    })
  })

  test('--stale-if: any of them, unknown is not stale, provenance cannot be named', async () => {
    const project = await upAndDown(
      ['a', 'b', 'c', 'd'].map(id => ({id})),
      [
        {id: 'a', n: 1, $hash: computed('h')},
        {id: 'b', n: 2, $hash: computed('h')},
        {id: 'c', n: null, $hash: computed('h')},
        {id: 'd', n: 3, $hash: computed('h')},
      ],
      {n: 'INTEGER'},
    )

    expect((await classes(project, {staleIf: ['n = 1', 'n > 2']})).stale).toEqual(['a', 'd'])
    expect((await classes(project, {staleIf: ['NOT (n = 1)']})).stale).toEqual(['b', 'd'])
    await expect(
      project.resolveUpdate({feature: 'down', staleIf: ["metaxy_provenance = 'x'"]}),
    ).rejects.toMatchObject({code: 'INVALID_FILTER'})
  })

  test('target filters hide stored rows, which then are new; global filters hide both sides', async () => {
    const project = await upAndDown(
      ['a', 'b', 'c'].map(id => ({id})),
      ['a', 'b', 'x'].map(id => ({id, $hash: computed('h')})),
    )

    expect(await classes(project)).toEqual({new: ['c'], stale: [], orphaned: ['x']})
    const filters = ["id <> 'a'"]
    expect(await classes(project, {filters})).toEqual({new: ['a', 'c'], stale: [], orphaned: ['x']})
    expect(await classes(project, {globalFilters: ["id IN ('b', 'c')"]})).toEqual({
      ...{new: ['c'], stale: [], orphaned: []},
    })
  })

  test('a filter of the dependency makes what it hides orphaned, and it does not wait', async () => {
    const project = await upAndDown(
      [
        {id: 'a', n: 1},
        {id: 'b', n: 2},
      ],
      ['a', 'b'].map(id => ({id, $hash: computed('h')})),
      {},
      {sql_filters: ['n = 1']},
      {n: 'INTEGER'},
    )

    expect(await classes(project)).toEqual({new: [], stale: [], orphaned: ['b']})
    expect((await project.status({feature: 'down'})).counts).toMatchObject({
      orphaned: 1,
      waitingOrphans: 0,
    })
  })

  test('--skip-comparison: everything expected is new', async () => {
    const project = await upAndDown(
      [{id: 'a'}, {id: 'b'}],
      [{id: 'a', $hash: computed('h')}, {id: 'x'}],
    )
    expect(await classes(project, {skipComparison: true})).toEqual({
      ...{new: ['a', 'b'], stale: [], orphaned: []},
    })
  })

  test('without a table everything is new; a table without rows is a table', async () => {
    const features = [
      {key: 'up', fields: FIELDS},
      {key: 'down', fields: FIELDS, deps: [{feature: 'up'}]},
    ]
    const up = (versionOf: (key: string) => string) =>
      tableWith({table: 'up', version: versionOf('up'), rows: [{id: 'a'}]})
    const missing = await openMade({features, tables: up})
    const empty = await openMade({
      features,
      tables: versionOf => [
        ...up(versionOf),
        ...tableWith({table: 'down', version: versionOf('down')}),
      ],
    })

    expect(await missing.status({feature: 'down'})).toMatchObject({
      ...{status: 'missing', metadataExists: false, storeRows: 0, counts: {new: 1, inputRows: 1}},
    })
    expect(await empty.status({feature: 'down'})).toMatchObject({
      ...{status: 'needs_update', metadataExists: true, storeRows: 0, counts: {new: 1}},
    })
    expect(await empty.status({feature: 'up'})).toMatchObject({
      status: 'root_feature',
      counts: null,
    })
    await expect(empty.countIncrement({feature: 'up'})).rejects.toMatchObject({
      code: 'MISSING_REQUIRED_FLAG',
      details: {required_flags: ['--samples']},
    })
  })

  test('samples finer than the key are compared one by one', async () => {
    const project = await openMade({
      features: [
        {key: 'up', fields: FIELDS},
        {key: 'down', id_columns: ['id', 'part'], fields: FIELDS, deps: [{feature: 'up'}]},
      ],
      tables: versionOf => [
        ...tableWith({
          table: 'up',
          version: versionOf('up'),
          rows: ['a', 'b', 'c'].map(id => ({id})),
        }),
        ...tableWith({
          table: 'down',
          version: versionOf('down'),
          columns: {id: 'VARCHAR', part: 'INTEGER'},
          rows: [
            {id: 'a', part: 1, $hash: computed('h')},
            {id: 'a', part: 2, $hash: computed('i')},
            {id: 'a', part: 3, $hash: computed('i')},
            {id: 'b', part: 1, $hash: computed('h')},
            {id: 'x', part: 1},
            {id: 'x', part: 2},
          ],
        }),
      ],
    })

    expect(await classes(project)).toEqual({new: ['c'], stale: ['a', 'a'], orphaned: ['x', 'x']})
    expect(await project.countIncrement({feature: 'down'})).toMatchObject({inputRows: 3})
    expect(await project.status({feature: 'down', withProgress: true})).toMatchObject({
      progressPercentage: (2 / 3) * 100,
    })
  })
})

describe('several upstreams (versioning.md §6.4)', () => {
  const all = {
    one: ['a', 'b', 'c', 'd'],
    two: ['b', 'c', 'e'],
    three: ['c', 'e', 'f'],
  }

  test('required ones have to be there, an optional one may be absent', async () => {
    const project = await joined(all, {three: {optional: true}})
    expect((await classes(project)).new).toEqual(['b', 'c'])
    expect(await hashesOf(project)).toEqual({
      b: md5Cut('default|1|one.default|one b|three.default||two.default|two b'),
      c: md5Cut('default|1|one.default|one c|three.default|three c|two.default|two c'),
    })
  })

  test('when all are optional, whatever is in one of them is there, once', async () => {
    const optional = {optional: true}
    const project = await joined(all, {one: optional, two: optional, three: optional})
    expect((await classes(project)).new).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
    expect((await hashesOf(project)).e).toBe(
      md5Cut('default|1|one.default||three.default|three e|two.default|two e'),
    )
  })

  test('an optional one that was declared first is joined last', async () => {
    const project = await joined(all, {one: {optional: true}})
    expect((await classes(project)).new).toEqual(['c', 'e'])
    expect(await hashesOf(project)).toMatchObject({
      e: md5Cut('default|1|one.default||three.default|three e|two.default|two e'),
    })
  })

  test('a missing table of an optional one is an error all the same', async () => {
    const project = await joined({one: all.one, two: all.two}, {three: {optional: true}})
    expect(await project.status({feature: 'down'})).toMatchObject({
      status: 'error',
      errorMessage: 'Feature three is defined but metadata store "dev" has no table for it.',
    })
  })

  test('they meet in the ids that all of them have, by their names after renaming', async () => {
    const project = await openMade({
      features: [
        {key: 'clip', fields: FIELDS, id_columns: ['clip']},
        {key: 'take', fields: FIELDS, id_columns: ['of_clip', 'take']},
        {
          key: 'down',
          fields: FIELDS,
          id_columns: ['clip', 'take'],
          deps: [{feature: 'clip'}, {feature: 'take', rename: {of_clip: 'clip'}}],
        },
      ],
      tables: versionOf => [
        ...tableWith({
          table: 'clip',
          version: versionOf('clip'),
          columns: {clip: 'VARCHAR'},
          rows: [{clip: 'a'}, {clip: 'b'}],
        }),
        ...tableWith({
          table: 'take',
          version: versionOf('take'),
          columns: {of_clip: 'VARCHAR', take: 'INTEGER'},
          rows: [
            {of_clip: 'a', take: 1},
            {of_clip: 'a', take: 2},
            {of_clip: 'c', take: 1},
          ],
        }),
      ],
    })
    const increment = await project.resolveUpdate(
      {feature: 'down'},
      {keep: 'rows', withInputCount: true},
    )

    expect(increment.keyColumns).toEqual(['clip'])
    expect(increment.counts).toMatchObject({new: 2, inputRows: 2})
    expect((await increment.rows('new', 0, 9)).map(row => row.slice(0, 2))).toEqual([
      ['a', 1],
      ['a', 2],
    ])
    await increment.close()
  })
})

describe('an orphan waits as long as its id lives on under another version upstream', () => {
  const stored = ['kept', 'behind', 'deleted', 'deleted behind', 'never'].map(id => ({
    id,
    $hash: computed('h'),
  }))
  const up: readonly MadeRow[] = [
    {id: 'kept'},
    {id: 'behind', $version: 'older000'},
    {id: 'deleted', $version: 'older000', $at: '2026-01-01'},
    {id: 'deleted', $at: '2026-01-02', $deleted: '2026-01-03'},
    {id: 'deleted behind', $version: 'older000', $at: '2026-01-01', $deleted: '2026-01-02'},
  ]

  test('not when it was deleted there, nor when it never was there', async () => {
    const project = await upAndDown(up, stored)
    expect(await waiting(project)).toEqual({
      behind: true,
      deleted: false,
      'deleted behind': false,
      never: false,
    })
  })

  test('a null among the ids upstream changes nothing', async () => {
    const project = await upAndDown([...up, {id: null}, {id: null, $version: 'older000'}], stored)
    expect(await waiting(project)).toMatchObject({behind: true, deleted: false, never: false})
  })

  test('of two upstreams, each has to have it or to be behind with it', async () => {
    const rows = (...given: readonly (readonly [id: string, version?: string])[]) =>
      given.map(([id, $version]) => ({id, ...($version === undefined ? {} : {$version})}))
    const older = 'older000'
    const features = [
      {key: 'one', fields: FIELDS},
      {key: 'two', fields: FIELDS},
      {key: 'down', fields: FIELDS, deps: [{feature: 'one'}, {feature: 'two'}]},
    ]
    const made = (optional: boolean): MadeProject => ({
      features: [
        ...features.slice(0, 2),
        {...features[2], deps: ['one', 'two'].map(feature => ({feature, optional}))},
      ],
      tables: versionOf => [
        ...tableWith({
          table: 'one',
          version: versionOf('one'),
          rows: rows(
            ['both behind', older],
            ['one behind', older],
            ['gone from two'],
            ['gone from two, behind', older],
          ),
        }),
        ...tableWith({
          table: 'two',
          version: versionOf('two'),
          rows: rows(['both behind', older], ['one behind']),
        }),
        ...tableWith({
          table: 'down',
          version: versionOf('down'),
          rows: rows(
            ['both behind'],
            ['one behind'],
            ['gone from two'],
            ['gone from two, behind'],
            ['never'],
          ),
        }),
      ],
    })

    expect(await waiting(await openMade(made(false)))).toEqual({
      'both behind': true,
      'one behind': true,
      'gone from two': false,
      'gone from two, behind': false,
      never: false,
    })
    // All optional: one that is behind is enough, since one that is there is enough.
    expect(await waiting(await openMade(made(true)))).toEqual({
      'both behind': true,
      'gone from two, behind': true,
      never: false,
    })
  })

  test('a preview of their deletion counts them', async () => {
    const project = await upAndDown(up, stored)
    const preview = await project.preview([
      {
        kind: 'soft-delete',
        feature: 'down',
        where: {kind: 'filter', filters: ["id IN ('behind', 'never', 'kept')"]},
        withFeatureHistory: false,
      },
    ])
    expect(preview.changes[0]?.warnings).toContainEqual(
      expect.objectContaining({code: 'waiting_orphans', count: 1}),
    )
  })
})

describe('samples from a file', () => {
  test('stand in for the upstream; ids of another type are refused', async () => {
    const project = await upAndDown(
      ['a', 'b'].map(id => ({id})),
      ['a', 'b', 'x'].map(id => ({id, $hash: 'h'})),
    )
    const samplesFile = join(project.directory, 'samples.jsonl')
    const sample = (id: unknown, hash: string) =>
      JSON.stringify({id, metaxy_provenance_by_field: {default: hash}})
    await writeFile(samplesFile, [sample('a', 'h'), sample('b', 'i'), sample('c', 'h')].join('\n'))

    expect(await classes(project, {samplesFile})).toEqual({
      new: ['c'],
      stale: ['b'],
      orphaned: ['x'],
    })
    expect(await project.countIncrement({feature: 'down', samplesFile})).toMatchObject({
      inputRows: null,
      waitingOrphans: 0,
    })
    expect(await classes(project, {samplesFile, filters: ["id <> 'x' AND id <> 'c'"]})).toEqual({
      ...{new: [], stale: ['b'], orphaned: []},
    })

    await writeFile(samplesFile, sample(1, 'h'))
    await expect(project.resolveUpdate({feature: 'down', samplesFile})).rejects.toMatchObject({
      code: 'SCHEMA_ERROR',
      message:
        'The column "id" is VARCHAR in the table of down but BIGINT in what it is compared with.',
    })
  })
})

/** The field hash of `down` for an upstream data version. */
function computed(dataVersion: string): string {
  return md5Cut(`default|1|up.default|${dataVersion}`)
}

function upAndDown(
  up: readonly MadeRow[],
  down: readonly MadeRow[],
  downColumns: Readonly<Record<string, string>> = {},
  dep: Readonly<Record<string, unknown>> = {},
  upColumns: Readonly<Record<string, string>> = {},
): Promise<Project> {
  return openMade({
    features: [
      {key: 'up', fields: FIELDS},
      {key: 'down', fields: FIELDS, deps: [{feature: 'up', ...dep}]},
    ],
    tables: versionOf => [
      ...tableWith({
        table: 'up',
        version: versionOf('up'),
        columns: {id: 'VARCHAR', ...upColumns},
        rows: up,
      }),
      ...tableWith({
        table: 'down',
        version: versionOf('down'),
        columns: {id: 'VARCHAR', ...downColumns},
        rows: down,
      }),
    ],
  })
}

/** Upstreams with these ids, each row with a data version of its own; nothing computed yet. */
function joined(
  ids: Readonly<Record<string, readonly string[]>>,
  deps: Readonly<Record<string, Record<string, unknown>>>,
): Promise<Project> {
  const names = ['one', 'two', 'three']
  return openMade({
    features: [
      ...names.map(key => ({key, fields: FIELDS})),
      {
        key: 'down',
        fields: FIELDS,
        deps: names.map(feature => ({feature, select: [], ...deps[feature]})),
      },
    ],
    tables: versionOf =>
      Object.entries(ids).flatMap(([table, some]) =>
        tableWith({
          table,
          version: versionOf(table),
          rows: some.map(id => ({id, $hash: `${table} ${id}`})),
        }),
      ),
  })
}

async function classes(
  project: Project,
  request: Omit<Parameters<Project['resolveUpdate']>[0], 'feature'> = {},
): Promise<Readonly<Record<IncrementClass, readonly unknown[]>>> {
  const increment = await project.resolveUpdate({feature: 'down', ...request})
  const found = {
    new: await keysOf(increment, 'new'),
    stale: await keysOf(increment, 'stale'),
    orphaned: await keysOf(increment, 'orphaned'),
  }
  await increment.close()
  // What is counted alone is what is kept, in either form.
  const counts = {new: found.new.length, stale: found.stale.length, orphaned: found.orphaned.length}
  expect(increment.counts).toMatchObject(counts)
  expect(await project.countIncrement({feature: 'down', ...request})).toMatchObject(counts)
  const whole = await project.resolveUpdate({feature: 'down', ...request}, {keep: 'rows'})
  expect(whole.counts).toEqual(increment.counts)
  for (const part of ['new', 'stale', 'orphaned'] as const) {
    expect(await whole.rows(part, 0, 99)).toHaveLength(counts[part])
    expect((await whole.table(part)).numRows).toBe(counts[part])
  }
  await whole.close()
  return found
}

async function keysOf(increment: Increment, part: IncrementClass): Promise<readonly unknown[]> {
  return (await increment.samples(part, 0, 99)).map(sample => sample.key[0])
}

/** Expected field hashes by id. */
async function hashesOf(project: Project): Promise<Readonly<Record<string, string | null>>> {
  const increment = await project.resolveUpdate({feature: 'down'})
  const samples = await increment.samples('new', 0, 99)
  await increment.close()
  return Object.fromEntries(
    samples.map(sample => [String(sample.key[0]), sample.fields[0]?.expected ?? null]),
  )
}

async function waiting(project: Project): Promise<Readonly<Record<string, boolean>>> {
  const increment = await project.resolveUpdate({feature: 'down'})
  const samples = await increment.samples('orphaned', 0, 99)
  await increment.close()
  const found = Object.fromEntries(samples.map(sample => [String(sample.key[0]), sample.waiting]))
  const count = samples.filter(sample => sample.waiting).length
  expect(increment.counts.waitingOrphans).toBe(count)
  expect((await project.status({feature: 'down'})).counts?.waitingOrphans).toBe(count)
  return found
}
