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

/** Ids of the commands that ran so far, in order. */
export function commandsIn(record: string): readonly string[] {
  return existsSync(record) ? readFileSync(record, 'utf8').split('\n').slice(0, -1) : []
}
