import {readFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import {MetaxyError} from '../../../src/engine/errors.ts'
import {completeSpec} from '../../../src/engine/models/complete-spec.ts'
import {parseJson} from '../../../src/engine/models/json.ts'
import {parseFeatureSpec} from '../../../src/engine/models/parse-feature-spec.ts'
import {pythonJson} from '../../../src/engine/models/python-json.ts'

const SHAPES: readonly (readonly [string, string | null])[] = JSON.parse(
  readFileSync(new URL('./spec-shapes.json', import.meta.url), 'utf8'),
)

/** Python's own habits that Metaxy lets through, and that no push ever wrote. */
const OURS_REFUSES = [
  '{"key": [], "id_columns": ["id"]}',
  '{"key": "a/b", "id_columns": "id"}',
  '{"key": "a/b", "id_columns": ["id"], "deps": "u"}',
  '{"key": "a/b", "id_columns": ["id"], "deps": {}}',
  '{"key": "a/b", "id_columns": ["id"], "deps": {"feature": "u"}}',
  '{"key": "a/b", "id_columns": ["id"], "deps": [{"feature": "u", "optional": "true"}]}',
  '{"key": "a/b", "id_columns": ["id"], "deps": [{"feature": "u", "optional": 1}]}',
  // With an empty `on` Metaxy fails later, or takes all rows for one group.
  '{"key": "a/b", "id_columns": ["id"], "deps": [{"feature": "u", "lineage": {"relationship": {"type": "N:1", "on": []}}}]}',
]

describe('specs in every shape', () => {
  test.each(SHAPES)('%s', (text, dumped) => {
    const expected = OURS_REFUSES.includes(text) ? null : dumped
    expect(completed(text)).toBe(expected)
    if (expected !== null) expect(completed(expected)).toBe(expected)
  })

  test('the shapes ours refuses are those Metaxy takes', () => {
    const taken = SHAPES.filter(([, dumped]) => dumped !== null).map(([text]) => text)
    expect(OURS_REFUSES.filter(text => !taken.includes(text))).toEqual([])
  })
})

describe('what a spec says', () => {
  test('everything that it may hold', () => {
    const spec = parseFeatureSpec(`{
      "key": "ml/stats", "id_columns": ["id", "day"], "description": "Text.",
      "metadata": {"owner": "me", "big": 9007199254740993, "ratio": 1.0, "list": [null, true]},
      "deps": [
        {"feature": "raw/video", "select": ["n"], "rename": {"frames": "n"}, "sql_filters": ["n > 1"],
         "fields_mapping": {"mapping": {"type": "specific", "mapping": {"x": [["audio", "en"], ["b"]]}}},
         "lineage": {"relationship": {"type": "N:1", "on": null}}, "optional": true},
        {"feature": "raw/text", "lineage": {"relationship": {"type": "1:N", "on": ["id"], "id_generation_pattern": "hash"}}}],
      "fields": [{"key": "x", "code_version": "2", "deps": [{"feature": "raw/video", "fields": ["b"]}, {"feature": "raw/text"}]},
        {"key": "y/z", "deps": "__METAXY_ALL_DEP__"}]}`)

    expect(spec).toEqual({
      key: 'ml/stats',
      idColumns: ['id', 'day'],
      description: 'Text.',
      metadata: {owner: 'me', big: '9007199254740993', ratio: 1, list: [null, true]},
      deps: [
        {
          feature: 'raw/video',
          select: ['n'],
          rename: new Map([['frames', 'n']]),
          filters: ['n > 1'],
          fieldsMapping: {type: 'specific', mapping: new Map([['x', ['audio/en', 'b']]])},
          lineage: {kind: 'aggregation', on: null},
          optional: true,
        },
        {
          feature: 'raw/text',
          select: null,
          rename: new Map(),
          filters: [],
          fieldsMapping: {type: 'default', matchSuffix: false, excludeFields: []},
          lineage: {kind: 'expansion', on: ['id']},
          optional: false,
        },
      ],
      fields: [
        {
          key: 'x',
          codeVersion: '2',
          deps: [
            {feature: 'raw/video', fields: ['b']},
            {feature: 'raw/text', fields: 'all'},
          ],
        },
        {key: 'y/z', codeVersion: '__metaxy_initial__', deps: 'all'},
      ],
    })
  })
})

describe('a malformed spec is named by the place where it is', () => {
  test.each([
    ['{"key": "a"', 'The JSON text is broken at line 1, column 12: expected "," or "}".'],
    ['[]', 'The spec should be an object, found [].'],
    ['{"id_columns": ["id"]}', `The spec's "key" should be a key: parts of lower-case letters`],
    ['{"key": "a"}', `The spec's "id_columns" should be a list, found nothing.`],
    ['{"key": "A", "id_columns": ["id"]}', `The spec's "key" should be a key: parts of`],
    [
      '{"key": "a", "id_columns": ["id"], "lineage": 1}',
      `The spec's "lineage" should be left out (known members: key, id_columns,`,
    ],
    [
      '{"key": "a", "id_columns": ["id"], "deps": [{"feature": "u"}, {"feature": "v", "optional": null}]}',
      `The spec's "deps[1].optional" should be true or false, found null.`,
    ],
    [
      '{"key": "a", "id_columns": ["id"], "deps": [{"feature": "u", "columns": null}]}',
      `The spec's "deps[0].columns" should be left out`,
    ],
    [
      '{"key": "a", "id_columns": ["id"], "fields": [{"key": "x", "code_version": 1}]}',
      `The spec's "fields[0].code_version" should be a text, found 1.`,
    ],
    [
      '{"key": "a", "id_columns": ["id"], "fields": ["x", "x"]}',
      `The spec's "fields[1].key" should be a key other than that of fields[0], found "x".`,
    ],
  ])('%s', (text, message) => {
    expect(() => parseFeatureSpec(text)).toThrow(message)
    expect(() => parseFeatureSpec(text)).toThrow(MetaxyError)
  })
})

function completed(text: string): string | null {
  try {
    const json = completeSpec(parseJson(text))
    parseFeatureSpec(text)
    return pythonJson(json)
  } catch (error) {
    if (error instanceof MetaxyError) return null
    throw error
  }
}
