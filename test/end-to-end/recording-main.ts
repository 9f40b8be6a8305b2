import {appendFileSync} from 'node:fs'
import {run} from '../../src/app/headless/run.ts'
import {openApp} from '../../src/app/open-app.tsx'
import {thisProcess} from '../../src/app/surroundings.ts'
import {openProject} from '../../src/engine/index.ts'

/**
 * The program once more, which writes to the file RECORD, line by line, the id of every command that ran
 * and `+` with the number of bytes whose keys were all taken; and which stops with an error of its own
 * at the command CRASH_AT.
 */
const {RECORD = '', CRASH_AT} = process.env
let taken = 0

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
  {
    openProject,
    openScreens: request => {
      const ended = openApp(request, {...thisProcess(), onCommand})
      // Second in line, so that the program has the keys before they are counted.
      process.stdin.on('data', (chunk: string) => {
        taken += Buffer.byteLength(chunk)
        appendFileSync(RECORD, `+${taken}\n`)
      })
      return ended
    },
  },
)
