import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {createInterface} from 'node:readline'
import {fileURLToPath} from 'node:url'
import {MetaxyError, type Project} from '../../src/engine/index.ts'

const WRITER = fileURLToPath(new URL('./writer.ts', import.meta.url))

export interface Pipeline {
  /** Comes back when it said so many times that it made a write, or when it has ended. */
  hasWritten(writes: number): Promise<void>
  kill(): void
  readonly ended: Promise<{
    /** What it said it had made. */
    readonly written: number
    /** It ended by itself. */
    readonly whole: boolean
  }>
}

/** A process that writes so many times so many rows (writer.ts). */
export function startPipeline(
  folder: string,
  name: string,
  writes: number,
  rows: number,
): Pipeline {
  const child = spawn(process.execPath, [WRITER, folder, name, `${writes}`, `${rows}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({input: child.stdout})
  // The first line says that it is ready.
  let said = 0
  let isRunning = true
  lines.on('line', () => {
    said += 1
  })
  const ended = Promise.all([once(child, 'exit'), once(lines, 'close')]).then(([[code]]) => {
    isRunning = false
    return {written: Math.max(0, said - 1), whole: code === 0}
  })
  return {
    hasWritten: async writes => {
      while (isRunning && said < writes + 1) await Promise.race([once(lines, 'line'), ended])
    },
    kill: () => child.kill('SIGKILL'),
    ended,
  }
}

/** Rows by the write that they came with, as they are stored; none when there is no table yet. */
export async function storedBatches(project: Project): Promise<ReadonlyMap<string, number>> {
  const batches = new Map<string, number>()
  const request = {
    feature: 'clip',
    columns: ['batch'],
    withFeatureHistory: true,
    withSampleHistory: true,
    softDeleted: 'show',
  } as const
  const answer = await project.read(request).catch(error => {
    if (error instanceof MetaxyError && error.code === 'FEATURE_NOT_WRITTEN') return {rows: []}
    throw error
  })
  for (const [batch] of answer.rows) {
    batches.set(String(batch), 1 + (batches.get(String(batch)) ?? 0))
  }
  return batches
}
