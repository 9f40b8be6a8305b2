import {join} from 'node:path'
import {DuckDBInstance} from '@duckdb/node-api'
import {expect, onTestFinished, test} from 'vitest'
import {DeltaMetadataStore, defineFeature} from '../../../src/engine/index.ts'
import {temporaryFolder} from '../../helpers/fixture-project.ts'

const SAMPLES = 101_000
const LEFT = defineFeature({key: 'left', idColumns: ['id'], fields: ['x', 'y']})
const RIGHT = defineFeature({key: 'right', idColumns: ['id'], fields: ['z']})
const BOTH = defineFeature({
  key: 'both',
  idColumns: ['id'],
  deps: [LEFT, RIGHT],
  fields: ['a', 'b'],
})

/** A Delta store in which each upstream was written in so many pieces, a file each. */
async function writtenIn(pieces: number) {
  const metadataStore = new DeltaMetadataStore({
    rootPath: await temporaryFolder(),
    autoCreateTables: true,
    features: [LEFT, RIGHT, BOTH],
  })
  onTestFinished(() => metadataStore.close())
  await metadataStore.open('w', async () => {
    for (let piece = 0; piece < pieces; piece += 1) {
      const where = `i % ${pieces} = ${piece}`
      const left = `i AS n, {'x': 'x' || i, 'y': 'y' || (i * 7919) % 100003}`
      await metadataStore.write(LEFT, await parquetOf(left, where))
      await metadataStore.write(RIGHT, await parquetOf(`{'z': 'z' || i % 77}`, where))
    }
  })
  return metadataStore
}

/** Rows of some samples in a file: ids, and these columns, the last of them what their fields come from. */
async function parquetOf(columns: string, where: string): Promise<string> {
  const file = join(await temporaryFolder(), 'rows.parquet')
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`COPY (SELECT i::VARCHAR AS id, ${columns} AS metaxy_provenance_by_field
    FROM range(${SAMPLES}) AS r(i) WHERE ${where}) TO '${file}'`)
  instance.closeSync()
  return file
}

test('upstreams of many rows expect the same, whether one file holds them or several', async () => {
  const expected = await Promise.all(
    [1, 2].map(async pieces => {
      const metadataStore = await writtenIn(pieces)
      return metadataStore.open('r', async () => {
        const found = await (await metadataStore.resolveUpdate(BOTH)).table('new')
        const [ids, provenances, numbers] = ['id', 'metaxy_provenance', 'n'].map(name => [
          ...(found.getChild(name) ?? []),
        ])
        return ids?.map((id, at) => `${id} ${provenances?.[at]} ${numbers?.[at]}`).sort()
      })
    }),
  )
  expect(expected[0]).toHaveLength(SAMPLES)
  expect(expected[0]?.at(-1)).toMatch(/^99999 \d{8} 99999$/)
  expect(expected[0]?.join('\n') === expected[1]?.join('\n')).toBe(true)
})
