import {mkdtemp, readdir, readFile, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {type DuckDBConnection, DuckDBInstance} from '@duckdb/node-api'
import {tableFromIPC} from 'apache-arrow'
import {beforeAll, describe, expect, onTestFinished, test} from 'vitest'
import {
  type ArrowColumn,
  arrowBatches,
  arrowTable,
  writeArrowFile,
} from '../../../src/engine/duckdb/arrow-bridge.ts'
import {plain, rowsOf, throughIpc} from './arrow-values.ts'

let connection: DuckDBConnection

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect()
})

test('many rows of nested values, repeated and out of order after a join', async () => {
  await connection.run(`
    CREATE OR REPLACE TABLE nested AS SELECT
      i id,
      CASE WHEN i % 7 > 0 THEN [repeat('é', i % 20), NULL, 'clip-' || i] END texts,
      CASE WHEN i % 5 > 0 THEN {name: 'name of sample ' || i, sizes: [i, i + 1]} END parts,
      CASE WHEN i % 3 > 0 THEN MAP {'field ' || i % 4: 'hash of field ' || i} END hashes,
      (CASE WHEN i % 11 > 0 THEN ['left ' || i, 'right, longer than the left ' || i] END)::VARCHAR[2] pair
    FROM range(3000) r(i)`)
  for (const query of [
    'SELECT * FROM nested',
    'SELECT * FROM nested WHERE id % 3 = 1',
    'SELECT n.* FROM range(3000) r(j) JOIN nested n ON n.id = (r.j * 7919) % 1000 ORDER BY j',
    'SELECT texts[1:2] FROM nested',
  ]) {
    const rows = await (await connection.run(query)).getRowsJS()
    const expected = rows.map(row => asText(row.map(plain)))
    const table = throughIpc(await arrowTable(await connection.run(query)))
    expect(rowsOf(table).map(asText), query).toEqual(expected)
    // A stream may come in another order.
    const streamed = rowsOf(await arrowTable(await connection.stream(query)))
    expect(streamed.map(asText).sort(), query).toEqual(expected.sort())
  }
})

test('texts of every length, longer than the kernel takes at once too', async () => {
  const query = `SELECT i, repeat('x', i::INT) || 'é' t FROM range(40) r(i)
    UNION ALL SELECT 100 + i, repeat('long ', 100000 * i::INT) FROM range(6) r(i)`
  const expected = await (await connection.run(query)).getRowsJS()
  expect(rowsOf(await arrowTable(await connection.run(query)))).toEqual(expected)
})

test('a struct is put together from columns, twice without a copy', async () => {
  const byField = (name: string): ArrowColumn => ({
    kind: 'struct',
    name,
    members: [
      {name: 'audio', from: '__f_0'},
      {name: 'frames', from: '__f_1'},
    ],
  })
  const table = await arrowTable(
    await connection.run(
      "SELECT 7 id, 'a1' __f_0, NULL::VARCHAR __f_1 UNION ALL SELECT 8, 'a2', 'f2'",
    ),
    [{kind: 'column', name: 'sample', from: 'id'}, byField('provenance'), byField('data_version')],
  )

  expect(
    throughIpc(table)
      .toArray()
      .map(row => row.toJSON())
      .map(plain),
  ).toEqual([
    {
      sample: 7,
      provenance: {audio: 'a1', frames: null},
      data_version: {audio: 'a1', frames: null},
    },
    {
      sample: 8,
      provenance: {audio: 'a2', frames: 'f2'},
      data_version: {audio: 'a2', frames: 'f2'},
    },
  ])
  const [batch] = table.batches
  expect(batch?.data.children[1]?.children[0]).toBe(batch?.data.children[2]?.children[0])
})

test('who stops reading early can ask the connection something else', async () => {
  for await (const batch of arrowBatches(await connection.stream('FROM range(1000000)'))) {
    expect(batch.numRows).toBe(2048)
    break
  }
  expect(rowsOf(await arrowTable(await connection.run('SELECT 7 n')))).toEqual([[7]])
})

test('a statement that fails or is interrupted on the way rejects', async () => {
  const failing =
    "SELECT CASE WHEN i < 900000 THEN i ELSE error('no more') END FROM range(1000000) r(i)"
  await expect(connection.stream(failing).then(result => arrowTable(result))).rejects.toThrow(
    'stopped',
  )

  const batches = arrowBatches(await connection.stream('SELECT * FROM range(100000000)'))
  await batches.next()
  connection.interrupt()
  await expect(drain(batches)).rejects.toThrow('stopped')
})

test('no rows: the columns are known all the same', async () => {
  const result = await connection.stream(
    "SELECT 1 a, 'x' b, [2] c, {n: MAP {'k': 1.5}} d, [1]::INT[1] e WHERE false",
  )
  const table = throughIpc(await arrowTable(result))
  expect(table.numRows).toBe(0)
  expect(table.schema.fields.map(String)).toEqual([
    'a: Int32',
    'b: Utf8',
    'c: List<Int32>',
    'd: Struct<{n:Map<{key:Utf8, value:Decimal[2e+1]}>}>',
    'e: FixedSizeList[1]<Int32>',
  ])
})

test('columns of one name stay two columns', async () => {
  const table = await arrowTable(await connection.run('SELECT 1 a, 2 a'))
  expect(rowsOf(table)).toEqual([[1, 2]])
})

describe('an Arrow file', () => {
  test('holds every row of a stream', async () => {
    const file = join(await folder(), 'export.arrow')
    const query = "SELECT i::BIGINT i, 'clip ' || i t, {a: i} s FROM range(5000) r(i)"
    expect(await writeArrowFile(arrowBatches(await connection.stream(query)), file)).toBe(5000)

    const table = tableFromIPC(await readFile(file))
    expect(table.numRows).toBe(5000)
    expect(rowsOf(table)).toEqual(await (await connection.run(query)).getRowsJS())
  })

  test('without rows has its columns', async () => {
    const file = join(await folder(), 'empty.arrow')
    const batches = arrowBatches(await connection.stream('SELECT 1 a, NULL::DATE b WHERE false'))
    expect(await writeArrowFile(batches, file)).toBe(0)
    expect(tableFromIPC(await readFile(file)).schema.names).toEqual(['a', 'b'])
  })

  test('is a whole one or none', async () => {
    const place = await folder()
    async function* failing() {
      yield* arrowBatches(await connection.stream('SELECT 1'))
      throw new Error('no more')
    }
    await expect(writeArrowFile(failing(), join(place, 'half.arrow'))).rejects.toThrow('no more')
    expect(await readdir(place)).toEqual([])
  })
})

async function drain(batches: AsyncIterable<unknown>): Promise<void> {
  for await (const _batch of batches);
}

function asText(row: unknown): string {
  return JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? String(value) : value))
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'arrow-'))
  onTestFinished(() => rm(path, {recursive: true}))
  return path
}
