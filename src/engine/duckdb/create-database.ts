import {stat} from 'node:fs/promises'
import {MetadataStoreError} from '../errors.ts'
import type {DuckDB} from './connection.ts'
import {ident, sql, text} from './sql.ts'

/**
 * Makes an empty database file where there is none.
 * @throws MetadataStoreError STORE_UNREACHABLE when it cannot be made there.
 */
export async function createDatabase(duckdb: DuckDB, path: string): Promise<void> {
  const isThere = () =>
    stat(path).then(
      () => true,
      () => false,
    )
  if (await isThere()) return
  const alias = ident(duckdb.scratchName())
  try {
    await duckdb.session(async session => {
      await session.run(sql`ATTACH ${text(path)} AS ${alias} (TYPE duckdb, READ_WRITE)`)
      await session.run(sql`DETACH ${alias}`)
    })
  } catch (cause) {
    // Another process may have been quicker.
    if (await isThere()) return
    throw new MetadataStoreError({
      code: 'STORE_UNREACHABLE',
      message: `The DuckDB database ${path} does not exist and cannot be made.`,
      hint: 'Make its folder, and let it be writable.',
      details: {file: path},
      cause,
    })
  }
}
