import type {Table} from 'apache-arrow'
import type {MetadataStoreConfig} from '../config/config.ts'
import {arrowTable} from '../duckdb/arrow-bridge.ts'
import type {AttachingSession, DuckDB, WorkOptions} from '../duckdb/connection.ts'
import {scratchTable} from '../duckdb/session.ts'
import {ident, join, raw, sql} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {ObjectRow, RowsInput} from '../models/rows-input.ts'
import type {Column} from '../models/system-columns.ts'
import {describeColumns} from '../transfer/describe-columns.ts'
import {loadRows} from '../transfer/load-rows.ts'
import type {TableSource} from '../versioning/table-source.ts'
import type {CustomTables, StoredRows} from './custom-tables.ts'
import type {MetadataStore, OpenMetadataStore, WritableMetadataStore} from './metadata-store.ts'
import type {TableWrite} from './table-write.ts'

/**
 * A metadata store of one's own: each table is loaded into a scratch table when it is first asked, and
 * rows are handed over to be appended. What it has is as it was then until the work ends.
 */
export function customMetadataStore(
  config: MetadataStoreConfig,
  tables: CustomTables,
  duckdb: DuckDB,
): MetadataStore {
  let asked = 0
  const open = (session: AttachingSession) => {
    const known = new Map<FeatureKey, Promise<TableSource | null>>()
    const opened: OpenMetadataStore = {
      config,
      session,
      fallbackStores: [],
      tablesWithColumn: async () => [],
      table: feature => {
        const made = known.get(feature) ?? load(config, tables, session, duckdb, feature)
        known.set(feature, made)
        return made
      },
    }
    return {opened, forget: (feature: FeatureKey) => known.delete(feature)}
  }
  return {
    config,
    display: tables.display(),
    location: `${config.type} ${config.name}`,
    atomicity: 'table',
    create: async () => {},
    reading: (work, options: WorkOptions = {}) =>
      duckdb.session(session => work(open(session).opened), options),
    writing: (work, options: WorkOptions = {}) =>
      duckdb.session(session => {
        const {opened, forget} = open(session)
        const writable: WritableMetadataStore = {
          ...opened,
          write: async write => {
            try {
              return await run(tables, opened, write)
            } finally {
              forget(write.feature)
            }
          },
          transaction: inside => inside(),
        }
        return work(writable)
      }, options),
    beside: async session => open(session).opened,
    statements: ({kind, feature}) => [`${kind} ${feature} in ${tables.display()}`],
    // Nobody says when it was written to.
    stamp: async () => {
      asked += 1
      return String(asked)
    },
  }
}

async function load(
  config: MetadataStoreConfig,
  tables: CustomTables,
  session: AttachingSession,
  duckdb: DuckDB,
  feature: FeatureKey,
): Promise<TableSource | null> {
  const rows = await tables.readTable(feature)
  if (rows === null) return null
  const name = duckdb.scratchName()
  const from = scratchTable(name)
  session.atEnd(sql`DROP TABLE IF EXISTS ${from}`)
  await loadRows(work => work(session), inputOf(rows), name)
  const loaded = await describeColumns(session, sql`FROM ${from}`)
  const columns = loaded.filter(column => column.name !== '__mxx_none').map(asMetaxyHasIt)
  const cells = columns.map(
    column => sql`CAST(${ident(column.name)} AS ${raw(column.type)}) AS ${ident(column.name)}`,
  )
  return {
    feature,
    metadataStore: config.name,
    kind: config.kind,
    from: columns.length === 0 ? from : sql`(SELECT ${join(cells)}, rowid FROM ${from})`,
    rowId: raw('rowid'),
    columns,
    tieWinner: 'last-stored',
    logVersion: null,
  }
}

const MOMENTS = ['metaxy_created_at', 'metaxy_updated_at', 'metaxy_deleted_at']
const NAIVE = ['recorded_at', 'deleted_at']

/** Formats without times keep them as texts; a column without any value has no type of its own. */
function asMetaxyHasIt({name, type}: Column): Column {
  const isText = type === 'VARCHAR' || type === 'JSON'
  if (isText && MOMENTS.includes(name)) return {name, type: 'TIMESTAMP WITH TIME ZONE'}
  if (isText && NAIVE.includes(name)) return {name, type: 'TIMESTAMP'}
  return type === 'JSON' ? {name, type: 'VARCHAR'} : {name, type}
}

function inputOf(rows: StoredRows): RowsInput {
  if (isList(rows)) return {kind: 'objects', rows}
  return isTable(rows) ? {kind: 'arrow', table: rows} : {kind: 'batches', batches: rows}
}

function isList(rows: StoredRows): rows is readonly ObjectRow[] {
  return Array.isArray(rows) && !rows.some(row => 'schema' in Object(row))
}

function isTable(rows: StoredRows): rows is Table {
  return 'schema' in rows && 'batches' in rows
}

async function run(
  tables: CustomTables,
  {session}: OpenMetadataStore,
  write: TableWrite,
): Promise<number> {
  const {feature} = write
  switch (write.kind) {
    case 'append': {
      const rows = await arrowTable(await session.stream(write.rows))
      await tables.appendTable(feature, rows)
      return rows.numRows
    }
    case 'drop': {
      const [row = []] = await session.values(sql`SELECT count(*) FROM ${write.table.from}`)
      await tables.dropTable(feature)
      return Number(row[0] ?? 0)
    }
    case 'clear':
    case 'remove':
      throw new MetaxyError({
        code: 'UNSUPPORTED',
        message: `${tables.display()} cannot remove single rows of ${feature}.`,
        hint: 'A soft delete hides them.',
        details: {feature},
      })
  }
}
