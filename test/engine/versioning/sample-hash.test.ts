import {DuckDBInstance} from '@duckdb/node-api'
import {expect, test} from 'vitest'
import type {HashAlgorithm} from '../../../src/engine/config/config.ts'
import {registerHashFunctions} from '../../../src/engine/duckdb/hash-functions.ts'
import {sql} from '../../../src/engine/duckdb/sql.ts'
import {hashExpression} from '../../../src/engine/versioning/sample-hash.ts'

// The worked examples of versioning.md §5.4 and the vectors of §5.1.
const fallbackRoot = 'default|1|fallback_test/root.default|hash1'

test.each<[HashAlgorithm, string, number, string]>([
  ['xxhash32', fallbackRoot, 64, '621878453'],
  ['xxhash32', fallbackRoot, 8, '62187845'],
  ['xxhash64', fallbackRoot, 64, '10287390557157909633'],
  ['xxhash64', fallbackRoot, 20, '10287390557157909633'],
  ['xxhash64', fallbackRoot, 19, '1028739055715790963'],
  ['xxhash64', fallbackRoot, 8, '10287390'],
  ['xxh3_64', fallbackRoot, 64, '13556227933521946087'],
  ['xxh3_64', fallbackRoot, 8, '13556227'],
  ['wyhash', fallbackRoot, 64, '3799581331196352052'],
  ['wyhash', 'default|1|video/audio|a1|video/frames|v1', 8, '13136332'],
  ['md5', fallbackRoot, 64, 'a0c201d1a1d544ffb280b77f5eba6370'],
  ['md5', fallbackRoot, 8, 'a0c201d1'],
  ['sha256', 'processed', 64, '58190ffabf981aa3956f64e7fb6c336b181e7145950a37f4ce6d761a81f5d083'],
  ['xxhash32', '', 64, '46947589'],
  ['xxhash32', 'é', 8, '86646199'],
  ['xxhash64', 'derived|1|parent.value|fv_p1', 8, '84751092'],
  [
    'xxhash32',
    'computed|1|optional_parent_null_test.opt_value||required_parent_null_test.req_value|req_s2_v1',
    8,
    '12155000',
  ],
])('%s of %j, %i characters', async (algorithm, text, truncation, hash) => {
  expect(await ask(algorithm, text, truncation)).toBe(hash)
})

test('NULL for NULL', async () => {
  for (const algorithm of ['xxhash32', 'xxhash64', 'xxh3_64', 'wyhash', 'md5', 'sha256'] as const) {
    expect(await ask(algorithm, null, 8)).toBeNull()
  }
})

test('the algorithm that only BigQuery has is refused', () => {
  expect(() => hashExpression('farmhash', sql`''`, 8)).toThrow('farmhash cannot be computed')
})

async function ask(algorithm: HashAlgorithm, text: string | null, truncation: number) {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  registerHashFunctions(connection)
  const query = sql`SELECT ${hashExpression(algorithm, sql`${text}::VARCHAR`, truncation)}`
  const [row] = await (await connection.run(query.text, [...query.values])).getRowsJS()
  return row?.[0]
}
