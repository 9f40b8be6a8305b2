import {appendFileSync} from 'node:fs'
import {run} from '../../src/app/headless/run.ts'
import {openApp} from '../../src/app/open-app.tsx'
import {thisProcess} from '../../src/app/surroundings.ts'
import {openProject} from '../../src/engine/index.ts'

/**
 * The program once more, which writes the id of every command that ran to the file RECORD, one a line,
 * and stops with an error of its own at the command CRASH_AT.
 */
const {RECORD = '', CRASH_AT} = process.env

function onCommand(id: string): void {
  appendFileSync(RECORD, `${id}\n`)
  if (id === CRASH_AT) {
    setImmediate(() => {
      throw new Error('a bug')
    })
  }
}

process.exitCode = await run(
  process.argv.slice(2),
  {
    cwd: process.cwd(),
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    isTerminal: {stdin: process.stdin.isTTY, stdout: process.stdout.isTTY},
    now: () => BigInt(Date.now()) * 1000n,
  },
  {openProject, openScreens: request => openApp(request, {...thisProcess(), onCommand})},
)
