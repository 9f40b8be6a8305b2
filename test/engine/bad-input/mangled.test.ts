import {mkdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {loadConfig} from '../../../src/engine/config/load-config.ts'
import {readSnapshot} from '../../../src/engine/delta/snapshot.ts'
import {DuckDB} from '../../../src/engine/duckdb/connection.ts'
import {MetaxyError} from '../../../src/engine/errors.ts'
import {parseFilter} from '../../../src/engine/filter/parse-filter.ts'
import {parseFeatureSpec} from '../../../src/engine/models/parse-feature-spec.ts'
import {goldenCases, projectOf} from '../../golden/cases.ts'
import {temporaryFolder} from '../../helpers/fixture-project.ts'
import {type Random, seededRandom} from '../../helpers/random.ts'

const TIMES = 1000

/** What people and other programs do to texts: cut, doubled, swapped, bytes of something else. */
function mangled(random: Random, text: string): string {
  const at = random.below(text.length + 1)
  const to = Math.min(text.length, at + 1 + random.below(12))
  switch (random.below(6)) {
    case 0:
      return text.slice(0, at)
    case 1:
      return text.slice(0, at) + text.slice(to)
    case 2:
      return text.slice(0, to) + text.slice(at)
    case 3:
      return text.slice(0, at) + random.pick(ODD) + text.slice(to)
    case 4:
      return text.slice(0, at) + random.pick(ODD) + text.slice(at)
    default:
      return mangled(random, text.slice(0, at) + text.slice(to))
  }
}

const ODD = [
  ...[
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '=',
    '\\',
    '\n',
    '\0',
    '\x1b[2J',
    'é',
    '😀',
    '\ud800',
  ],
  ...['null', 'true', '-1', '1e999', '[]', '{}', '__', '//', '${A', ':-}', '99999999999999999999'],
]

/** Either an answer, or one sentence that a person can read. */
async function answersOrExplains(text: string, read: () => unknown): Promise<'answer' | 'error'> {
  try {
    await read()
    return 'answer'
  } catch (error) {
    if (!(error instanceof MetaxyError) || error.code === 'GENERIC_ERROR') {
      throw new Error(`not explained: ${JSON.stringify(text)}`, {cause: error})
    }
    expect(error.message.length, JSON.stringify(text)).toBeGreaterThan(10)
    expect(error.message).not.toMatch(/\bat .*\.[jt]s:\d/)
    return 'error'
  }
}

describe(`${TIMES} texts that something happened to are read or explained`, () => {
  let duckdb: DuckDB
  beforeAll(async () => {
    duckdb = await DuckDB.create()
  })
  afterAll(() => duckdb.close())

  test('configurations', async () => {
    const random = seededRandom(11)
    const texts = await Promise.all(
      goldenCases()
        .filter(({name}) => name !== 'config-pyproject')
        .map(one => readFile(join(projectOf(one), 'metaxy.toml'), 'utf8').catch(() => '')),
    )
    const folder = await temporaryFolder()
    const seen = {answer: 0, error: 0}
    for (let time = 0; time < TIMES; time += 1) {
      const text = mangled(random, random.pick(texts.filter(one => one !== '')))
      await writeFile(join(folder, 'metaxy.toml'), text)
      seen[await answersOrExplains(text, () => loadConfig({directory: folder, env: {}}))] += 1
    }
    expect(seen.error).toBeGreaterThan(TIMES / 10)
  })

  test('specs', async () => {
    const random = seededRandom(12)
    const seen = {answer: 0, error: 0}
    for (let time = 0; time < TIMES; time += 1) {
      const text = mangled(random, SPEC)
      seen[await answersOrExplains(text, () => parseFeatureSpec(text))] += 1
    }
    expect(seen.error).toBeGreaterThan(TIMES / 10)
  })

  test('filters', async () => {
    const random = seededRandom(13)
    const seen = {answer: 0, error: 0}
    for (let time = 0; time < TIMES; time += 1) {
      const text = mangled(random, random.pick(FILTERS))
      seen[await answersOrExplains(text, () => parseFilter(text))] += 1
    }
    expect(seen.error).toBeGreaterThan(TIMES / 10)
  })

  test('logs of Delta tables', async () => {
    const random = seededRandom(14)
    const root = join(await temporaryFolder(), 'a.delta')
    await mkdir(join(root, '_delta_log'), {recursive: true})
    const seen = {answer: 0, error: 0}
    for (let time = 0; time < TIMES; time += 1) {
      const text = mangled(random, LOG)
      await writeFile(join(root, '_delta_log', '00000000000000000000.json'), text)
      const read = () => duckdb.session(session => readSnapshot(session, root))
      seen[await answersOrExplains(text, read)] += 1
    }
    expect(seen.error).toBeGreaterThan(TIMES / 10)
  })
})

const SPEC = JSON.stringify({
  key: 'ml/clip-stats',
  id_columns: ['video_id'],
  deps: [
    {
      feature: 'raw/video',
      select: ['path', 'n_frames'],
      rename: {frames: 'n_frames'},
      fields_mapping: {mapping: {type: 'default', match_suffix: true, exclude_fields: ['frames']}},
      sql_filters: ['n_frames > 10'],
      lineage: {relationship: {type: 'N:1', on: ['video_id']}},
      optional: false,
    },
  ],
  fields: [
    {key: 'english', code_version: '2', deps: []},
    {key: 'summary', code_version: '1', deps: '__METAXY_ALL_DEP__'},
  ],
  metadata: {owner: 'ann', weights: [1, 2.5, null]},
  description: null,
})

const FILTERS = [
  "age > 25 AND status = 'active' OR NOT (a.b IS NOT NULL)",
  "x NOT IN (1, -2.5e3, 'o''clock') AND \"odd name\" <> TRUE",
  "metaxy_feature_version IN ('414ff48a') /* then */ AND is_active -- ours",
]

const LOG = [
  {
    commitInfo: {
      timestamp: 1772323200123,
      operation: 'WRITE',
      operationParameters: {mode: 'Append'},
    },
  },
  {protocol: {minReaderVersion: 1, minWriterVersion: 2}},
  {
    metaData: {
      id: '5fba94ed-9794-4965-ba6e-6ee3c0d22af9',
      format: {provider: 'parquet', options: {}},
      schemaString: JSON.stringify({
        type: 'struct',
        fields: [
          {name: 'id', type: 'string', nullable: true, metadata: {}},
          {
            name: 'metaxy_provenance_by_field',
            type: {
              type: 'struct',
              fields: [{name: 'x', type: 'string', nullable: true, metadata: {}}],
            },
            nullable: true,
            metadata: {},
          },
        ],
      }),
      partitionColumns: [],
      configuration: {},
      createdTime: 1772323200123,
    },
  },
  {
    add: {
      path: 'part-00000-a%20b-c000.snappy.parquet',
      partitionValues: {},
      size: 2345,
      modificationTime: 1772323200100,
      dataChange: true,
      stats: '{"numRecords":3}',
    },
  },
]
  .map(action => JSON.stringify(action))
  .join('\n')
