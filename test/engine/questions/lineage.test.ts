import {describe, expect, test} from 'vitest'
import type {IncrementClass, IncrementRequest, Project} from '../../../src/engine/index.ts'
import {openMade} from '../../helpers/made-project.ts'
import {type MadeRow, md5Cut, tableWith} from '../../helpers/made-table.ts'

const FIELDS = [{key: 'default', code_version: '1'}]

describe('N:1: a group is one input (versioning.md §6.3)', () => {
  test('its hash is over the versions of its rows in the order of the upstream ids', async () => {
    const project = await clipsOfShows(
      [
        {clip: 100, show: 'a', $hash: 'h'},
        {clip: 9, show: 'a', $hash: 'nine'},
        {clip: 10, show: 'a', $hash: 'ten'},
        {clip: 1, show: 'b', $hash: 'alone'},
        {clip: 2, show: null, $hash: 'x'},
        {clip: 3, show: null, $hash: 'y'},
      ],
      [],
    )

    expect(await expectedHashes(project)).toEqual({
      100: ofGroup('nine|ten|h'),
      9: ofGroup('nine|ten|h'),
      10: ofGroup('nine|ten|h'),
      1: ofGroup('alone'),
      2: ofGroup('x|y'),
      3: ofGroup('x|y'),
    })
  })

  test('nulls count as in the engine that Metaxy would take', async () => {
    const project = await clipsOfShows(
      [
        {clip: 1, show: 'a', $hash: 'a'},
        {clip: null, show: 'a', $hash: 'n'},
        {clip: 2, show: 'b', $hash: null},
        {clip: 3, show: 'c', $hash: null},
        {clip: 4, show: 'c', $hash: 'c'},
      ],
      [],
    )

    expect(await expectedHashes(project)).toEqual({
      ...{1: ofGroup('a|n'), null: ofGroup('a|n'), 2: null, 3: ofGroup('c'), 4: ofGroup('c')},
    })
    expect(await expectedHashes(project, {versioningEngine: 'polars'})).toEqual({
      ...{
        1: ofGroup('n|a'),
        null: ofGroup('n|a'),
        2: ofGroup(''),
        3: ofGroup('c'),
        4: ofGroup('c'),
      },
    })
  })

  test('new and stale have every row of a group, orphaned one per stored row', async () => {
    const project = await clipsOfShows(
      [
        {clip: 1, show: 'same', $hash: 's'},
        {clip: 2, show: 'grown', $hash: 'g'},
        {clip: 3, show: 'grown', $hash: 'h'},
        {clip: 4, show: 'new', $hash: 'n'},
        {clip: 5, show: 'new', $hash: 'm'},
        {clip: 6, show: 'behind', $version: 'older000'},
      ],
      [
        {show: 'same', $hash: ofGroup('s')},
        {show: 'grown', $hash: ofGroup('g')},
        {show: 'gone'},
        {show: 'behind'},
      ],
    )

    expect(await frames(project, ['clip', 'show'])).toEqual({
      new: [
        [4, 'new'],
        [5, 'new'],
      ],
      stale: [
        [2, 'grown'],
        [3, 'grown'],
      ],
      orphaned: [['behind'], ['gone']],
    })
    const status = await project.status({feature: 'down', withProgress: true})
    expect(status).toMatchObject({
      counts: {new: 2, stale: 2, orphaned: 2, waitingOrphans: 1, inputRows: 5},
      progressPercentage: (2 / 3) * 100,
    })
  })

  test('a column named twice groups once', async () => {
    const lineage = {relationship: {type: 'N:1', on: ['show', 'show']}}
    const up = [
      {clip: 2, show: 'a', $hash: 'two'},
      {clip: 1, show: 'a', $hash: 'one'},
    ]
    expect(await expectedHashes(await clipsOfShows(up, [], {lineage}))).toEqual({
      ...{1: ofGroup('one|two'), 2: ofGroup('one|two')},
    })
  })

  test('grouped without its ids it has no order, which is said', async () => {
    const lineage = {relationship: {type: 'N:1', on: ['show']}}
    const project = await clipsOfShows(
      [
        {clip: 2, show: 'a', $hash: 'two'},
        {clip: 1, show: 'a', $hash: 'one'},
      ],
      [{show: 'a', $hash: ofGroup('two|one')}],
      {lineage, select: []},
    )
    const increment = await project.resolveUpdate({feature: 'down'}, {keep: 'rows'})

    expect(increment.warnings).toMatchObject([
      {code: 'group_order_undefined', feature: 'down', upstream: 'up'},
    ])
    // As stored, so that it is the same each time.
    expect(increment.counts).toMatchObject({new: 0, stale: 0})
    expect(
      increment
        .columns('new')
        .map(column => column.name)
        .slice(0, 1),
    ).toEqual(['show'])
    await increment.close()
    expect(await project.why({feature: 'down', sample: {show: 'a'}})).toMatchObject({
      state: 'up_to_date',
      verified: false,
    })
  })
})

describe('1:N: what is computed from one parent counts once (versioning.md §7.2)', () => {
  const made = () =>
    openMade({
      features: [
        {key: 'up', fields: FIELDS},
        {
          key: 'down',
          fields: FIELDS,
          id_columns: ['id', 'part'],
          deps: [{feature: 'up', lineage: {relationship: {type: '1:N', on: ['id']}}}],
        },
      ],
      tables: versionOf => [
        ...tableWith({
          table: 'up',
          version: versionOf('up'),
          rows: [
            {id: 'same'},
            {id: 'changed', $hash: 'i'},
            {id: 'new'},
            {id: 'behind', $version: 'older000'},
          ],
        }),
        ...tableWith({
          table: 'down',
          version: versionOf('down'),
          columns: {id: 'VARCHAR', part: 'INTEGER', note: 'VARCHAR'},
          rows: [
            ...children('same', 3),
            ...children('changed', 2),
            {id: 'gone', part: 1, $hash: computed('h')},
            {id: 'gone', part: 2, note: 'kept', $hash: computed('h')},
            ...children('behind', 2),
          ],
        }),
      ],
    })

  test('in all three classes; of a column the first child that has a value', async () => {
    const project = await made()

    expect(await frames(project, ['id', 'part', 'note'])).toEqual({
      new: [['new']],
      stale: [['changed']],
      orphaned: [
        ['behind', 1, null],
        ['gone', 1, 'kept'],
      ],
    })
    expect(await project.status({feature: 'down', withProgress: true})).toMatchObject({
      storeRows: 9,
      counts: {new: 1, stale: 1, orphaned: 2, waitingOrphans: 1, inputRows: 3},
      progressPercentage: (2 / 3) * 100,
    })
  })

  test('--stale-if sees the parent, once', async () => {
    const request = {feature: 'down', staleIf: ["note = 'kept' OR id = 'same'"]}
    expect(await (await made()).countIncrement(request)).toMatchObject({stale: 2})
  })

  test('deleting children counts those whose parent waits', async () => {
    const preview = await (await made()).preview([
      {
        kind: 'soft-delete',
        feature: 'down',
        where: {kind: 'filter', filters: ["id IN ('behind', 'gone')"]},
        withFeatureHistory: false,
      },
    ])
    expect(preview.changes[0]?.warnings).toContainEqual(
      expect.objectContaining({code: 'waiting_orphans', count: 2}),
    )
  })
})

test('upstreams of several lineages meet in what their inputs share', async () => {
  const project = await openMade({
    features: [
      {key: 'shot', fields: FIELDS, id_columns: ['shot']},
      {key: 'film', fields: FIELDS, id_columns: ['film']},
      {
        key: 'down',
        fields: FIELDS,
        id_columns: ['film'],
        deps: [
          {
            feature: 'shot',
            rename: {of_film: 'film'},
            lineage: {relationship: {type: 'N:1', on: ['film']}},
          },
          {feature: 'film', optional: true},
        ],
      },
    ],
    tables: versionOf => [
      ...tableWith({
        table: 'shot',
        version: versionOf('shot'),
        columns: {shot: 'INTEGER', of_film: 'VARCHAR'},
        rows: [
          {shot: 2, of_film: 'f', $hash: 'two'},
          {shot: 1, of_film: 'f', $hash: 'one'},
          {shot: 3, of_film: 'g', $hash: 'three'},
        ],
      }),
      ...tableWith({
        table: 'film',
        version: versionOf('film'),
        columns: {film: 'VARCHAR'},
        rows: [{film: 'f', $hash: 'of f'}, {film: 'alone'}],
      }),
    ],
  })

  const whole = (film: string, shots: string) =>
    md5Cut(`default|1|film.default|${film}|shot.default|${md5Cut(shots)}`)
  expect(await expectedHashes(project)).toEqual({
    1: whole('of f', 'one|two'),
    2: whole('of f', 'one|two'),
    3: whole('', 'three'),
  })
})

function clipsOfShows(
  up: readonly MadeRow[],
  down: readonly MadeRow[],
  dep: Readonly<Record<string, unknown>> = {
    lineage: {relationship: {type: 'N:1', on: null}},
  },
): Promise<Project> {
  return openMade({
    features: [
      {key: 'up', fields: FIELDS, id_columns: ['clip']},
      {key: 'down', fields: FIELDS, id_columns: ['show'], deps: [{feature: 'up', ...dep}]},
    ],
    tables: versionOf => [
      ...tableWith({
        table: 'up',
        version: versionOf('up'),
        columns: {clip: 'INTEGER', show: 'VARCHAR'},
        rows: up,
      }),
      ...tableWith({
        table: 'down',
        version: versionOf('down'),
        columns: {show: 'VARCHAR'},
        rows: down,
      }),
    ],
  })
}

function children(id: string, count: number): readonly MadeRow[] {
  return Array.from({length: count}, (_, at) => ({id, part: at + 1, $hash: computed('h')}))
}

/** The field hash of `down` for an upstream data version, or for the text of a group. */
function computed(dataVersion: string): string {
  return md5Cut(`default|1|up.default|${dataVersion}`)
}

function ofGroup(text: string): string {
  return computed(md5Cut(text))
}

/** By the first id of the upstream rows. */
async function expectedHashes(
  project: Project,
  request: Partial<IncrementRequest> = {},
): Promise<Readonly<Record<string, unknown>>> {
  const increment = await project.resolveUpdate({feature: 'down', ...request}, {keep: 'rows'})
  const names = increment.columns('new').map(column => column.name)
  const rows = await increment.rows('new', 0, 99)
  await increment.close()
  const at = names.indexOf('metaxy_provenance_by_field')
  return Object.fromEntries(rows.map(row => [String(row[0]), Object(row[at]).default]))
}

/** The rows of each class as far as they have these columns; kept, counted and lazy ones agree. */
async function frames(
  project: Project,
  wanted: readonly string[],
): Promise<Readonly<Record<IncrementClass, readonly unknown[]>>> {
  const increment = await project.resolveUpdate({feature: 'down'}, {keep: 'rows'})
  const lazy = project.lazyUpdate({feature: 'down'})
  expect(await lazy.counts()).toMatchObject({...increment.counts, inputRows: expect.anything()})
  const listed = await project.resolveUpdate({feature: 'down'})
  const found = async (part: IncrementClass) => {
    const names = increment.columns(part).map(column => column.name)
    const at = wanted.map(name => names.indexOf(name)).filter(index => index >= 0)
    const rows = await increment.rows(part, 0, 99)
    expect(rows).toHaveLength(increment.counts[part])
    expect(await listed.samples(part, 0, 99)).toHaveLength(rows.length)
    for (const table of [await increment.table(part), await lazy.table(part)]) {
      expect(table.schema.fields.map(field => field.name)).toEqual(names)
      expect(table.numRows).toBe(rows.length)
    }
    return rows.map(row => at.map(index => row[index]))
  }
  const all = {
    new: await found('new'),
    stale: await found('stale'),
    orphaned: await found('orphaned'),
  }
  await Promise.all([increment.close(), listed.close()])
  return all
}
