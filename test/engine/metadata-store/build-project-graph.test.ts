import {describe, expect, test} from 'vitest'
import type {LockFile} from '../../../src/engine/config/lock-file.ts'
import {featuresOfProject} from '../../../src/engine/graph/features-of-project.ts'
import {
  buildProjectGraph,
  type ProjectGraphParts,
} from '../../../src/engine/metadata-store/build-project-graph.ts'
import type {FeatureVersionRow} from '../../../src/engine/metadata-store/system-tables.ts'
import {definitionOf} from '../graph/random-graphs.ts'
import {push} from './pushed-rows.ts'

const raw = {key: 'raw'}
const mid = {key: 'mid', deps: ['raw']}
const leaf = {key: 'leaf', deps: ['mid']}

describe('which definitions count', () => {
  test('the newest push of a project, without what it no longer holds', () => {
    const graph = built([...push([raw, mid, leaf], {at: 100}), ...push([raw, mid], {at: 200})])
    expect(graph.order).toEqual(['raw', 'mid'])
    expect(graph.sources).toMatchObject([
      {kind: 'push', project: 'shop', recordedAtMicros: 200_001_000n, metadataStore: 'dev'},
    ])
    expect(graph.warnings).toEqual([])
  })

  test('a version that was pushed again is the newest again', () => {
    const [old, other] = [push([raw], {at: 100}), push([{...raw, fields: ['x']}], {at: 200})]
    const again = push([raw], {at: 300})
    expect(built([...old, ...other, ...again]).sources).toMatchObject([
      {projectVersion: old[0]?.projectVersion, recordedAtMicros: 300_000_000n},
    ])
  })

  test('every project its own; what one needs of an older push of another is completed', () => {
    const rows = [
      ...push([raw, {key: 'gone'}], {project: 'a', at: 100}),
      ...push([raw], {project: 'a', at: 200}),
      ...push([{key: 'mine', deps: ['gone']}], {project: 'b', at: 300, others: [{key: 'gone'}]}),
    ]
    const graph = built(rows)
    expect(graph.order).toEqual(['gone', 'mine', 'raw'])
    expect(featuresOfProject(graph, 'b')).toEqual(['mine'])
    expect(featuresOfProject(graph, null)).toEqual(['gone', 'mine', 'raw'])
    expect(graph.projectVersions.get('a')).toBe(rows[2]?.projectVersion)
    expect(graph.warnings).toEqual([])
  })

  test('a project that the store does not hold comes from a fallback store', () => {
    const [dev, prod] = [push([raw], {at: 100}), push([{key: 'raw', fields: ['x']}], {at: 900})]
    const lib = push([{key: 'lib/x'}], {project: 'lib', at: 50})
    const graph = buildProjectGraph({
      ...parts(dev),
      pushed: [
        {metadataStore: 'dev', rows: dev},
        {metadataStore: 'prod', rows: [...lib, ...prod]},
      ],
    })
    expect(graph.sources).toMatchObject([
      {project: 'shop', metadataStore: 'dev'},
      {project: 'lib', metadataStore: 'prod'},
    ])
    expect(graph.versions.get('raw')?.featureVersion).toBe(dev[0]?.featureVersion)
  })

  test('of a feature in two projects the newer, and that is said', () => {
    const graph = built([
      ...push([raw], {project: 'a', at: 100}),
      ...push([{...raw, fields: ['x']}], {project: 'b', at: 200}),
    ])
    expect(graph.graph.definitions.get('raw')?.project).toBe('b')
    expect(graph.warnings).toMatchObject([
      {code: 'feature_in_two_projects', feature: 'raw', projects: ['a', 'b']},
    ])
  })

  test('nothing at all', () => {
    const graph = buildProjectGraph({...parts([]), tableNames: ['a__b', 'metaxy_system__events']})
    expect(graph.order).toEqual([])
    expect(graph.sources).toEqual([{kind: 'none'}])
    expect(graph.unregisteredTables).toEqual(['a__b'])
  })
})

describe('the lock file', () => {
  test('gives the projects that nobody pushed', () => {
    const lockFile = lockOf('lib', {key: 'lib/raw'})
    const graph = buildProjectGraph({...parts([]), lockFile})
    expect(graph.sources).toEqual([{kind: 'lock-file', file: 'metaxy.lock'}])
    expect(graph.graph.definitions.get('lib/raw')).toMatchObject({external: true, recorded: null})
    expect(graph.writingProjectVersion).toBe('empty')
  })

  test('gives way to a push', () => {
    const rows = push([{key: 'lib/raw', fields: ['x']}], {project: 'lib', at: 100})
    const lockFile = lockOf('lib', {key: 'lib/raw'})
    const graph = buildProjectGraph({...parts(rows), lockFile})
    expect(graph.graph.definitions.get('lib/raw')).toMatchObject({external: false})
    expect(graph.sources).toMatchObject([{kind: 'push', project: 'lib'}])
  })

  test('still gives what a pushed feature needs and no push holds', () => {
    const mine = {key: 'mine', deps: ['lib/raw']}
    const rows = [
      ...push([mine], {at: 100, others: [{key: 'lib/raw'}]}),
      ...push([{key: 'lib/new'}], {project: 'lib', at: 200}),
    ]
    const lockFile = lockOf('lib', {key: 'lib/raw'}, {key: 'lib/old'})
    const graph = buildProjectGraph({...parts(rows), lockFile})
    expect(graph.order).toEqual(['lib/new', 'lib/raw', 'mine'])
    expect(graph.broken).toEqual([])
  })

  test('whose versions are out of date is said', () => {
    const lockFile = lockOf('lib', {key: 'lib/raw'})
    const stale = {
      ...lockFile,
      features: lockFile.features.map(one => ({...one, featureVersion: '00000000'})),
    }
    expect(buildProjectGraph({...parts([]), lockFile: stale}).warnings).toMatchObject([
      {code: 'version_differs', feature: 'lib/raw', recorded: '00000000'},
    ])
  })
})

describe('definitions that cannot be used', () => {
  test('broken JSON, unknown members and another key: named, the others work', () => {
    const rows = push([raw, mid, leaf, {key: 'fine'}], {at: 100})
    const spoilt = rows.map(row => {
      if (row.featureKey === 'raw') return {...row, featureSpec: '{"key": '}
      if (row.featureKey === 'leaf') return {...row, featureSchema: 'nonsense'}
      return row
    })
    const graph = built(spoilt)
    expect(graph.order).toEqual(['fine'])
    expect(Object.fromEntries(graph.broken.map(({feature, reason}) => [feature, reason]))).toEqual({
      raw: `Feature "raw" cannot be read from push ${rows[0]?.projectVersion} of project "shop". The JSON text is broken at line 1, column 9: expected a value. Push it again with \`metaxy push\`.`,
      leaf: `Feature "leaf" cannot be read from push ${rows[0]?.projectVersion} of project "shop". The JSON text is broken at line 1, column 1: expected a value. Push it again with \`metaxy push\`.`,
      mid: 'Feature "mid" depends on "raw", which cannot be used.',
    })
    expect(graph.projectVersions.get('shop')).toBe(rows[0]?.projectVersion)
  })

  test('a dep that nobody defines', () => {
    const rows = push([{key: 'mine', deps: ['gone']}], {at: 100, others: [{key: 'gone'}]})
    expect(built(rows).broken).toMatchObject([
      {feature: 'mine', reason: expect.stringContaining('"gone" which is not in the graph')},
    ])
  })
})

describe('versions', () => {
  test('recorded otherwise: said for feature, definition and project', () => {
    const rows = push([raw], {at: 100}).map(row => ({
      ...row,
      featureVersion: '00000000',
      definitionVersion: '11111111',
      projectVersion: '22222222',
    }))
    const graph = built(rows)
    expect(graph.warnings).toMatchObject([
      {code: 'version_differs', kind: 'feature version', feature: 'raw', recorded: '00000000'},
      {code: 'version_differs', kind: 'definition version', feature: 'raw', recorded: '11111111'},
      {code: 'version_differs', kind: 'project version', project: 'shop', recorded: '22222222'},
    ])
    expect(graph.warnings[0]?.message).toBe(
      `The feature version of feature "raw" was recorded as 00000000, computed is ${graph.versions.get('raw')?.featureVersion}.`,
    )
  })

  test('all of another length: one warning', () => {
    const graph = built(push([raw, mid, leaf], {at: 100, length: 16}))
    expect(graph.warnings).toMatchObject([{code: 'hash_length_differs', recorded: 16, computed: 8}])
  })

  test('a write is stamped with the configured project, else the only one, else not at all', () => {
    const [a, b] = [
      push([raw], {project: 'a', at: 1}),
      push([mid], {project: 'b', at: 2, others: [raw]}),
    ]
    const version = a[0]?.projectVersion
    const stamp = (rows: readonly FeatureVersionRow[], project: string | null) =>
      buildProjectGraph({...parts(rows), config: {project, hashTruncationLength: 8}})
        .writingProjectVersion
    expect(stamp([...a, ...b], 'a')).toBe(version)
    expect(stamp([...a, ...b], 'c')).toBe('empty')
    expect(stamp(a, null)).toBe(version)
    expect(stamp([...a, ...b], null)).toBeNull()
    expect(stamp([], null)).toBeNull()
  })
})

describe('the graph of an earlier push', () => {
  const first = push([raw, mid], {at: 100})
  const second = push([{...raw, fields: ['x']}, mid], {at: 200})
  const [version = ''] = first.map(row => row.projectVersion)

  test('by its whole version or its beginning', () => {
    for (const snapshot of [version, version.slice(0, 5)]) {
      const graph = buildProjectGraph({...parts([...first, ...second]), snapshot})
      expect(graph.versions.get('mid')?.featureVersion).toBe(first[1]?.featureVersion)
      expect(graph.sources).toMatchObject([
        {projectVersion: version, recordedAtMicros: 100_001_000n},
      ])
    }
  })

  test('with what it needed of others as that was then', () => {
    const lib = {key: 'lib/raw'}
    const mine = push([{key: 'mine', deps: ['lib/raw']}], {at: 150, others: [lib]})
    const rows = [
      ...push([lib], {project: 'lib', at: 100}),
      ...mine,
      ...push([{...lib, fields: ['x']}], {project: 'lib', at: 200}),
      ...push([{key: 'other'}], {at: 300}),
    ]
    const graph = buildProjectGraph({...parts(rows), snapshot: mine[0]?.projectVersion ?? ''})
    expect(graph.order).toEqual(['lib/raw', 'mine'])
    expect(graph.warnings).toEqual([])
  })

  test('an unknown or ambiguous version lists the known ones', () => {
    const ask = (snapshot: string) => () =>
      buildProjectGraph({...parts([...first, ...second]), snapshot})
    expect(ask('zzz')).toThrow('No push with project version "zzz" is recorded.')
    expect(ask('')).toThrow('No push with project version ""')
    const alike = [...first, ...second.map(row => ({...row, projectVersion: `${version}00`}))]
    expect(() => buildProjectGraph({...parts(alike), snapshot: version.slice(0, 4)})).toThrow(
      'begins several project versions',
    )
    expect(buildProjectGraph({...parts(alike), snapshot: version}).order).toEqual(['raw', 'mid'])
  })
})

test('tables that no push ever knew are listed as unregistered', () => {
  const rows = [...push([raw, {key: 'a/old-one'}], {at: 100}), ...push([raw], {at: 200})]
  const tableNames = ['a__old_one', 'raw', 'stranger', 'metaxy_system__feature_versions']
  expect(buildProjectGraph({...parts(rows), tableNames}).unregisteredTables).toEqual(['stranger'])
})

function built(rows: readonly FeatureVersionRow[]) {
  return buildProjectGraph(parts(rows))
}

function parts(rows: readonly FeatureVersionRow[]): ProjectGraphParts {
  return {
    config: {project: 'shop', hashTruncationLength: 8},
    pushed: [{metadataStore: 'dev', rows}],
    lockFile: null,
    tableNames: [],
  }
}

function lockOf(project: string, ...specs: readonly Record<string, unknown>[]): LockFile {
  const rows = push(specs, {project, at: 0})
  return {
    file: 'metaxy.lock',
    broken: [],
    features: rows.map(({featureSpec, featureVersion, definitionVersion}) => ({
      definition: {...definitionOf(featureSpec, {project}), external: true},
      featureVersion,
      definitionVersion,
    })),
  }
}
