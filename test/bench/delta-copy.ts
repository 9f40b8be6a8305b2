import {existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {appendRows} from '../../src/engine/delta/append.ts'
import {readSnapshot} from '../../src/engine/delta/snapshot.ts'
import {DuckDB} from '../../src/engine/duckdb/connection.ts'
import {ident, sql} from '../../src/engine/duckdb/sql.ts'

/** The same project with its tables in a Delta store, a commit for each write; made once, then found again. */
export async function deltaCopy(directory: string): Promise<string> {
  const finished = `${directory}-delta`
  if (existsSync(finished)) return finished
  const making = `${finished}.making`
  rmSync(making, {recursive: true, force: true})
  mkdirSync(making, {recursive: true})
  const configuration = readFileSync(path.join(directory, 'metaxy.toml'), 'utf8')
  writeFileSync(
    path.join(making, 'metaxy.toml'),
    configuration
      .replace(/^type = .*$/m, 'type = "metaxy.ext.polars.handlers.delta.DeltaMetadataStore"')
      .replace(/^database = .*$/m, 'root_path = "tables"\nlayout = "flat"'),
  )
  const duckdb = await DuckDB.create()
  try {
    await duckdb.withFile(path.join(directory, 'bench.duckdb'), 'read', async session => {
      const tables = await session.values(
        sql`SELECT table_name FROM duckdb_tables() WHERE database_name = ${session.catalog}`,
      )
      for (const [name] of tables) {
        const from = ident(session.catalog, 'main', String(name))
        const columns = (
          await session.values(sql`SELECT column_name, column_type FROM (DESCRIBE ${from})`)
        ).map(row => ({name: String(row[0]), type: String(row[1])}))
        const time = columns.some(column => column.name === 'metaxy_updated_at')
          ? 'metaxy_updated_at'
          : 'deleted_at'
        const writes = await session.values(
          sql`SELECT DISTINCT CAST(${ident(time)} AS VARCHAR) FROM ${from} ORDER BY 1`,
        )
        const root = path.join(making, 'tables', `${name}.delta`)
        for (const [at] of writes) {
          const mine = sql`CAST(${ident(time)} AS VARCHAR) IS NOT DISTINCT FROM ${at === null ? null : String(at)}`
          const rows = {query: sql`SELECT * FROM ${from} WHERE ${mine}`, columns}
          const seen = await readSnapshot(session, root)
          await appendRows(session, root, seen, rows, {mode: 'exact', nowMicros: 0n})
        }
      }
    })
  } finally {
    await duckdb.close()
  }
  renameSync(making, finished)
  return finished
}
