import type {MetadataStoreConfig} from '../config/config.ts'
import {displayOf} from '../config/display.ts'
import type {AttachingSession, DuckDB, WorkOptions} from '../duckdb/connection.ts'
import {createDatabase} from '../duckdb/create-database.ts'
import {fileStamp} from '../duckdb/file-stamp.ts'
import {databaseFile} from './database-file.ts'
import {openDuckDBTables} from './duckdb-tables.ts'
import {duckdbStatements, runDuckDBWrite} from './duckdb-writes.ts'
import type {MetadataStore, WritableMetadataStore} from './metadata-store.ts'

/**
 * A metadata store in one DuckDB file: a table per feature in the schema `main` (stores.md §2.2).
 *
 * @param directory the working directory that a relative `database` starts from.
 * @throws ConfigError when `database` is missing or names no local file.
 */
export async function duckdbMetadataStore(
  config: MetadataStoreConfig,
  directory: string,
  duckdb: DuckDB,
): Promise<MetadataStore> {
  const file = await databaseFile(config, directory)
  const place = (catalog: string) => ({
    catalog,
    prefix: typeof config.config.table_prefix === 'string' ? config.config.table_prefix : '',
  })
  const open = (session: AttachingSession, catalog: string) =>
    openDuckDBTables(config, session, place(catalog))
  return {
    config,
    display: displayOf(config, directory),
    location: file,
    atomicity: 'store',
    create: () => createDatabase(duckdb, file),
    reading: (work, options: WorkOptions = {}) =>
      duckdb.withFile(file, 'read', session => work(open(session, session.catalog)), options),
    writing: (work, options: WorkOptions = {}) =>
      duckdb.withFile(
        file,
        'write',
        session => {
          const tables = open(session, session.catalog)
          const writable: WritableMetadataStore = {
            ...tables,
            write: async write => {
              const rows = await runDuckDBWrite(session, place(session.catalog), write)
              tables.forget(write.feature)
              return rows
            },
            transaction: session.transaction,
          }
          return work(writable)
        },
        options,
      ),
    beside: async session => open(session, await session.attach(file)),
    statements: write => duckdbStatements(place(duckdb.aliasOf(file)), write),
    stamp: () => fileStamp(file),
  }
}
