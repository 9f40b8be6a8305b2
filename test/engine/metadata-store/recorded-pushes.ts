import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import {type DuckDBConnection, DuckDBInstance} from '@duckdb/node-api'
import {type Query, readable, sql, text} from '../../../src/engine/duckdb/sql.ts'
import {
  type FeatureVersionRow,
  featureVersionsQuery,
  toFeatureVersionRow,
} from '../../../src/engine/metadata-store/system-tables.ts'
import {goldenCases, projectOf} from '../../golden/cases.ts'

/** The pushes that one metadata store of a golden case holds. */
export interface RecordedPushes {
  readonly golden: string
  /** Absolute path of the case's project. */
  readonly directory: string
  /** Path below it. */
  readonly place: string
  readonly rows: readonly FeatureVersionRow[]
}

/** Of every store of every golden case: DuckDB files, and Delta tables as the Parquet files they are. */
export async function allRecordedPushes(): Promise<readonly RecordedPushes[]> {
  return withConnection(async connection => {
    const found: RecordedPushes[] = []
    for (const golden of goldenCases()) {
      const directory = projectOf(golden)
      for (const place of placesOf(directory)) {
        const rows = await pushesIn(connection, join(directory, place))
        found.push({golden: golden.name, directory, place, rows})
      }
    }
    return found.filter(({rows}) => rows.length > 0)
  })
}

export async function withConnection<T>(
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:')
  try {
    return await work(await instance.connect())
  } finally {
    instance.closeSync()
  }
}

/** The system table's rows in any relation that stands after FROM. */
export async function rowsOf(
  connection: DuckDBConnection,
  from: Query,
): Promise<readonly FeatureVersionRow[]> {
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${from.text}`)
  const columns = described
    .getRows()
    .map(([name, type]) => ({name: String(name), type: String(type)}))
  const found = await connection.runAndReadAll(readable(featureVersionsQuery(from, columns)))
  return found.getRows().map(toFeatureVersionRow)
}

/** @param path a DuckDB file, or the folder of a Delta table. */
async function pushesIn(
  connection: DuckDBConnection,
  path: string,
): Promise<readonly FeatureVersionRow[]> {
  if (!path.endsWith('.duckdb')) {
    return rowsOf(connection, sql`read_parquet(${text(`${path}/*.parquet`)})`)
  }
  await connection.run(`ATTACH ${text(path).text} AS pushed (READ_ONLY)`)
  const tables = await connection.runAndReadAll(
    `SELECT count(*) FROM duckdb_tables() WHERE table_name = 'metaxy_system__feature_versions'`,
  )
  const exists = tables.getRows()[0]?.[0] !== 0n
  const rows = exists ? await rowsOf(connection, sql`pushed.metaxy_system__feature_versions`) : []
  await connection.run('DETACH pushed')
  return rows
}

function placesOf(directory: string): readonly string[] {
  return readdirSync(directory, {recursive: true, encoding: 'utf8'}).filter(path =>
    /(\.duckdb|feature_versions(\.delta)?)$/.test(path),
  )
}
