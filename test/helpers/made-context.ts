import {onTestFinished} from 'vitest'
import {loadConfig} from '../../src/engine/config/load-config.ts'
import {DuckDB} from '../../src/engine/duckdb/connection.ts'
import {raw} from '../../src/engine/duckdb/sql.ts'
import {connectedStores} from '../../src/engine/metadata-store/connected-stores.ts'
import type {Context} from '../../src/engine/questions/context.ts'
import {loadGraph} from '../../src/engine/questions/load-graph.ts'

/** What the questions of a project in a folder are answered from, for tests that look inside. */
export async function contextIn(folder: string): Promise<Context> {
  const config = await loadConfig({directory: folder, env: {}})
  const duckdb = await DuckDB.create()
  onTestFinished(() => duckdb.close())
  const metadataStores = connectedStores(
    config,
    folder,
    async () => duckdb,
    () => 0n,
  )
  const metadataStore = await metadataStores.of(config.store)
  const graph = await loadGraph(config, metadataStore, {}, {})
  return {config, duckdb, metadataStore, metadataStores, graph}
}

const SCRATCH = `SELECT database_name, table_name FROM duckdb_tables()
  WHERE database_name IN ('memory', 'temp')`

/** Every table that a question has left in memory, on any connection. */
export async function scratchTables({duckdb}: Context): Promise<readonly unknown[]> {
  const ask = () => duckdb.session(session => session.values(raw(SCRATCH)), {lane: 'page'})
  // As many at once as there are connections: temporary tables belong to one of them.
  return (await Promise.all([ask(), ask(), ask()])).flat()
}
