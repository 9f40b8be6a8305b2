import {describe, expect, test} from 'vitest'
import {sql} from '../../../src/engine/duckdb/sql.ts'
import {pushHistory} from '../../../src/engine/metadata-store/push-history.ts'
import {currentSnapshots, knownVersions} from '../../../src/engine/metadata-store/snapshots.ts'
import {featureVersionsQuery} from '../../../src/engine/metadata-store/system-tables.ts'
import {push} from './pushed-rows.ts'
import {rowsOf, withConnection} from './recorded-pushes.ts'

describe('the system table of any release', () => {
  const expected = {
    project: 'shop',
    featureKey: 'a/b',
    featureVersion: 'f1',
    definitionVersion: 'd1',
    recordedAtMicros: 1_767_600_060_124_456n,
    featureSpec: '{}',
    featureSchema: '{}',
    classPath: 'shop.features.AB',
    projectVersion: 'p1',
    tags: '{"git": "x"}',
  }

  test('as it is now', async () => {
    expect(
      await table(`'shop' AS project, 'a/b' AS feature_key, 'f1' AS metaxy_feature_version,
        'd1' AS metaxy_definition_version, TIMESTAMP '2026-01-05 08:01:00.124456' AS recorded_at,
        '{}' AS feature_spec, '{}' AS feature_schema, 'shop.features.AB' AS feature_class_path,
        'p1' AS metaxy_project_version, '{"git": "x"}' AS tags, NULL::TIMESTAMP AS deleted_at`),
    ).toEqual([expected])
  })

  test('under the names of 2025, in another order, the time with a zone', async () => {
    expect(
      await table(`'p1' AS metaxy_snapshot_version, '{"git": "x"}' AS tags,
        TIMESTAMPTZ '2026-01-05 10:01:00.124456+02' AS recorded_at, 'a/b' AS feature_key,
        's1' AS metaxy_feature_spec_version, 'd1' AS metaxy_full_definition_version,
        'f1' AS metaxy_feature_version, '{}' AS feature_spec, '{}' AS feature_schema,
        'shop.features.AB' AS feature_class_path, 'shop' AS project`),
    ).toEqual([{...expected, isOlder: true}])
  })

  test('what a release did not have is empty', async () => {
    expect(
      await table(`'shop' AS project, 'a/b' AS feature_key, '{}' AS feature_spec,
        TIMESTAMP '2026-01-05 08:01:00.124456' AS recorded_at`),
    ).toEqual([
      {
        ...expected,
        featureVersion: '',
        definitionVersion: '',
        classPath: '',
        projectVersion: '',
        tags: '{}',
        isOlder: true,
      },
    ])
  })

  test('a table of another program is refused', () => {
    const columns = [{name: 'project', type: 'VARCHAR'}]
    expect(() => featureVersionsQuery(sql`t`, columns)).toThrow(
      'The system table of pushes lacks the columns feature_key, recorded_at, feature_spec',
    )
  })

  async function table(columns: string) {
    return withConnection(connection =>
      rowsOf(connection, {text: `(SELECT ${columns})`, values: []}),
    )
  }
})

describe('pushes', () => {
  const raw = {key: 'raw'}
  const changed = {key: 'raw', fields: ['x']}

  test('a version pushed again after another appears again; moments apart is one push', () => {
    const rows = [
      ...push([raw, {key: 'b'}], {at: 100, tags: '{"git": "1", "metaxy": "{}"}'}),
      ...push([changed, {key: 'b'}], {at: 102}),
      ...push([raw, {key: 'b'}], {at: 104, tags: 'no JSON'}),
      ...push([raw], {project: 'other', at: 101}),
    ]
    const [first, , third] = [rows[0], rows[2], rows[4]].map(row => row?.projectVersion)
    expect(first).toBe(third)
    expect(
      pushHistory(rows).map(one => [
        one.project,
        one.projectVersion,
        one.featureCount,
        one.isCurrent,
      ]),
    ).toEqual([
      ['shop', first, 2, true],
      ['shop', rows[2]?.projectVersion, 2, false],
      ['other', rows[6]?.projectVersion, 1, true],
      ['shop', first, 2, false],
    ])
    expect(pushHistory(rows).map(({tags}) => tags)).toEqual([{}, {}, {}, {git: '1'}])
  })

  test('the same version again after a pause is another push', () => {
    const rows = [...push([raw], {at: 100}), ...push([raw], {at: 106})]
    expect(pushHistory(rows).map(({recordedAtMicros}) => recordedAtMicros)).toEqual([
      106_000_000n,
      100_000_000n,
    ])
  })

  test('a snapshot has the newest row of every feature', () => {
    const [row, ...others] = push([raw, {key: 'b'}], {at: 100})
    if (row === undefined) throw new Error('no row')
    const later = {...row, recordedAtMicros: 200_000_000n, classPath: 'moved'}
    const snapshot = currentSnapshots([row, ...others, later]).get('shop')
    expect(snapshot?.rows.map(one => [one.featureKey, one.classPath])).toEqual([
      ['raw', 'moved'],
      ['b', 'shop.features.b'],
    ])
    expect(snapshot?.recordedAtMicros).toBe(200_000_000n)
  })

  test('the versions of a feature, those of the newest push first', () => {
    const rows = [
      ...push([raw], {at: 100}),
      ...push([changed], {at: 200}),
      ...push([raw, {key: 'b'}], {at: 300}),
    ]
    expect(knownVersions(rows, 'raw')).toEqual([
      {
        featureVersion: rows[0]?.featureVersion,
        projectVersions: [rows[0]?.projectVersion, rows[2]?.projectVersion],
        firstRecordedAtMicros: 100_000_000n,
        lastRecordedAtMicros: 300_000_000n,
      },
      {
        featureVersion: rows[1]?.featureVersion,
        projectVersions: [rows[1]?.projectVersion],
        firstRecordedAtMicros: 200_000_000n,
        lastRecordedAtMicros: 200_000_000n,
      },
    ])
    expect(knownVersions(rows, 'nowhere')).toEqual([])
  })
})
