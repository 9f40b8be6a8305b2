import {expect, test} from 'vitest'
import {currentSpec} from '../../../src/engine/metadata-store/older-spec.ts'
import {parseJson} from '../../../src/engine/models/json.ts'
import {makeDefinition} from '../../../src/engine/models/make-definition.ts'

test('one lineage of a feature is that of each of its dependencies', () => {
  const {deps} = specOf({
    lineage: {relationship: {type: 'N:1', on: ['video_id']}},
    deps: [{feature: ['raw', 'clips']}, {feature: ['raw', 'audio'], columns: ['path']}],
  })

  const lineage = {kind: 'aggregation', on: ['video_id']}
  expect(deps).toMatchObject([
    {feature: 'raw/clips', lineage, select: null},
    {feature: 'raw/audio', lineage, select: ['path']},
  ])
})

test('a dependency that has its own lineage and selection keeps them', () => {
  const relationship = {type: '1:N', on: ['video_id'], id_generation_pattern: 'sequential'}
  const dep = {feature: 'raw/clips', columns: null, select: ['path'], lineage: {relationship}}
  const {deps} = specOf({deps: [dep]})

  expect(deps).toMatchObject([{select: ['path'], lineage: {kind: 'expansion', on: ['video_id']}}])
})

test('no columns at all stay none', () => {
  expect(specOf({deps: [{feature: 'raw/clips', columns: []}]}).deps).toMatchObject([{select: []}])
})

function specOf(members: Readonly<Record<string, unknown>>) {
  const spec = {
    key: ['video', 'crops'],
    id_columns: ['id'],
    fields: [{key: ['default']}],
    ...members,
  }
  return makeDefinition(currentSpec(parseJson(JSON.stringify(spec))), {
    schemaJson: '{}',
    project: 'shop',
    classPath: null,
    external: false,
    recorded: null,
  }).spec
}
