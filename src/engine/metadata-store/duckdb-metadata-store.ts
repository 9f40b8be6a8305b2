import {realpath} from 'node:fs/promises'
import {isAbsolute, resolve} from 'node:path'
import type {MetadataStoreConfig} from '../config/config.ts'
import {displayOf} from '../config/display.ts'
import type {DuckDB, FileSession, WorkOptions} from '../duckdb/connection.ts'
import {ident, raw, sql} from '../duckdb/sql.ts'
import {ConfigError, MetaxyError} from '../errors.ts'
import {type FeatureKey, tableName} from '../models/feature-key.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {MetadataStore, OpenMetadataStore} from './metadata-store.ts'

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
  const prefix = typeof config.config.table_prefix === 'string' ? config.config.table_prefix : ''
  const open = (session: FileSession) => openStore(session, prefix)
  return {
    config,
    display: displayOf(config, directory),
    file,
    reading: (work, options: WorkOptions = {}) =>
      duckdb.withFile(file, 'read', session => work(open(session)), options),
    writing: (work, options: WorkOptions = {}) =>
      duckdb.withFile(file, 'write', session => work(open(session)), options),
  }
}

function openStore(session: FileSession, prefix: string): OpenMetadataStore {
  const known = new Map<string, Promise<TableSource | null>>()
  let names: Promise<ReadonlySet<string>> | undefined
  return {
    session,
    tablesWithColumn: async column => {
      const rows = await session.values(
        sql`SELECT DISTINCT table_name FROM duckdb_columns()
          WHERE database_name = ${session.catalog} AND schema_name = 'main'
            AND column_name = ${column} ORDER BY table_name`,
      )
      const found = rows.map(row => String(row[0]))
      return found.filter(name => name.startsWith(prefix)).map(name => name.slice(prefix.length))
    },
    table: async feature => {
      names ??= namesOf(session, 'duckdb_tables()', 'table_name')
      const name = prefix + tableName(feature)
      const exists = (await names).has(name)
      const made = known.get(feature) ?? describe(session, feature, name, exists)
      known.set(feature, made)
      return made
    },
  }
}

async function namesOf(
  session: FileSession,
  from: string,
  column: string,
): Promise<ReadonlySet<string>> {
  const rows = await session.values(
    sql`SELECT ${ident(column)} FROM ${raw(from)}
      WHERE database_name = ${session.catalog} AND schema_name = 'main'`,
  )
  return new Set(rows.map(row => String(row[0])))
}

async function describe(
  session: FileSession,
  feature: FeatureKey,
  name: string,
  exists: boolean,
): Promise<TableSource | null> {
  if (!exists) {
    const views = await namesOf(session, 'duckdb_views()', 'view_name')
    if (views.has(name)) throw noRowIds(feature, name, 'is a view')
    return null
  }
  const from = ident(session.catalog, 'main', name)
  const rows = await session.values(sql`SELECT column_name, column_type FROM (DESCRIBE ${from})`)
  const columns = rows.map(row => ({name: String(row[0]), type: String(row[1])}))
  if (columns.some(column => column.name.toLowerCase() === 'rowid')) {
    throw noRowIds(feature, name, 'has a column called rowid')
  }
  return {feature, from, rowId: raw('rowid'), columns}
}

function noRowIds(feature: FeatureKey, name: string, what: string): MetaxyError {
  return new MetaxyError({
    code: 'SCHEMA_ERROR',
    message: `The table "${name}" of ${feature} ${what}: its rows cannot be told apart.`,
    hint: 'Copy it into a table of the columns that Metaxy writes.',
    details: {feature, table: name},
  })
}

/**
 * The real path of the database.
 * @throws ConfigError when `database` is missing; MetaxyError UNSUPPORTED when it is no local file.
 */
export async function databaseFile(
  config: MetadataStoreConfig,
  directory: string,
): Promise<string> {
  const database = config.config.database
  if (typeof database !== 'string' || database === '') {
    throw new ConfigError(
      `[stores.${config.name}.config] has no \`database\`: the path of a DuckDB file.`,
    )
  }
  if (/^(:memory:|md:|https?:|s3:|gs:|gcs:|r2:|az:)/.test(database)) {
    throw new MetaxyError({
      code: 'UNSUPPORTED',
      message: `[stores.${config.name}.config] database = "${database.split('?')[0]}" is not a local file.`,
      hint: 'This program opens local DuckDB files; in-memory and remote databases are read by Metaxy only.',
    })
  }
  const path = isAbsolute(database) ? database : resolve(directory, database)
  return realpath(path).catch(() => path)
}
