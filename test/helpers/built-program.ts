import {execFile} from 'node:child_process'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'
import {openPtyScreen, type PtyScreen} from './pty-screen.ts'

/** What `bin` of package.json names; it starts what the last build left in dist. */
export const PROGRAM = fileURLToPath(new URL('../../bin/mxx.mjs', import.meta.url))

/** Where the program runs: a project, and a home for what it keeps between runs. */
export interface Place {
  readonly directory: string
  readonly stateHome: string
}

/** `mxx` in a terminal of this size. */
export function openProgram(
  {directory, stateHome}: Place,
  size: {readonly columns: number; readonly rows: number},
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): PtyScreen {
  return openPtyScreen(process.execPath, [PROGRAM, ...args], {
    ...size,
    cwd: directory,
    env: {XDG_STATE_HOME: stateHome, ...env},
  })
}

/**
 * A sub-command in a process of its own; the JSON that it prints. Rejects unless it ends with 0. Screens
 * that are open meanwhile go on: nobody would read what they draw if this waited.
 */
export async function askProgram({directory, stateHome}: Place, ...args: readonly string[]) {
  const answer = promisify(execFile)(process.execPath, [PROGRAM, ...args, '--format', 'json'], {
    cwd: directory,
    env: {...process.env, XDG_STATE_HOME: stateHome},
  })
  const {stdout} = await answer.catch(error => {
    throw new Error(`mxx ${args.join(' ')}: exit ${error.code}\n${error.stdout}${error.stderr}`)
  })
  return JSON.parse(stdout)
}
