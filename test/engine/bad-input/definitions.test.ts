import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {openProject} from '../../../src/engine/index.ts'
import type {FeatureVersionRow} from '../../../src/engine/metadata-store/system-tables.ts'
import {type MadeProject, madeProject, openMade} from '../../helpers/made-project.ts'
import {tableWith} from '../../helpers/made-table.ts'
import {untouched} from '../../helpers/untouched.ts'

/** What a push recorded as the definition of `bad`, and how the reason for passing it over reads. */
const BAD_SPECS: Readonly<Record<string, readonly [spec: string, reason: RegExp]>> = {
  'no JSON': ['{"key": "bad", ', /not JSON|expected|JSON/],
  empty: ['', /JSON/],
  null: ['null', /The spec should be an object, found null\./],
  'a list': ['[]', /The spec should be an object, found \[\]\./],
  'nested without end': ['['.repeat(100_000), /at most 500 levels/],
  'an unknown member': [spec({columns: []}), /The spec's "columns" should be left out/],
  'no id columns': [
    spec({id_columns: []}),
    /The spec's "id_columns" should be at least one column/,
  ],
  'ids that are numbers': [spec({id_columns: [1]}), /"id_columns\[0\]" should be a text, found 1/],
  'two fields of one key': [
    spec({fields: [{key: 'a'}, {key: 'a'}]}),
    /"fields\[1\].key" should be a key other/,
  ],
  'a field without a grammar': [
    spec({fields: [{key: 'A B'}]}),
    /"fields\[0\].key" should be a key/,
  ],
  'a code version that is a number': [
    spec({fields: [{key: 'a', code_version: 1}]}),
    /"fields\[0\].code_version" should be a text/,
  ],
  'another key': [spec({key: 'other'}), /Its spec is of "other"\./],
  'an unknown lineage': [
    spec({deps: [{feature: 'up', lineage: {relationship: {type: 'N:M'}}}]}),
    /"deps\[0\].lineage.relationship.type" should be "1:1", "N:1" or "1:N"/,
  ],
  'a dep on nothing': [
    spec({deps: [{feature: 'gone'}]}),
    /depends on "gone" which is not in the graph/,
  ],
  'a dep twice': [
    spec({deps: [{feature: 'up'}, {feature: 'up'}]}),
    /names "up" twice among its deps/,
  ],
  'a dep on itself': [spec({deps: [{feature: 'bad'}]}), /depends on itself: bad → bad/],
  'a field of nothing': [
    spec({deps: [{feature: 'up'}], fields: [{key: 'a', deps: [{feature: 'up', fields: ['b']}]}]}),
    /depends on "up\.b", a field that does not exist/,
  ],
  'an empty mapping': [
    spec({deps: [{feature: 'up', fields_mapping: {mapping: {type: 'none'}}}]}),
    /finds no upstream field/,
  ],
}

describe('a recorded definition that is', () => {
  test.each(Object.entries(BAD_SPECS))(
    '%s: is passed over with a reason, the others are answered',
    async (_, [featureSpec, reason]) => {
      const project = await openMade({
        ...PROJECT,
        pushed: rows => rows.map(row => (row.featureKey === 'bad' ? {...row, featureSpec} : row)),
      })
      await untouched(project.directory, async () => {
        const graph = await project.graph()
        expect(graph.order).toEqual(['up', 'down'])
        expect(graph.broken.map(one => one.feature)).toEqual(['bad', 'below'])
        const said = graph.broken[0]?.reason ?? ''
        expect(said).toMatch(reason)
        expect(said).toMatch(/^[^\n]{1,400}\.$/)
        expect(graph.broken[1]?.reason).toBe(
          'Feature "below" depends on "bad", which cannot be used.',
        )

        await expect(project.status({feature: 'bad'})).rejects.toMatchObject({
          code: 'SNAPSHOT_LOAD_FAILED',
          message: `Feature bad cannot be used: ${said}`,
          hint: 'Correct its definition and run `metaxy push` again.',
        })
        expect(await project.status({feature: 'down'})).toMatchObject({
          status: 'needs_update',
          storeRows: 1,
        })
        expect(await project.status({feature: 'up'})).toMatchObject({
          status: 'root_feature',
          storeRows: 2,
        })
      })
    },
  )

  test('in a circle: all of it is named', async () => {
    const project = await openMade({
      features: [{key: 'up'}, {key: 'a'}, {key: 'b'}, {key: 'c', deps: [{feature: 'b'}]}],
      pushed: rows =>
        rows.map(row =>
          row.featureKey === 'a'
            ? {...row, featureSpec: spec({key: 'a', deps: [{feature: 'b'}]})}
            : row.featureKey === 'b'
              ? {...row, featureSpec: spec({key: 'b', deps: [{feature: 'a'}]})}
              : row,
        ),
    })
    const graph = await project.graph()

    expect(graph.order).toEqual(['up'])
    expect(graph.broken.map(one => one.reason).toSorted()).toEqual([
      'Feature "a" depends on itself: a → b → a. Break the circle and push again.',
      'Feature "b" depends on itself: b → a → b. Break the circle and push again.',
      'Feature "c" depends on "b", which cannot be used.',
    ])
  })

  test('of a schema that is no JSON', async () => {
    const project = await openMade({
      ...PROJECT,
      pushed: rows =>
        rows.map(row => (row.featureKey === 'bad' ? {...row, featureSchema: '{'} : row)),
    })
    expect((await project.graph()).broken.map(one => one.feature)).toEqual(['bad', 'below'])
  })
})

describe('a definition that asks for what its upstream has not', () => {
  const deps: Readonly<Record<string, readonly [dep: Record<string, unknown>, message: RegExp]>> = {
    'a filter that cannot be read': [
      {sql_filters: ['id = ']},
      /^The filter "id = " of the dependency on up cannot be used\. /,
    ],
    'a filter over an unknown column': [
      {sql_filters: ['nothing = 1']},
      /^The filter "nothing = 1" of the dependency on up cannot be used\. There is no column "nothing"\./,
    ],
    'an unknown column': [
      {select: ['nothing']},
      /^The dependency on up asks for the column "nothing", which its table does not have\.$/,
    ],
    'a rename to a column of Metaxy': [
      {rename: {n: 'metaxy_created_at'}},
      /renames a column to "metaxy_created_at", which is a column of Metaxy\.$/,
    ],
    'a rename to an id': [
      {rename: {n: 'id'}},
      /renames a column to "id", which is an id column there\.$/,
    ],
    'a rename to another column': [
      {rename: {n: 'M'}},
      /renames a column to "M", which another of its columns is called, too\.$/,
    ],
  }
  test.each(Object.entries(deps))(
    '%s: its increment is an error, everything else goes on',
    async (_, [dep, message]) => {
      const project = await openMade({
        features: [
          {key: 'up'},
          {key: 'down', deps: [{feature: 'up', ...dep}]},
          {key: 'card', deps: [{feature: 'up'}]},
        ],
        tables: versionOf => [
          ...tableWith({
            table: 'up',
            version: versionOf('up'),
            columns: {id: 'VARCHAR', n: 'INTEGER', m: 'INTEGER'},
            rows: [{id: 'a'}],
          }),
          ...tableWith({table: 'down', version: versionOf('down'), rows: [{id: 'a'}]}),
        ],
      })
      expect(await project.status({feature: 'down'})).toMatchObject({
        status: 'error',
        metadataExists: false,
        errorMessage: expect.stringMatching(message),
      })
      await expect(project.resolveUpdate({feature: 'down'})).rejects.toMatchObject({
        code: 'SCHEMA_ERROR',
        message: expect.stringMatching(message),
        hint: expect.any(String),
      })
      expect((await project.read({feature: 'down'})).totalRows).toBe(1)
      expect(await project.status({feature: 'card'})).toMatchObject({
        status: 'missing',
        counts: {new: 1},
      })
    },
  )
})

describe('a system table', () => {
  test('that is not there: nothing is registered, the tables are listed', async () => {
    const project = await openMade({...PROJECT, pushed: () => []})
    const graph = await project.graph()

    expect(graph).toMatchObject({order: [], sources: [{kind: 'none'}]})
    expect(graph.unregisteredTables).toEqual(['down', 'up'])
    await expect(project.read({feature: 'up'})).rejects.toMatchObject({
      code: 'NO_FEATURES',
      message: 'No feature is registered: there is no push and no lock file.',
      hint: 'Run `metaxy push` in the project.',
    })
  })

  test('of other columns is named', async () => {
    const project = await openMade({
      ...PROJECT,
      tables: () => [
        `ALTER TABLE ${SYSTEM_TABLE} DROP feature_spec`,
        `ALTER TABLE ${SYSTEM_TABLE} DROP project`,
      ],
    })
    await expect(project.graph()).rejects.toMatchObject({
      code: 'STORE_FORMAT',
      message:
        "The system table of pushes lacks the columns project, feature_spec: it is not Metaxy's.",
      hint: expect.stringContaining('table_prefix'),
    })
    expect(await project.metadataStores()).toMatchObject([{reachable: true}])
  })

  test('whose times are no times: the rows are taken as they come', async () => {
    for (const [type, value] of [
      ['BIGINT', '7'],
      ['VARCHAR', "'yesterday'"],
      ['VARCHAR', "'2026-01-01 00:00:00'"],
      ['DATE', "DATE '2026-01-01'"],
      ['BOOLEAN', 'NULL'],
    ]) {
      const project = await openMade({
        ...PROJECT,
        tables: versionOf => [
          ...(PROJECT.tables?.(versionOf) ?? []),
          `ALTER TABLE ${SYSTEM_TABLE} ALTER recorded_at TYPE ${type} USING ${value}`,
        ],
      })
      expect((await project.graph()).order).toContain('down')
      expect(await project.history()).toMatchObject([{project: 'shop'}])
    }
  })

  test('of rows without a key, and of tags that are no JSON', async () => {
    const nameless: Partial<FeatureVersionRow> = {featureKey: '', tags: 'no tags'}
    const project = await openMade({
      ...PROJECT,
      pushed: rows => rows.map(row => (row.featureKey === 'bad' ? {...row, ...nameless} : row)),
    })
    const graph = await project.graph()

    expect(graph.order).toEqual(['up', 'down'])
    expect(graph.broken.map(one => one.feature)).toContain('')
    expect((await project.history())[0]?.tags).toEqual({})
  })
})

describe('a configuration', () => {
  test('of an unknown hash algorithm: that store is refused, another one opens', async () => {
    const folder = await madeProject({...PROJECT, config: {hash_algorithm: 'crc32'}})
    const good = [
      '[stores.good]',
      'type = "metaxy.ext.duckdb.DuckDBMetadataStore"',
      '[stores.good.config]',
      'database = "dev.duckdb"',
    ]
    await appendLines(join(folder, 'metaxy.toml'), good)
    const options = {env: {}, now: () => 0n}
    const reason = `${join(folder, 'metaxy.toml')}: [stores.dev] cannot be used: its hash_algorithm "crc32" is not one that DuckDBMetadataStore takes: md5, xxh3_64, xxhash32, xxhash64.`

    await untouched(folder, async () => {
      await expect(openProject(folder, options)).rejects.toMatchObject({
        code: 'CONFIG_ERROR',
        message: reason,
      })
      const project = await openProject(folder, {...options, store: 'good'})
      expect((await project.graph()).order).toContain('up')
      expect(await project.metadataStores()).toMatchObject([
        {name: 'good', reachable: true},
        {
          name: 'dev',
          isDefault: true,
          reachable: false,
          error: reason,
          info: 'DuckDBMetadataStore',
        },
      ])
      await project.close()
    })
  })
})

const SYSTEM_TABLE = 'metaxy_system__feature_versions'

const PROJECT: MadeProject = {
  features: [
    {key: 'up'},
    {key: 'bad'},
    {key: 'down', deps: [{feature: 'up'}]},
    {key: 'below', deps: [{feature: 'bad'}, {feature: 'up'}]},
  ],
  tables: versionOf => [
    ...tableWith({table: 'up', version: versionOf('up'), rows: [{id: 'a'}, {id: 'b'}]}),
    ...tableWith({table: 'down', version: versionOf('down'), rows: [{id: 'a'}]}),
  ],
}

function spec(members: Record<string, unknown>): string {
  return JSON.stringify({key: 'bad', id_columns: ['id'], ...members})
}

async function appendLines(file: string, lines: readonly string[]): Promise<void> {
  await writeFile(file, `\n${lines.join('\n')}\n`, {flag: 'a'})
}
