import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import type {Change, Project} from '../../../src/engine/index.ts'
import {temporaryFolder} from '../../helpers/fixture-project.ts'
import {type MadeProject, madeProject, openMade} from '../../helpers/made-project.ts'
import {type MadeTable, tableWith} from '../../helpers/made-table.ts'
import {openFolder} from '../../helpers/open-fixture.ts'
import {untouched} from '../../helpers/untouched.ts'

interface BadTable {
  readonly what: string
  /** What is odd about the table `bad`, whose reader is `reader`. */
  readonly table?: Partial<MadeTable>
  readonly after?: readonly string[]
  /** What every question about it says; without it rows can be read. */
  readonly says?: string
  /** What its reader says. */
  readonly reader: string
}

const lacks = (column: string): BadTable => ({
  what: `without ${column}`,
  table: {types: {[column]: null}},
  says: `The table of bad lacks the column ${column}.`,
  reader: `The table of bad lacks the column ${column}.`,
})

const otherType = (column: string, type: string, usual: string): BadTable => {
  const says = `The table of bad keeps ${column} as ${type}, where Metaxy writes ${usual}.`
  return {
    what: `with ${column} as ${type}`,
    table: {types: {[column]: type}, rows: []},
    says,
    reader: says,
  }
}

const hashesAs = (type: string, value: string, reader: string): BadTable => ({
  what: `with hashes by field as ${type} (${value})`,
  table: {
    types: {metaxy_provenance_by_field: type, metaxy_data_version_by_field: type},
    byField: () => value,
  },
  reader,
})

const BAD_TABLES: readonly BadTable[] = [
  {
    what: 'without its ids',
    table: {columns: {clip: 'VARCHAR'}, rows: [{clip: 'a'}]},
    says: 'The table of bad lacks the column id.',
    reader: 'The table of bad lacks the column id.',
  },
  {
    what: 'of something else',
    after: ['DROP TABLE bad', 'CREATE TABLE bad AS SELECT 1 AS i'],
    says: 'The table of bad lacks the columns id, metaxy_feature_version, metaxy_provenance.',
    reader: 'The table of bad lacks the columns id, metaxy_feature_version, metaxy_provenance.',
  },
  lacks('metaxy_provenance'),
  lacks('metaxy_feature_version'),
  otherType('metaxy_feature_version', 'INTEGER', 'VARCHAR'),
  otherType('metaxy_provenance', 'BLOB', 'VARCHAR'),
  otherType('metaxy_updated_at', 'VARCHAR', 'TIMESTAMP WITH TIME ZONE'),
  otherType('metaxy_deleted_at', 'BIGINT', 'TIMESTAMP WITH TIME ZONE'),
  {
    what: 'that is a view',
    after: ['ALTER TABLE bad RENAME TO stored', 'CREATE VIEW bad AS SELECT * FROM stored'],
    says: 'The table "bad" of bad is a view: its rows cannot be told apart.',
    reader: 'The table "bad" of bad is a view: its rows cannot be told apart.',
  },
  {
    what: 'with a column called rowid',
    after: ['ALTER TABLE bad ADD COLUMN "RowId" INTEGER'],
    says: 'The table "bad" of bad has a column called rowid: its rows cannot be told apart.',
    reader: 'The table "bad" of bad has a column called rowid: its rows cannot be told apart.',
  },
  {
    what: 'without data versions',
    table: {types: {metaxy_data_version_by_field: null, metaxy_data_version: null}},
    reader: 'The table of bad lacks the column metaxy_data_version_by_field.',
  },
  {
    what: 'without a place for one of its fields',
    table: {fields: ['other']},
    reader: 'The table of bad lacks the field default in metaxy_data_version_by_field.',
  },
  hashesAs(
    'INTEGER',
    '1',
    'The table of bad lacks a STRUCT or MAP in metaxy_data_version_by_field (it is INTEGER).',
  ),
  hashesAs(
    'MAP(INTEGER, VARCHAR)',
    "MAP {1: 'h'}",
    'The table of bad lacks a STRUCT or MAP in metaxy_data_version_by_field (it is MAP(INTEGER, VARCHAR)).',
  ),
  hashesAs(
    'VARCHAR',
    "'h'",
    'The table of bad holds text in metaxy_data_version_by_field that is no JSON.',
  ),
  {
    what: 'whose ids are of another type than those of its reader',
    table: {columns: {id: 'BIGINT'}, rows: [{id: 1}]},
    reader:
      'The column "id" is VARCHAR in the table of reader but BIGINT in what it is compared with.',
  },
]

describe('a table', () => {
  test.each(BAD_TABLES)('$what: says so; other features go on; nothing is written', async bad => {
    const project = await openMade(projectWith(bad))
    await untouched(project.directory, async () => {
      for (const ask of questionsOf(project)) {
        if (bad.says === undefined) await ask()
        else {
          await expect(ask()).rejects.toMatchObject({
            code: 'SCHEMA_ERROR',
            message: bad.says,
            hint: expect.any(String),
          })
        }
      }
      expect(await project.status({feature: 'bad'})).toMatchObject(
        bad.says === undefined
          ? {status: 'root_feature', storeRows: 1}
          : {status: 'error', errorMessage: bad.says},
      )
      expect(await project.status({feature: 'reader'})).toMatchObject({
        status: 'error',
        errorMessage: bad.reader,
      })
      await expect(project.resolveUpdate({feature: 'reader'})).rejects.toMatchObject({
        message: bad.reader,
      })
      expect(await project.status({feature: 'down'})).toMatchObject({
        status: 'needs_update',
        counts: {stale: 1},
      })
    })
  })

  test('whose reader is not computed can be deleted from, and the preview says which reader', async () => {
    const project = await openMade(projectWith({what: '', table: {fields: ['other']}, reader: ''}))
    const [change] = (await project.preview([deletionOf('bad')])).changes

    expect(change).toMatchObject({
      rows: 1,
      downstream: [
        {
          kind: 'not-computed',
          feature: 'reader',
          reason: expect.stringContaining('lacks the field'),
        },
      ],
    })
    expect(change?.warnings.map(warning => warning.code)).toContain('readers_not_computed')
  })

  test('that two upstreams fill with columns of one name', async () => {
    for (const [left, right] of [
      ['title', 'title'],
      ['title', 'Title'],
    ]) {
      const project = await openMade({
        features: [
          {key: 'one'},
          {key: 'two'},
          {key: 'both', deps: [{feature: 'one'}, {feature: 'two'}]},
        ],
        tables: versionOf => [
          ...tableWith({
            table: 'one',
            version: versionOf('one'),
            columns: {id: 'VARCHAR', [left ?? '']: 'VARCHAR'},
          }),
          ...tableWith({
            table: 'two',
            version: versionOf('two'),
            columns: {id: 'VARCHAR', [right ?? '']: 'VARCHAR'},
          }),
        ],
      })
      expect(await project.status({feature: 'both'})).toMatchObject({
        status: 'error',
        errorMessage: `The column "${right}" comes from both one and two.`,
      })
    }
  })

  test('whose ids are of another type than those beside it', async () => {
    for (const [left, right] of [
      ['BIGINT', 'VARCHAR'],
      ['DATE', 'BIGINT'],
      ['UUID', 'VARCHAR'],
      ['JSON', 'VARCHAR'],
    ]) {
      const project = await openMade({
        features: [
          {key: 'one'},
          {key: 'two'},
          {key: 'both', deps: [{feature: 'one'}, {feature: 'two'}]},
        ],
        tables: versionOf => [
          ...tableWith({table: 'one', version: versionOf('one'), columns: {id: left ?? ''}}),
          ...tableWith({table: 'two', version: versionOf('two'), columns: {id: right ?? ''}}),
        ],
      })
      expect(await project.status({feature: 'both'})).toMatchObject({
        status: 'error',
        errorMessage: `The join column "id" is ${left} in one but ${right} in two.`,
      })
    }
  })
})

describe('what cannot be known is named', () => {
  test('a fallback store that does not open may have what is not here: never 0, never "not written"', async () => {
    const folder = await madeProject({
      ...GOOD,
      features: [...GOOD.features, {key: 'far'}, {key: 'near', deps: [{feature: 'far'}]}],
      config: {fallback_stores: ['prod']},
      settings: [
        '[stores.prod]',
        'type = "DuckDBMetadataStore"',
        '[stores.prod.config]',
        'database = "prod.duckdb"',
        'hash_algorithm = "md5"',
      ],
    })
    const project = await openFolder(folder, {journalDirectory: join(folder, '..', 'none')})
    const expected = {
      code: 'STORE_UNREACHABLE',
      message: expect.stringMatching(/The DuckDB database .*prod.duckdb does not exist./),
    }

    await untouched(folder, async () => {
      for (const ask of questionsOf(project, 'far'))
        await expect(ask()).rejects.toMatchObject(expected)
      await expect(project.preview([deletionOf('far')])).rejects.toMatchObject(expected)
      await expect(project.resolveUpdate({feature: 'near'})).rejects.toMatchObject(expected)
      for (const feature of ['far', 'near']) {
        expect(await project.status({feature})).toMatchObject({status: 'error', counts: null})
      }
      expect((await project.status({feature: 'far'})).errorMessage).toEqual(expected.message)
      // What is here is read here.
      expect(await project.status({feature: 'down'})).toMatchObject({status: 'needs_update'})
    })
  })

  test('hashes that the configuration cannot have made', async () => {
    for (const [setting, reason] of [
      [
        {hash_algorithm: 'xxhash32'},
        'stored provenance is hexadecimal, hash_algorithm is xxhash32',
      ],
      [
        {hash_algorithm: 'md5', length: 16},
        'stored feature versions have 8 characters, hash_truncation_length is 16',
      ],
    ] as const) {
      const rows = Array.from({length: 20}, (_, index) => ({id: `s${index}`}))
      const {length, ...config} = {length: 8, ...setting}
      const made: MadeProject = {
        ...GOOD,
        tables: versionOf => [
          ...tableWith({table: 'up', version: versionOf('up'), rows}),
          ...tableWith({
            table: 'down',
            version: versionOf('down'),
            rows: rows.map(row => ({...row, $hash: `abcdef${row.id}`})),
          }),
        ],
      }
      const folder = await madeProject({...made, config})
      const settings = join(folder, 'metaxy.toml')
      await writeFile(
        settings,
        `hash_truncation_length = ${length}\n${await readFile(settings, 'utf8')}`,
      )
      const project = await openFolder(folder)
      const message = `The increment of down is not available: ${reason}.`

      expect(await project.status({feature: 'down'})).toMatchObject({
        status: 'error',
        errorMessage: message,
      })
      await expect(project.resolveUpdate({feature: 'down'})).rejects.toMatchObject({
        code: 'CONFIG_ERROR',
        message,
      })
      expect((await project.read({feature: 'up'})).warnings).toEqual([])
    }
  })
})

const GOOD: MadeProject = {
  features: [{key: 'up'}, {key: 'down', deps: [{feature: 'up'}]}],
  tables: versionOf => [
    ...tableWith({table: 'up', version: versionOf('up'), rows: [{id: 'a'}]}),
    ...tableWith({table: 'down', version: versionOf('down'), rows: [{id: 'a'}]}),
  ],
}

function projectWith({table = {}, after = []}: BadTable): MadeProject {
  return {
    features: [...GOOD.features, {key: 'bad'}, {key: 'reader', deps: [{feature: 'bad'}]}],
    tables: versionOf => [
      ...(GOOD.tables?.(versionOf) ?? []),
      ...tableWith({table: 'bad', version: versionOf('bad'), rows: [{id: 'a'}], ...table}),
      ...tableWith({table: 'reader', version: versionOf('reader'), rows: [{id: 'a'}]}),
      ...after,
    ],
  }
}

function questionsOf(project: Project, feature = 'bad'): readonly (() => Promise<unknown>)[] {
  return [
    () => project.read({feature}),
    () => project.openRows({feature}),
    async () => project.exportRows({feature}, join(await temporaryFolder(), 'rows.csv')),
  ]
}

function deletionOf(feature: string): Change {
  return {
    kind: 'soft-delete',
    feature,
    where: {kind: 'filter', filters: []},
    withFeatureHistory: false,
  }
}
