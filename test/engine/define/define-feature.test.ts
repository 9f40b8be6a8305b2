import {readFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import {defineFeature} from '../../../src/engine/define/define-feature.ts'
import {
  defineField,
  featureDep,
  fieldDep,
  fieldsMapping,
  lineage,
} from '../../../src/engine/define/helpers.ts'
import {graphVersions, projectVersion} from '../../../src/engine/versioning/versions.ts'

interface Recorded {
  readonly project_version: string
  readonly features: readonly {
    readonly key: string
    readonly spec: string
    readonly schema: string
    readonly feature_version: string
    readonly field_versions: Readonly<Record<string, string>>
    readonly definition_version: string
  }[]
}

/** What the real Metaxy stores for the same features; see make-definitions.py. */
const recorded: Recorded = JSON.parse(
  readFileSync(new URL('./definitions.json', import.meta.url), 'utf8'),
)

const videoFiles = defineFeature({
  key: ['raw', 'video-files'],
  idColumns: ['video_id'],
  fields: ['frames', defineField('audio/english', {codeVersion: '1'})],
  columns: {
    video_id: 'string',
    path: 'string?',
    fps: 'number',
    n_frames: 'integer',
    ok: 'boolean',
    taken_at: 'datetime',
    words: {items: {type: 'string'}, type: 'array'},
  },
})

const readings = defineFeature({
  key: 'raw/readings',
  idColumns: ['video_id', 'at'],
  metadata: {owner: 'ops', level: 2, ratio: 1.5, tags: ['a', null], é: {'😀': true}},
  description: 'Größe "x"',
  docstring: `Not the description: one is given.

    But part of the schema.
        Indented.
    `,
})

const stats = defineFeature({
  key: 'ml/clip_stats',
  title: 'Stats',
  idColumns: ['video_id'],
  deps: [
    featureDep(videoFiles, {
      select: ['path', 'n'],
      rename: {n_frames: 'n'},
      filters: ['n > 10'],
      fieldsMapping: fieldsMapping.default({matchSuffix: true, excludeFields: ['frames']}),
    }),
    featureDep('raw/readings', {
      optional: true,
      lineage: lineage.aggregation({on: ['video_id']}),
      fieldsMapping: fieldsMapping.specific({summary: ['default']}),
    }),
  ],
  fields: [
    defineField('english', {codeVersion: '2'}),
    defineField('summary', {codeVersion: '1', deps: 'all'}),
    defineField('frames', {
      deps: [fieldDep(videoFiles, ['frames', ['audio', 'english']]), fieldDep('raw/readings')],
    }),
  ],
  docstring: 'Per-clip statistics.',
})

const crops = defineFeature({
  key: 'ml/crops',
  idColumns: ['video_id', 'crop'],
  deps: [
    featureDep(videoFiles, {
      lineage: lineage.expansion({on: ['video_id'], idGenerationPattern: 'sequential'}),
      fieldsMapping: fieldsMapping.all(),
    }),
    featureDep(stats, {select: [], fieldsMapping: fieldsMapping.none()}),
  ],
  columns: {video_id: 'string', crop: 'integer'},
})

describe('features defined here and in Python', () => {
  const definitions = [videoFiles, readings, stats, crops]
  const byKey = new Map(definitions.map(definition => [definition.spec.key, definition]))

  test.each(recorded.features)('$key is stored as the same texts', ({key, spec, schema}) => {
    expect(byKey.get(key)).toMatchObject({specJson: spec, schemaJson: schema})
  })

  test('every version is the same', () => {
    const versions = graphVersions({definitions: byKey}, 8)
    for (const feature of recorded.features) {
      expect(versions.get(feature.key)).toEqual({
        featureVersion: feature.feature_version,
        fieldVersions: new Map(Object.entries(feature.field_versions)),
        definitionVersion: feature.definition_version,
      })
    }
    const own = new Map([...versions].map(([key, one]) => [key, one.definitionVersion]))
    expect(projectVersion(own, 8)).toBe(recorded.project_version)
  })
})

describe('a definition that cannot be', () => {
  test.each([
    [{key: 'Raw', idColumns: ['id']}, /"key" should be a key/],
    [{key: 'raw', idColumns: []}, /"id_columns" should be at least one column/],
    [{key: 'raw', idColumns: ['id'], fields: ['a', 'a']}, /"fields\[1\].key"/],
    [{key: 'raw', idColumns: ['id'], metadata: {at: new Date(0)}}, /"metadata.at".*found a Date/],
    [
      {key: 'raw', idColumns: ['id'], deps: [featureDep('a', {rename: {x: 'y'}, select: ['x']})]},
      /names after renaming/,
    ],
  ])('%j says where and what', (options, expected) => {
    expect(() => defineFeature(options)).toThrow(expected)
  })
})
