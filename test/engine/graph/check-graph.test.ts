import {describe, expect, test} from 'vitest'
import {checkGraph} from '../../../src/engine/graph/check-graph.ts'
import {nameCollisions} from '../../../src/engine/graph/name-collisions.ts'
import {graphOfSpecs} from './random-graphs.ts'

describe('features that cannot be resolved are taken out, with those that need them', () => {
  test.each([
    [
      'a circle',
      [
        {key: 'a', deps: ['c']},
        {key: 'b', deps: ['a']},
        {key: 'c', deps: ['b']},
      ],
      'Feature "a" depends on itself: a → c → b → a.',
    ],
    ['a feature that reads itself', [{key: 'a', deps: ['a']}], 'depends on itself: a → a.'],
    [
      'a missing dep',
      [{key: 'a', deps: ['gone']}],
      'Feature "a" depends on "gone" which is not in the graph. Push the project',
    ],
    [
      'a dep named twice',
      [{key: 'u'}, {key: 'a', deps: ['u', {feature: 'u', optional: true}]}],
      'Feature "a" names "u" twice among its deps',
    ],
    [
      'a field without any upstream',
      [{key: 'u'}, {key: 'a', deps: [{feature: 'u', fields_mapping: {mapping: {type: 'none'}}}]}],
      'Field "default" of feature "a" finds no upstream field',
    ],
    [
      'a field of a feature that is no dep',
      [
        {key: 'u'},
        {key: 'v'},
        {key: 'a', deps: ['u'], fields: [{key: 'x', deps: [{feature: 'v'}]}]},
      ],
      'Field "x" of feature "a" depends on feature "v" which is not among the deps.',
    ],
    [
      'an upstream field that does not exist',
      [
        {key: 'u'},
        {key: 'a', deps: ['u'], fields: [{key: 'x', deps: [{feature: 'u', fields: ['y']}]}]},
      ],
      'Field "x" of feature "a" depends on "u.y", a field that does not exist.',
    ],
  ])('%s', (_, specs, reason) => {
    const {graph, broken} = checkGraph(
      graphOfSpecs({key: 'fine'}, ...specs, {key: 'z', deps: ['a']}),
    )
    expect(graph.definitions.has('fine')).toBe(true)
    expect(broken.find(({feature}) => feature === 'a')?.reason).toContain(reason)
    expect(broken.find(({feature}) => feature === 'z')?.reason).toBe(
      'Feature "z" depends on "a", which cannot be used.',
    )
    expect([...graph.definitions.keys(), ...broken.map(({feature}) => feature)].length).toBe(
      specs.length + 2,
    )
  })

  test('every feature of a circle is named with its own way round', () => {
    const circle = [
      {key: 'a', deps: ['b']},
      {key: 'b', deps: ['a']},
    ]
    expect(checkGraph(graphOfSpecs(...circle)).broken.map(({reason}) => reason)).toEqual([
      'Feature "b" depends on itself: b → a → b. Break the circle and push again.',
      'Feature "a" depends on itself: a → b → a. Break the circle and push again.',
    ])
  })

  test('what reads an unreadable feature goes out with it', () => {
    const unreadable = [{feature: 'u', reason: 'broken JSON'}]
    expect(checkGraph(graphOfSpecs({key: 'a', deps: ['u']}), unreadable).broken).toEqual([
      ...unreadable,
      {feature: 'a', reason: 'Feature "a" depends on "u", which cannot be used.'},
    ])
  })

  test('a field that asks for nothing needs nothing', () => {
    const fields = [{key: 'x', deps: [{feature: 'u', fields: []}]}]
    expect(checkGraph(graphOfSpecs({key: 'u'}, {key: 'a', deps: ['u'], fields})).broken).toEqual([])
  })
})

describe('different keys under one name', () => {
  test('tables, struct keys and the temporary columns of parents', () => {
    const graph = graphOfSpecs(
      {key: 'k-1'},
      {key: 'k_1', fields: ['a/b', 'a_b', 'c']},
      {key: 'x_y', fields: ['z']},
      {key: 'x', fields: ['y_z']},
      {key: 'reader', deps: ['x_y', 'x']},
    )
    expect(nameCollisions(graph)).toMatchObject([
      {code: 'table_name_collision', table: 'k_1', features: ['k-1', 'k_1']},
      {code: 'struct_key_collision', feature: 'k_1', struct_key: 'a_b', fields: ['a/b', 'a_b']},
      {code: 'parent_name_collision', feature: 'reader', parents: ['x.y_z', 'x_y.z']},
    ])
  })

  test('usual keys share nothing', () => {
    expect(nameCollisions(graphOfSpecs({key: 'a/b'}, {key: 'a/c', deps: ['a/b']}))).toEqual([])
  })
})
