import {expect, test} from 'vitest'
import {type FieldAddress, fieldAddressText} from '../../../src/engine/graph/feature-graph.ts'
import {
  downstreamFields,
  fieldEdges,
  upstreamFields,
} from '../../../src/engine/graph/field-edges.ts'
import {directReaders} from '../../../src/engine/graph/impact.ts'
import {graphOfSpecs} from './random-graphs.ts'

const onlyAudio = {mapping: {type: 'specific', mapping: {text: ['audio']}}}
const graph = graphOfSpecs(
  {key: 'video', fields: ['audio', 'frames']},
  {key: 'crop', fields: ['audio', 'frames'], deps: ['video']},
  {key: 'speech', fields: ['text'], deps: [{feature: 'crop', fields_mapping: onlyAudio}]},
  {key: 'card', fields: ['all'], deps: ['speech', 'video']},
)
const edges = fieldEdges(graph)

test('fields of one name are joined, others by their mapping or with everything', () => {
  expect(edges.map(({from, to}) => `${fieldAddressText(from)} → ${fieldAddressText(to)}`)).toEqual([
    'video.audio → crop.audio',
    'video.frames → crop.frames',
    'crop.audio → speech.text',
    'speech.text → card.all',
    'video.audio → card.all',
    'video.frames → card.all',
  ])
})

test('the closure of a field, both ways, nearest first', () => {
  const audio = {feature: 'video', field: 'audio'}
  expect(texts(downstreamFields(edges, audio))).toEqual(['crop.audio', 'card.all', 'speech.text'])
  expect(texts(downstreamFields(edges, {feature: 'crop', field: 'frames'}))).toEqual([])
  expect(texts(upstreamFields(edges, {feature: 'speech', field: 'text'}))).toEqual([
    'crop.audio',
    'video.audio',
  ])
})

test('the features that read one directly', () => {
  expect(directReaders(graph, 'video')).toEqual(['crop', 'card'])
  expect(directReaders(graph, 'card')).toEqual([])
})

function texts(addresses: readonly FieldAddress[]): readonly string[] {
  return addresses.map(fieldAddressText)
}
