import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {readDefinitions} from '../../../src/engine/define/read-definitions.ts'
import {temporaryFolder} from '../../helpers/fixture-project.ts'

const DEFINE = new URL('../../../src/engine/define/define-feature.ts', import.meta.url).href

test('a JSON file: defaults are filled in, numbers keep their spelling', async () => {
  const file = await fileWith(
    'features.json',
    `[{"spec": {"key": ["a", "b"], "id_columns": ["id"], "metadata": {"x": 1.0, "y": 1}}},
      {"project": "lib", "spec": "{\\"key\\": \\"c\\", \\"id_columns\\": [\\"id\\"], \\"deps\\": [\\"a/b\\"]}",
       "feature_schema": {"title": "C"}, "source": "lib.C"}]`,
  )
  const [first, second] = await readDefinitions(file)
  expect(first).toMatchObject({
    specJson:
      '{"key": "a/b", "id_columns": ["id"], "deps": [], "fields": [{"key": "default", "code_version": "__metaxy_initial__", "deps": []}], "metadata": {"x": 1.0, "y": 1}, "description": null}',
    schemaJson: '{}',
    project: '',
    classPath: null,
  })
  expect(second).toMatchObject({project: 'lib', schemaJson: '{"title": "C"}', classPath: 'lib.C'})
  expect(second?.spec.deps).toMatchObject([{feature: 'a/b', lineage: {kind: 'identity'}}])
})

test('a module: definitions and arrays of them, each once, other exports passed over', async () => {
  const file = await fileWith(
    'features.mjs',
    `import {defineFeature} from ${JSON.stringify(DEFINE)}
     export const raw = defineFeature({key: 'raw', idColumns: ['id'], project: 'lib'})
     export const all = [raw, defineFeature({key: 'leaf', idColumns: ['id'], deps: [raw]})]
     export const plain = {spec: {key: 'plain', id_columns: ['id']}}
     export const other = {some: 'thing'}, number = 7, nothing = null
     export function helper() {}`,
  )
  const definitions = await readDefinitions(file)
  expect(definitions.map(({spec, project}) => [spec.key, project])).toEqual([
    ['raw', 'lib'],
    ['leaf', ''],
    ['plain', ''],
  ])
})

describe('what cannot be read says where and why', () => {
  test.each([
    ['broken.json', '[{]', /broken\.json: The JSON text is broken at line 1, column 3/],
    ['object.json', '{"spec": 1}', /should hold a JSON array/],
    ['no-spec.json', '[{"project": "p"}]', /entry 1: The spec's "spec" should be an object/],
    ['unknown.json', '[{"spec": {}, "extra": 1}]', /entry 1: .*"extra" should be left out/],
    [
      'key.json',
      '[{"spec": {"key": "A", "id_columns": ["id"]}}]',
      /entry 1: .*"key" should be a key/,
    ],
    [
      'project.json',
      '[{"project": "a b", "spec": {}}]',
      /entry 1: .*"project" should be a project/,
    ],
    ['throws.mjs', 'throw new Error("no luck")', /throws\.mjs cannot be loaded: Error: no luck/],
    ['syntax.mjs', 'export const = 1', /syntax\.mjs cannot be loaded/],
    ['empty.mjs', 'export const a = 1', /empty\.mjs exports no definition/],
    [
      'wrong.mjs',
      'export const a = {spec: {key: "a", id_columns: []}}',
      /wrong\.mjs: .*at least one column/,
    ],
  ])('%s', async (name, text, message) => {
    const file = await fileWith(name, text)
    await expect(readDefinitions(file)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(message),
    })
  })

  test('a file that is not there', async () => {
    await expect(readDefinitions('/nowhere/features.json')).rejects.toThrow('there is no such file')
  })
})

async function fileWith(name: string, text: string): Promise<string> {
  const file = join(await temporaryFolder(), name)
  await writeFile(file, text)
  return file
}
