import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {createRequire} from 'node:module'
import path from 'node:path'
import {setTimeout as pause} from 'node:timers/promises'
import {pathToFileURL} from 'node:url'
import type {Finding} from './finding.ts'
import {storedBatches} from './pipelines.ts'
import {openStressProject, stressProject} from './stress-project.ts'

const LOCKED_MS = 3000
const PUTS = 40
const ROWS = 5

/** Rows put into a buffered writer while another process holds the file: none is lost, none doubled. */
export async function lockedFile(): Promise<{folder: string; findings: readonly Finding[]}> {
  const folder = await stressProject('duckdb')
  const project = await openStressProject(folder, 200)
  await project.graph()
  const dev = await project.metadataStore('dev')
  const writer = dev.buffered({flushBatchSize: 2 * ROWS, flushInterval: 0.2})
  const holder = await holdFile(path.join(folder, 'dev.duckdb'))
  for (let put = 0; put < PUTS; put += 1) {
    const rows = Array.from({length: ROWS}, (_, row) => ({
      id: `${put}-${row}`,
      batch: `${put}`,
      metaxy_provenance_by_field: {x: `${put}-${row}`},
    }))
    await writer.put(new Map([['clip', rows]]))
    await pause(25)
  }
  const released = pause(LOCKED_MS).then(() => holder.kill())
  await released
  const written = await writer.close()
  const batches = await storedBatches(project)
  await project.close()
  return {
    folder,
    findings: [
      {what: 'rows that the writer counts', found: written.get('clip') ?? 0, expected: PUTS * ROWS},
      {what: 'batches stored', found: batches.size, expected: PUTS},
      {
        what: 'batches with more or fewer rows',
        found: [...batches.values()].filter(rows => rows !== ROWS).length,
        expected: 0,
      },
    ],
  }
}

/** Another process that has the file open for writing. */
async function holdFile(file: string) {
  const duckdb = createRequire(import.meta.url).resolve('@duckdb/node-api')
  const script = `
    const {DuckDBInstance} = await import(${JSON.stringify(pathToFileURL(duckdb).href)})
    const instance = await DuckDBInstance.create(${JSON.stringify(file)})
    await instance.connect()
    console.log('held')
    setInterval(() => instance, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}
