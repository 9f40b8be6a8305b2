// Run with a limit of file sizes: an append of more than that.
import {appendRows} from '../../../src/engine/delta/append.ts'
import {DuckDB} from '../../../src/engine/duckdb/connection.ts'
import {raw} from '../../../src/engine/duckdb/sql.ts'

const [, , root = ''] = process.argv
const duckdb = await DuckDB.create()
const query = raw('SELECT hash(i)::VARCHAR AS id FROM range(200000) r(i)')
const rows = {query, columns: [{name: 'id', type: 'VARCHAR'}]}
try {
  await duckdb.session(session =>
    appendRows(session, root, null, rows, {mode: 'blind', nowMicros: 0n}),
  )
  console.log('written')
} catch (error) {
  console.log(error instanceof Error && 'code' in error ? `${error.code} ${error.message}` : error)
}
await duckdb.close()
