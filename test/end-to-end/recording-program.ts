import {spawnSync} from 'node:child_process'
import {existsSync, readFileSync} from 'node:fs'
import {rm} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The program of `recording-main.ts`, bundled beside the packages that it needs. */
export interface RecordingProgram {
  /** What to start. */
  readonly path: string
  readonly remove: () => Promise<void>
}

export function buildRecordingProgram(): RecordingProgram {
  const out = `.tmp/recording-${process.pid}`
  const {status, stderr} = spawnSync(
    process.execPath,
    [
      'scripts/build.mjs',
      '--program',
      '--entry',
      'test/end-to-end/recording-main.ts',
      '--out',
      out,
    ],
    {cwd: ROOT, encoding: 'utf8'},
  )
  if (status !== 0) throw new Error(stderr)
  return {
    path: `${ROOT}${out}/main.js`,
    remove: () => rm(`${ROOT}${out}`, {recursive: true, force: true}),
  }
}

/** What `recording-main.ts` wrote so far. */
export interface Recorded {
  /** Ids of the commands that ran, in order. */
  readonly commands: readonly string[]
  /** How many of the bytes sent have had their effect. */
  readonly bytes: number
}

export function readRecord(file: string): Recorded {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : []
  return {
    commands: lines.filter(line => !line.startsWith('+')),
    bytes: Number(lines.findLast(line => line.startsWith('+')) ?? 0),
  }
}
