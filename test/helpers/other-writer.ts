import {execFile} from 'node:child_process'
import {createRequire} from 'node:module'
import {pathToFileURL} from 'node:url'
import {promisify} from 'node:util'

const duckdbModule = createRequire(import.meta.url).resolve('@duckdb/node-api')

/** Statements run on a DuckDB file by another process, as a pipeline would: it tries
 * every 20 ms until it gets the file. Ends when they are done. */
export async function writeFromElsewhere(file: string, ...statements: string[]): Promise<void> {
  const script = `
    const {DuckDBInstance} = await import(${JSON.stringify(pathToFileURL(duckdbModule).href)})
    const open = () => DuckDBInstance.create(${JSON.stringify(file)}).catch(async error => {
      if (!/lock/.test(error.message)) throw error
      await new Promise(resolve => setTimeout(resolve, 20))
      return open()
    })
    const instance = await open()
    const connection = await instance.connect()
    for (const statement of ${JSON.stringify(statements)}) await connection.run(statement)
    connection.closeSync()
    instance.closeSync()`
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
}
