import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {
  type Change,
  defineFeature,
  type FeatureDefinition,
  lineage,
  type ObjectRow,
  type Project,
} from '../../../src/engine/index.ts'
import {temporaryFolder} from '../../helpers/fixture-project.ts'
import {inDatabase} from '../../helpers/made-project.ts'
import {openFixture, openFolder} from '../../helpers/open-fixture.ts'
import {commit} from './seen.ts'

const ALL = {kind: 'filter', filters: []} as const
const rebase = (feature: string, from: string, to: string | null = null): Change => ({
  kind: 'rebase',
  feature,
  where: ALL,
  from,
  to,
})

const raw = defineFeature({key: 'raw', idColumns: ['id'], fields: ['x']})
const leaf = (fields: readonly string[], codeVersion = '1') =>
  defineFeature({
    key: 'leaf',
    idColumns: ['id'],
    deps: [raw],
    fields: fields.map(key => ({key, codeVersion})),
  })

describe.each(['duckdb', 'delta'] as const)('fields that come and go (%s)', kind => {
  test('a renamed field has its hash, and the old one is no more in the new rows', async () => {
    const project = await written(kind, [raw, leaf(['x', 'y'])], ['leaf'])
    const [old] = await versionsOf(project, 'leaf')
    await project.push({definitions: [raw, leaf(['x', 'z'])]})

    const preview = await project.preview([rebase('leaf', old ?? '')])
    expect(preview.changes[0]).toMatchObject({rows: 3, visible: {before: 0, after: 3}})
    expect(preview.changes[0]?.warnings).toContainEqual(
      expect.objectContaining({code: 'struct_grown', fields: ['z']}),
    )
    await project.commit(preview)

    const rows = await rowsOf(project, 'leaf')
    expect(rows).toHaveLength(3)
    expect(rows[0]?.metaxy_provenance_by_field).toMatchObject({
      x: expect.any(String),
      z: expect.any(String),
    })
    expect(rows[0]?.metaxy_provenance_by_field).not.toMatchObject({y: expect.any(String)})
    expect(rows[0]?.metaxy_data_version).toBe(rows[0]?.metaxy_provenance)
    expect(await project.countIncrement({feature: 'leaf'})).toMatchObject({
      new: 0,
      stale: 0,
      orphaned: 0,
    })
  })

  test('none of the old fields is left', async () => {
    const project = await written(kind, [raw, leaf(['y'])], ['leaf'])
    const [old] = await versionsOf(project, 'leaf')
    await project.push({definitions: [raw, leaf(['z'])]})

    await commit(project, rebase('leaf', old ?? ''))

    const [first] = await rowsOf(project, 'leaf')
    expect(first?.metaxy_provenance_by_field).toMatchObject({z: expect.any(String)})
    expect(await project.countIncrement({feature: 'leaf'})).toMatchObject({new: 0, stale: 0})
  })
})

describe.each(['duckdb', 'delta'] as const)('1:N lineage (%s)', kind => {
  test.each([{idColumns: ['id', 'chunk']}, {idColumns: ['chunk']}])(
    'the rows of a parent share what is expected for it, ids $idColumns',
    async ({idColumns}) => {
      const chunks = (codeVersion: string) =>
        defineFeature({
          key: 'chunks',
          idColumns,
          deps: [{feature: raw, lineage: lineage.expansion({on: ['id']})}],
          fields: [{key: 'c', codeVersion}],
        })
      const project = await written(kind, [raw, chunks('1')], [])
      const provenance = {c: 'by hand'}
      const rows = ['a', 'b'].flatMap(id =>
        [1, 2].map(number => ({
          id,
          chunk: `${id}${number}`,
          metaxy_provenance_by_field: provenance,
        })),
      )
      await project.write({feature: 'chunks', rows: {kind: 'objects', rows}})
      const [old] = await versionsOf(project, 'chunks')
      await project.push({definitions: [raw, chunks('2')]})

      const preview = await project.preview([rebase('chunks', old ?? '')])
      expect(preview.changes[0]).toMatchObject({
        rows: 4,
        details: {laundered: {count: 4}, candidates: {count: 4}},
      })
      await project.commit(preview)

      const found = await rowsOf(project, 'chunks')
      expect(new Set(found.map(row => row.metaxy_provenance)).size).toBe(2)
      expect(await project.countIncrement({feature: 'chunks'})).toMatchObject({new: 1, stale: 0})
    },
  )
})

describe('the waterfall', () => {
  test('shows the rows behind each number', async () => {
    const project = await openFixture('rebase-duckdb')
    const preview = await project.preview([rebase('s/mid', '773501fe')])
    const details = preview.changes[0]?.details
    if (details?.kind !== 'rebase') throw new Error('no rebase')
    expect(details).toMatchObject({
      from: '773501fe',
      to: '05c9ac9f',
      isCurrent: true,
      candidates: {count: 5},
      joined: {count: 3},
      dropped: [{reason: 'no_upstream', count: 2}],
      userVersioned: {count: 2},
      laundered: {count: 0},
    })
    const ids = (group: {rows: readonly (readonly unknown[])[]}) => group.rows.map(row => row[0])
    const [dropped] = details.dropped
    expect([...ids(details.joined), ...ids(dropped ?? {rows: []})].toSorted()).toEqual(
      ids(details.candidates),
    )
  })

  test('rows whose upstream changed since are laundered', async () => {
    const project = await openFixture('rebase-duckdb')
    await inDatabase(
      join(project.directory, 'dev.duckdb'),
      `INSERT INTO s__root SELECT * REPLACE (now() AS metaxy_updated_at, NULL AS metaxy_deleted_at,
         struct_pack(x := 'other', y := 'other') AS metaxy_data_version_by_field)
       FROM s__root WHERE metaxy_feature_version = '0ad0eac5' AND id = 'b' LIMIT 1`,
    )
    const preview = await project.preview([rebase('s/mid', '773501fe')])
    const details = preview.changes[0]?.details
    if (details?.kind !== 'rebase') throw new Error('no rebase')
    expect(details.laundered).toMatchObject({count: 1})
    expect(details.laundered.rows[0]?.[0]).toBe('b')
    expect(preview.changes[0]?.warnings).toContainEqual(
      expect.objectContaining({code: 'laundered', count: 1}),
    )
  })
})

describe('versions', () => {
  test('are found by their beginning; an unknown one lists those that there are', async () => {
    const project = await openFixture('rebase-duckdb')
    const preview = await project.preview([rebase('s/mid', '77', '05c')])
    expect(preview.changes[0]?.details).toMatchObject({from: '773501fe', to: '05c9ac9f'})
    for (const change of [rebase('s/mid', 'zz'), rebase('s/mid', '773501fe', 'zz')]) {
      await expect(project.preview([change])).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        details: {versions: ['05c9ac9f', '773501fe']},
      })
    }
  })

  test('of a root are none to rebase between', async () => {
    const project = await openFixture('rebase-duckdb')
    await expect(project.preview([rebase('s/root', '0ad0eac5')])).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
  })
})

/** A project with pushed definitions, three samples of `raw`, and the features computed from them. */
async function written(
  kind: 'duckdb' | 'delta',
  definitions: readonly FeatureDefinition[],
  computed: readonly string[],
): Promise<Project> {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'lake'))
  const [type, setting] =
    kind === 'duckdb'
      ? ['metaxy.ext.duckdb.DuckDBMetadataStore', 'database = "dev.duckdb"']
      : ['metaxy.ext.polars.handlers.delta.DeltaMetadataStore', 'root_path = "lake"']
  await writeFile(
    join(folder, 'metaxy.toml'),
    `project = "shop"\nstore = "dev"\nauto_create_tables = true\n[stores.dev]\ntype = "${type}"\n[stores.dev.config]\n${setting}\n`,
  )
  if (kind === 'duckdb') await inDatabase(join(folder, 'dev.duckdb'))
  const journalDirectory = join(await temporaryFolder(), 'journal')
  const project = await openFolder(folder, {journalDirectory})
  await project.push({definitions})
  const rows: readonly ObjectRow[] = ['a', 'b', 'c'].map(id => ({
    id,
    metaxy_provenance_by_field: {x: `x${id}`},
  }))
  await project.write({feature: 'raw', rows: {kind: 'objects', rows}})
  for (const feature of computed) {
    const table = await project.lazyUpdate({feature}).table('new')
    await project.write({feature, rows: {kind: 'arrow', table}})
  }
  return project
}

async function versionsOf(project: Project, feature: string): Promise<readonly string[]> {
  return (await project.versions(feature)).map(one => one.featureVersion)
}

async function rowsOf(project: Project, feature: string) {
  const {rows, columns} = await project.read({feature})
  return rows.map(row =>
    Object.fromEntries(columns.map((column, index) => [column.name, row[index]])),
  )
}
