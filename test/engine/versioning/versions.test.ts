import {readFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import type {FeatureVersions} from '../../../src/engine/graph/project-graph.ts'
import {completeSpec} from '../../../src/engine/models/complete-spec.ts'
import {parseJson} from '../../../src/engine/models/json.ts'
import {pythonJson} from '../../../src/engine/models/python-json.ts'
import {
  definitionVersion,
  featureCodeVersion,
  graphVersions,
  projectVersion,
  specVersion,
} from '../../../src/engine/versioning/versions.ts'
import {definitionOf, graphOfSpecs} from '../graph/random-graphs.ts'

// Golden values: Metaxy's own tests, and its release 0.1.11 asked.

describe('field and feature versions', () => {
  test('a field without code version of its own', () => {
    expect(versionsOf(8, {key: 'my_feature'}).get('my_feature')?.fieldVersions).toEqual(
      new Map([['default', '433788cb']]),
    )
  })

  test.each([
    [8, ['520c9eec', '292266cd', 'f8bffcec']],
    [16, ['520c9eecbe731350', 'eba13caea236b062', 'a3c934915f080f47']],
    [64, ['520c9eec', '42f231657d815ab6', 'ce8b78182f2440e6']],
  ])('a chain of three, cut to %i characters at every step', (length, expected) => {
    const versions = versionsOf(
      length,
      {key: 'a', fields: [field('raw', '1')]},
      {key: 'b', fields: [field('processed', '2')], deps: ['a']},
      {key: 'c', fields: [field('final', '3')], deps: ['b']},
    )
    const found = [...versions.values()].flatMap(one => [...one.fieldVersions.values()])
    expect(found.map(version => version.length)).toEqual([length, length, length])
    expect(found.map((version, index) => version.slice(0, expected[index]?.length))).toEqual(
      expected,
    )
  })

  test('the version of a feature is over its fields, by text', () => {
    const one = {key: 'test/feature', fields: [field('default', '1')]}
    const several = {
      key: 'multi',
      fields: [field('frames', '1'), field('audio', '1'), field('metadata', '2')],
    }
    const versions = versionsOf(8, one, several)
    expect(versions.get('test/feature')?.featureVersion).toBe('d26937b1')
    expect(versions.get('multi')?.featureVersion).toBe('9211da88')
  })

  test('every kind of field deps in one feature', () => {
    const versions = versionsOf(
      8,
      {key: 'raw/video', fields: [field('audio/english', '1'), {key: 'frames'}]},
      {key: 'raw/readings'},
      {
        key: 'ml/clip-stats',
        deps: [
          {
            feature: 'raw/video',
            fields_mapping: {
              mapping: {type: 'default', match_suffix: true, exclude_fields: ['frames']},
            },
          },
          {
            feature: 'raw/readings',
            fields_mapping: {mapping: {type: 'specific', mapping: {summary: [['default']]}}},
          },
        ],
        fields: [
          field('english', '2'),
          {...field('summary', '1'), deps: '__METAXY_ALL_DEP__'},
          {
            ...field('frames', '1'),
            deps: [{feature: 'raw/video', fields: ['frames']}, {feature: 'raw/readings'}],
          },
        ],
      },
    )
    expect([...versions.values()].map(one => Object.fromEntries(one.fieldVersions))).toEqual([
      {'audio/english': 'c7012f61', frames: 'ef0b2f84'},
      {default: 'bd530e58'},
      {english: 'f75e2890', summary: 'a601aaf0', frames: '16f87d45'},
    ])
    expect(versions.get('ml/clip-stats')?.featureVersion).toBe('482746fe')
  })

  test('the code version knows only the feature itself', () => {
    const fields = [field('frames', '1'), field('audio', '2'), field('metadata', '3')]
    const {spec} = definitionOf(JSON.stringify({key: 'a', id_columns: ['id'], fields}))
    expect(featureCodeVersion(spec, 8)).toBe('f73ebda5')
  })

  test('a graph of diamonds is computed once per field', () => {
    const layers = Array.from({length: 40}, (_, index) => index)
    const specs = layers.flatMap(index =>
      ['left', 'right'].map(side => ({
        key: `${side}/${index}`,
        deps: index === 0 ? [] : [`left/${index - 1}`, `right/${index - 1}`],
      })),
    )
    expect(versionsOf(8, ...specs).size).toBe(80)
  })
})

describe('spec, definition and project versions', () => {
  test.each([
    ['a5eea973', {key: 'test/feature', fields: [field('default', '1')]}],
    ['b8c272b4', twoDeps(false)],
    ['ba903fd5', twoDeps(true)],
    [
      '64c42b1b',
      {
        key: 'test/columns',
        deps: [
          {
            feature: 'upstream',
            select: ['new_col1', 'new_col2'],
            rename: {col1: 'new_col1', col2: 'new_col2'},
          },
        ],
        fields: [field('default', '1')],
      },
    ],
    [
      '6d18d012',
      {
        key: 'complex/feature',
        deps: [
          {
            feature: 'upstream/one',
            select: ['renamed_col1', 'col2'],
            rename: {col1: 'renamed_col1'},
          },
          'upstream/two',
        ],
        fields: [field('field1', '1'), field('field2', '2')],
      },
    ],
  ])('spec version %s', (version, spec) => {
    expect(specVersion(completeText(spec), 8)).toBe(version)
  })

  test('a line as it is stored, whatever the order of its members', () => {
    const stored = `{"key": "ml/clip-stats", "id_columns": ["video_id"], "deps": [
      {"feature": "raw/video", "select": ["path", "n_frames"], "rename": {"frames": "n_frames"},
       "fields_mapping": {"mapping": {"type": "default", "match_suffix": true, "exclude_fields": ["frames"]}},
       "sql_filters": ["n_frames > 10"], "lineage": {"relationship": {"type": "1:1"}}, "optional": false},
      {"feature": "raw/readings", "select": null, "rename": null,
       "fields_mapping": {"mapping": {"type": "specific", "mapping": {"summary": [["default"]]}}},
       "sql_filters": null, "lineage": {"relationship": {"type": "N:1", "on": ["video_id"]}}, "optional": true}],
     "fields": [{"key": "english", "code_version": "2", "deps": []},
      {"key": "summary", "code_version": "1", "deps": "__METAXY_ALL_DEP__"},
      {"key": "frames", "code_version": "1", "deps": [{"feature": "raw/video", "fields": ["frames"]},
                                                       {"feature": "raw/readings", "fields": "__METAXY_ALL_DEP__"}]}],
     "metadata": {}, "description": "Per-clip statistics."}`
    expect(specVersion(stored, 8)).toBe('7e2bd037')
  })

  test.each([
    ['snapshot/test', 'data', 'SnapshotFeature', '4cc69da2', 'c4763fb4', 'd22026d5'],
    ['recorded/feature', 'default', 'RecordedFeature', '7e3c2900', '2770c11d', '3599b5f9'],
  ])('%s with its schema', (key, name, title, spec, definition, feature) => {
    const specJson = completeText({key, fields: [field(name, '1')]})
    const schemaJson = schemaOf(title)
    expect(specVersion(specJson, 8)).toBe(spec)
    expect(definitionVersion({specJson, schemaJson}, 8)).toBe(definition)
    expect(versionsOf(8, {key, fields: [field(name, '1')]}).get(key)?.featureVersion).toBe(feature)
  })

  test('a project version is over definition versions, by the parts of keys', () => {
    expect(projectVersion(new Map([['recorded/feature', '2770c11d']]), 8)).toBe('d99f5c77')
    const two = new Map([
      ['speaker/embedding', 'a4ea1fd9'],
      ['audio', 'a422481e'],
    ])
    expect(projectVersion(two, 8)).toBe('1661b8b7')
    expect(projectVersion(new Map(), 8)).toBe('empty')
  })
})

function versionsOf(
  length: number,
  ...specs: readonly Record<string, unknown>[]
): ReadonlyMap<string, FeatureVersions> {
  return graphVersions(graphOfSpecs(...specs), length)
}

function field(key: string, codeVersion: string): Record<string, unknown> {
  return {key, code_version: codeVersion}
}

function twoDeps(optional: boolean): Record<string, unknown> {
  return {
    key: 'test/downstream',
    deps: [{feature: 'test/upstream1'}, {feature: 'test/upstream2', optional}],
    fields: [field('default', '1')],
  }
}

function completeText(spec: Record<string, unknown>): string {
  const text = JSON.stringify({id_columns: ['sample_uid'], ...spec})
  return pythonJson(completeSpec(parseJson(text)))
}

/** The schema that a feature class without columns of its own has. */
function schemaOf(title: string): string {
  const text = readFileSync(new URL('./metaxy-schema.json', import.meta.url), 'utf8')
  return text.replace('"TITLE"', `"${title}"`)
}
