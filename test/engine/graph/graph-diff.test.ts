import {describe, expect, test} from 'vitest'
import type {ComparedGraph} from '../../../src/engine/graph/compared-graph.ts'
import {compareGraphs} from '../../../src/engine/graph/graph-diff.ts'
import {withCodeVersions} from '../../../src/engine/graph/with-code-versions.ts'
import {graphVersions} from '../../../src/engine/versioning/versions.ts'
import {graphOfSpecs} from './random-graphs.ts'

type Spec = Record<string, unknown>

const raw = {key: 'raw', fields: [field('a'), field('b')]}
const leaf = {key: 'leaf', deps: [{feature: 'raw'}], fields: [field('a'), field('other')]}

describe('kinds and reasons', () => {
  test.each<[string, Spec[], Spec[], string, object[], string[]]>([
    [
      'a new code version',
      [raw],
      [{...raw, fields: [field('a', '2'), field('b')]}],
      'own',
      [{key: 'a', change: 'own', from: {codeVersion: '1'}, to: {codeVersion: '2'}}],
      ['field a: code version 1 → 2'],
    ],
    [
      'only an upstream moved, and only one field of it counts',
      [raw, {...leaf, fields: [field('a')]}],
      [
        {...raw, fields: [field('a', '2'), field('b')]},
        {...leaf, fields: [field('a')]},
      ],
      'inherited',
      [{key: 'a', change: 'inherited'}],
      ['upstream raw changed: a'],
    ],
    [
      'both: one field edited, all moved',
      [raw, leaf],
      [
        {...raw, fields: [field('a', '2'), field('b')]},
        {...leaf, fields: [field('a'), field('other', '7')]},
      ],
      'both',
      [
        {key: 'a', change: 'inherited'},
        {key: 'other', change: 'both'},
      ],
      ['field other: code version 1 → 7', 'upstream raw changed: a'],
    ],
    [
      'a field of the upstream came: whoever takes all of them inherits it',
      [raw, leaf],
      [{...raw, fields: [field('a'), field('b'), field('c')]}, leaf],
      'inherited',
      [{key: 'other', change: 'inherited'}],
      ['upstream raw changed: c added'],
    ],
    [
      'a field came and one went',
      [raw],
      [{...raw, fields: [field('a'), field('c')]}],
      'own',
      [
        {key: 'c', change: 'added', from: null},
        {key: 'b', change: 'removed', to: null},
      ],
      ['field c added', 'field b removed'],
    ],
    [
      'another fields mapping',
      [raw, leaf],
      [raw, {...leaf, deps: [{feature: 'raw', fields_mapping: {mapping: {type: 'all'}}}]}],
      'own',
      [{key: 'a', change: 'own'}],
      ['dependency on raw: fields mapping changed', 'field a: dependencies changed: now raw.b'],
    ],
    [
      'one more upstream',
      [raw, {key: 'side', fields: [field('a')]}, leaf],
      [raw, {key: 'side', fields: [field('a')]}, {...leaf, deps: ['raw', 'side']}],
      'own',
      [
        {key: 'a', change: 'own'},
        {key: 'other', change: 'own'},
      ],
      [
        'dependency on side added',
        'field a: dependencies changed: now side.a',
        'field other: dependencies changed: now side.a',
      ],
    ],
    [
      'what no version is made of',
      [raw, leaf],
      [
        raw,
        {
          ...leaf,
          id_columns: ['id', 'at'],
          deps: [
            {
              feature: 'raw',
              lineage: {relationship: {type: '1:N', on: ['id']}},
              optional: true,
              select: ['x'],
              filters: ['x > 1'],
            },
          ],
          description: 'New.',
          metadata: {owner: 'me'},
        },
      ],
      'definition_only',
      [],
      [
        'id columns changed: id → id, at',
        'dependency on raw: lineage changed: 1:1 → 1:N on id',
        'dependency on raw: now optional',
        'dependency on raw: selected columns changed',
        'dependency on raw: filters changed',
        'description changed',
        'metadata changed',
      ],
    ],
    [
      'the lineage of a feature whose upstream moved',
      [raw, leaf],
      [
        {...raw, fields: [field('a', '2'), field('b')]},
        {...leaf, deps: [{feature: 'raw', lineage: {relationship: {type: 'N:1', on: ['id']}}}]},
      ],
      'both',
      [
        {key: 'a', change: 'inherited'},
        {key: 'other', change: 'inherited'},
      ],
      ['dependency on raw: lineage changed: 1:1 → N:1 on id', 'upstream raw changed: a'],
    ],
    [
      'fields in another order',
      [raw],
      [{...raw, fields: [field('b'), field('a')]}],
      'definition_only',
      [],
      ['the order of its parts changed'],
    ],
  ])('%s', (_, before, after, kind, fields, reasons) => {
    const last = after.at(-1)?.key
    const {changed} = compareGraphs(sideOf(before), sideOf(after))
    const difference = changed.find(one => one.key === last)
    expect(difference).toMatchObject({kind, fields, reasons})
  })
})

test('what came, what went and what stayed', () => {
  const [from, to] = [sideOf([raw, leaf]), sideOf([raw, {key: 'new', deps: ['raw']}])]
  expect(compareGraphs(from, to)).toEqual({
    added: ['new'],
    removed: ['leaf'],
    changed: [],
    unchanged: ['raw'],
  })
})

describe('other code versions', () => {
  const graph = graphOfSpecs(raw, leaf)

  test('of two fields at once', () => {
    const edited = withCodeVersions(graph, [
      {feature: 'raw', field: 'a', codeVersion: '2'},
      {feature: 'raw', field: 'b', codeVersion: 'é'},
    ])
    expect(edited.definitions.get('raw')?.specJson).toContain(
      '"fields": [{"key": "a", "code_version": "2", "deps": []}, {"key": "b", "code_version": "\\u00e9", "deps": []}]',
    )
    expect(graph.definitions.get('raw')?.spec.fields[0]?.codeVersion).toBe('1')
  })

  test.each([
    [{feature: 'rav', field: 'a'}, 'FEATURES_NOT_FOUND', {near_names: {rav: ['raw']}}],
    [{feature: 'raw', field: 'aa'}, 'INVALID_INPUT', {near_names: ['a']}],
  ])('%j is not there', (where, code, details) => {
    expect(() => withCodeVersions(graph, [{...where, codeVersion: '2'}])).toThrow(
      expect.objectContaining({code, details: expect.objectContaining(details)}),
    )
  })
})

function sideOf(specs: readonly Spec[]): ComparedGraph {
  const graph = graphOfSpecs(...specs)
  return {graph, versions: graphVersions(graph, 8), features: [...graph.definitions.keys()]}
}

function field(key: string, codeVersion = '1') {
  return {key, code_version: codeVersion}
}
