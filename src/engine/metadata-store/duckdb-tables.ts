import type {MetadataStoreConfig} from '../config/config.ts'
import type {AttachingSession} from '../duckdb/connection.ts'
import {ident, type Query, raw, sql} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import {type FeatureKey, tableName} from '../models/feature-key.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {OpenMetadataStore} from './metadata-store.ts'

/** Where the tables of a DuckDB store lie: the catalog name of the attached file, and `table_prefix`. */
export interface DuckDBPlace {
  readonly catalog: string
  readonly prefix: string
}

export interface DuckDBTables extends OpenMetadataStore {
  /** The table of the feature was changed: it is described anew when it is asked next. */
  forget(feature: FeatureKey): void
}

/** The tables of an attached DuckDB file as sources of rows. */
export function openDuckDBTables(
  config: MetadataStoreConfig,
  session: AttachingSession,
  place: DuckDBPlace,
): DuckDBTables {
  const {catalog, prefix} = place
  const known = new Map<string, Promise<TableSource | null>>()
  let names: Promise<ReadonlySet<string>> | undefined
  return {
    config,
    session,
    fallbackStores: [],
    tablesWithColumn: async column => {
      const rows = await session.values(
        // duckdb_columns() goes through every view of DuckDB's own, which takes several times as long.
        sql`SELECT table_name FROM duckdb_tables()
          WHERE database_name = ${catalog} AND schema_name = 'main'
            AND contains(sql, ${column}) ORDER BY table_name`,
      )
      const found = rows.map(row => String(row[0]))
      return found.filter(name => name.startsWith(prefix)).map(name => name.slice(prefix.length))
    },
    table: async feature => {
      names ??= namesOf(session, catalog, 'duckdb_tables()', 'table_name')
      const name = prefix + tableName(feature)
      const exists = (await names).has(name)
      const made = known.get(feature) ?? describe(config, session, place, feature, exists)
      known.set(feature, made)
      return made
    },
    forget: feature => {
      names = undefined
      known.delete(feature)
    },
  }
}

/** The table of a feature in statements. */
export function duckdbTable({catalog, prefix}: DuckDBPlace, feature: FeatureKey): Query {
  return ident(catalog, 'main', prefix + tableName(feature))
}

async function namesOf(
  session: AttachingSession,
  catalog: string,
  from: string,
  column: string,
): Promise<ReadonlySet<string>> {
  const rows = await session.values(
    sql`SELECT ${ident(column)} FROM ${raw(from)}
      WHERE database_name = ${catalog} AND schema_name = 'main'`,
  )
  return new Set(rows.map(row => String(row[0])))
}

async function describe(
  config: MetadataStoreConfig,
  session: AttachingSession,
  place: DuckDBPlace,
  feature: FeatureKey,
  exists: boolean,
): Promise<TableSource | null> {
  const name = place.prefix + tableName(feature)
  if (!exists) {
    const views = await namesOf(session, place.catalog, 'duckdb_views()', 'view_name')
    if (views.has(name)) throw noRowIds(feature, name, 'is a view')
    return null
  }
  const from = duckdbTable(place, feature)
  const rows = await session.values(sql`SELECT column_name, column_type FROM (DESCRIBE ${from})`)
  const columns = rows.map(row => ({name: String(row[0]), type: String(row[1])}))
  if (columns.some(column => column.name.toLowerCase() === 'rowid')) {
    throw noRowIds(feature, name, 'has a column called rowid')
  }
  return {
    feature,
    metadataStore: config.name,
    kind: config.kind,
    from,
    rowId: raw('rowid'),
    columns,
    tieWinner: 'first-stored',
    logVersion: null,
  }
}

function noRowIds(feature: FeatureKey, name: string, what: string): MetaxyError {
  return new MetaxyError({
    code: 'SCHEMA_ERROR',
    message: `The table "${name}" of ${feature} ${what}: its rows cannot be told apart.`,
    hint: 'Copy it into a table of the columns that Metaxy writes.',
    details: {feature, table: name},
  })
}
