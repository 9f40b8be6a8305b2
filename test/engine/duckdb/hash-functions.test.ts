import {type DuckDBConnection, DuckDBInstance} from '@duckdb/node-api'
import {beforeAll, describe, expect, test} from 'vitest'
import {
  type HashPath,
  hashInRuns,
  registerHashFunctions,
} from '../../../src/engine/duckdb/hash-functions.ts'
import {hashVectors} from './hash-vectors.ts'

const misbehaving: HashPath = () => {
  throw new Error('not on this platform')
}

describe.each([
  ['in runs', hashInRuns],
  ['one by one, as the bindings misbehave', misbehaving],
])('hash functions, strings read %s', (_how, fastPath) => {
  let connection: DuckDBConnection

  beforeAll(async () => {
    connection = await connectionWithVectors(fastPath)
  })

  const wrong = async (from: string) => {
    const [row] = await rows(
      connection,
      `SELECT count(*), count(*) FILTER (
         xxh32(text) IS DISTINCT FROM h32 OR xxh64(text) IS DISTINCT FROM h64 OR
         xxh3_64(text) IS DISTINCT FROM h3 OR wyhash(text) IS DISTINCT FROM wy) FROM ${from}`,
    )
    return row
  }

  test('stored strings, NULLs among them', async () => {
    expect(await wrong('vectors')).toEqual([728n, 0n])
  })

  test('strings of any order, filtered, joined, computed', async () => {
    const shuffled = '(SELECT * FROM vectors ORDER BY md5(id::VARCHAR))'
    expect(await wrong(shuffled)).toEqual([728n, 0n])
    expect(await wrong('(SELECT * FROM vectors WHERE id % 3 = 1)')).toEqual([243n, 0n])
    expect(await wrong('(SELECT * FROM vectors JOIN range(0, 728, 2) r(id) USING (id))')).toEqual([
      364n,
      0n,
    ])
    expect(
      await wrong(
        "(SELECT * REPLACE (concat(text, '') AS text) FROM vectors WHERE text IS NOT NULL)",
      ),
    ).toEqual([622n, 0n])
    expect(
      await wrong(
        "(SELECT * REPLACE (CASE WHEN id % 2 = 0 THEN text ELSE text || '' END AS text) FROM vectors)",
      ),
    ).toEqual([728n, 0n])
  })

  test('more rows than a vector has, each string many times', async () => {
    const many = 'vectors, range(20) WHERE length(text) < 5000 OR text IS NULL'
    expect(await wrong(many)).toEqual([724n * 20n, 0n])
  })

  test('a constant is one, and NULL is NULL', async () => {
    expect(
      await rows(connection, "SELECT xxh32('a'), xxh64('a'), xxh3_64(NULL) FROM range(3)"),
    ).toEqual([1, 2, 3].map(() => [1426945110, 15154266338359012955n, null]))
    expect(
      await rows(connection, "SELECT typeof(xxh32('')), typeof(xxh64('')), typeof(xxh3_64(''))"),
    ).toEqual([['UINTEGER', 'UBIGINT', 'UBIGINT']])
  })

  test('the first digits of a hash as a text', async () => {
    for (let length = 1; length <= 12; length += 1) {
      const [row] = await rows(
        connection,
        `SELECT count(*), count(*) FILTER (
           xxh32_decimal(text, ${length}) IS DISTINCT FROM left(h32::VARCHAR, ${length}) OR
           xxh64_decimal(text, ${length}) IS DISTINCT FROM left(h64::VARCHAR, ${length}) OR
           xxh3_64_decimal(text, ${length}) IS DISTINCT FROM left(h3::VARCHAR, ${length}) OR
           wyhash_decimal(text, ${length}) IS DISTINCT FROM left(wy::VARCHAR, ${length})) FROM vectors`,
      )
      expect(row, `${length} digits`).toEqual([728n, 0n])
    }
    // Joined and grouped, texts are compared as they lie in memory.
    const [equal] = await rows(
      connection,
      `SELECT count(*), count(DISTINCT a.d) FROM (SELECT xxh32_decimal(text, 8) AS d FROM vectors) a
       JOIN (SELECT DISTINCT left(h32::VARCHAR, 8) AS d FROM vectors) b USING (d)`,
    )
    const [texts] = await rows(
      connection,
      'SELECT count(text), count(DISTINCT left(h32::VARCHAR, 8)) FROM vectors',
    )
    expect(equal).toEqual(texts)
  })

  test('no rows', async () => {
    expect(
      await rows(
        connection,
        'SELECT xxh64(text), xxh64_decimal(text, 8) FROM vectors WHERE id < 0',
      ),
    ).toEqual([])
  })
})

test('a text of 30 megabytes', async () => {
  const connection = await connectionWithVectors(hashInRuns)
  expect(
    await rows(
      connection,
      "SELECT xxh32(t), xxh64(t), xxh3_64(t) FROM (SELECT repeat('metaxy é ', 3000000) t)",
    ),
  ).toEqual([[3313858178, 10711500342561651697n, 1803937685318293386n]])
})

test('the fast path passes its check and is taken', async () => {
  let calls = 0
  const connection = await connectionWithVectors((...vectors) => {
    calls += 1
    hashInRuns(...vectors)
  })
  await rows(connection, 'SELECT xxh64(text) FROM vectors')
  expect(calls).toBe(9)
})

async function connectionWithVectors(fastPath: HashPath): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  registerHashFunctions(connection, fastPath)
  await connection.run(
    'CREATE TABLE vectors (id INT, text VARCHAR, h32 UINTEGER, h64 UBIGINT, h3 UBIGINT, wy UBIGINT)',
  )
  const appender = await connection.createAppender('vectors')
  let id = 0
  for (const {text, xxh32, xxh64, xxh3_64, wyhash} of hashVectors()) {
    appender.appendInteger(id++)
    appender.appendVarchar(text)
    appender.appendUInteger(Number(xxh32))
    appender.appendUBigInt(xxh64)
    appender.appendUBigInt(xxh3_64)
    appender.appendUBigInt(wyhash)
    appender.endRow()
  }
  appender.closeSync()
  await connection.run('INSERT INTO vectors (id) SELECT range FROM range(622, 728)')
  return connection
}

async function rows(connection: DuckDBConnection, query: string): Promise<unknown[][]> {
  return (await connection.run(query)).getRowsJS()
}
