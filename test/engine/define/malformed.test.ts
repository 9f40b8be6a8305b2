import {readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {readEntry} from '../../../src/engine/define/read-entry.ts'
import {MetaxyError} from '../../../src/engine/errors.ts'
import type {ProjectGraph} from '../../../src/engine/graph/project-graph.ts'
import {pushGraph} from '../../../src/engine/metadata-store/push-graph.ts'
import {pushRows} from '../../../src/engine/metadata-store/push-rows.ts'
import {isJsonArray, parseJson} from '../../../src/engine/models/json.ts'
import {seededRandom} from '../../helpers/random.ts'

const DEFINITIONS = readFileSync(
  new URL('../../golden/cases/writes-duckdb/project/inputs/definitions.json', import.meta.url),
  'utf8',
)

const NOTHING_YET: ProjectGraph = {
  graph: {definitions: new Map()},
  order: [],
  versions: new Map(),
  projectVersions: new Map(),
  writingProjectVersion: null,
  sources: [],
  broken: [],
  unregisteredTables: [],
  warnings: [],
}

const PARTS = [
  'null',
  '{}',
  '[]',
  '"x"',
  '""',
  '7',
  'true',
  '"s/root"',
  '"s/mid"',
  '"a__b"',
  '1e999',
]

test('1,000 definitions with something else in them are pushed, or refused with a sentence', () => {
  const random = seededRandom(4)
  const values = [...DEFINITIONS.matchAll(/"[^"]*"(?!:)|null|true|false|\d+/g)]
  let refused = 0
  for (let round = 0; round < 1000; round += 1) {
    const {index, 0: old} = random.pick(values)
    const text =
      DEFINITIONS.slice(0, index) + random.pick(PARTS) + DEFINITIONS.slice(index + old.length)
    try {
      const entries = parseJson(text)
      const definitions = isJsonArray(entries) ? entries.map(readEntry) : []
      const graph = pushGraph(definitions, NOTHING_YET, 'shop')
      const options = {project: 'shop', tags: {}, nowMicros: 0n, hashTruncationLength: 8}
      expect(pushRows(graph, [], options).rows.length).toBeGreaterThan(0)
    } catch (error) {
      refused += 1
      expect(error, text).toBeInstanceOf(MetaxyError)
      expect(String(error)).not.toMatch(/undefined|\[object/)
    }
  }
  expect(refused).toBeGreaterThan(200)
})
