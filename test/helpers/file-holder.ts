import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {createRequire} from 'node:module'
import {pathToFileURL} from 'node:url'
import {onTestFinished} from 'vitest'

const duckdbModule = createRequire(import.meta.url).resolve('@duckdb/node-api')

export interface FileHolder {
  readonly pid: number
  release(): Promise<void>
}

/** Another process that has a DuckDB file open for writing until it is told to let go. */
export async function holdFromElsewhere(file: string): Promise<FileHolder> {
  const script = `
    const {DuckDBInstance} = await import(${JSON.stringify(pathToFileURL(duckdbModule).href)})
    const instance = await DuckDBInstance.create(${JSON.stringify(file)})
    console.log('held')
    process.stdin.on('end', () => instance.closeSync()).resume()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill())
  await once(child.stdout, 'data')
  return {
    pid: child.pid ?? 0,
    release: async () => {
      child.stdin.end()
      await once(child, 'exit')
    },
  }
}
