import {spawnSync} from 'node:child_process'
import {fileURLToPath} from 'node:url'
import type {Place} from '../helpers/built-program.ts'
import {copyOfProject, temporaryFolder} from '../helpers/fixture-project.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A copy of the demo project, removed when the test has ended. */
export async function demoPlace(): Promise<Place> {
  const [directory, stateHome] = await Promise.all([
    copyOfProject(`${ROOT}assets/demo/project`),
    temporaryFolder(),
  ])
  return {directory, stateHome}
}

/** The terminal sizes that every screen is made for. */
export const SIZES = [
  {columns: 80, rows: 24},
  {columns: 120, rows: 36},
] as const

/** Bundles `recording-main.ts` beside the packages that it needs; answers what to start. */
export function buildRecordingProgram(): string {
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
  return `${ROOT}${out}/main.js`
}
