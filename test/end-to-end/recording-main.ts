import {appendFileSync} from 'node:fs'
import {COMMANDS} from '../../src/app/commands.ts'
import {run} from '../../src/app/headless/run.ts'
import {openApp} from '../../src/app/open-app.tsx'
import {thisProcess} from '../../src/app/surroundings.ts'
import {openProject} from '../../src/engine/index.ts'
import type {AppState} from '../../src/store/app-state.ts'
import {topPopup} from '../../src/store/navigation/popup-actions.ts'
import {currentView} from '../../src/store/selectors.ts'

/**
 * The program once more, which writes to the file RECORD, line by line: the id of every command that ran;
 * `+` with the number of bytes whose keys were all taken; and `@` with where the keys go then and which
 * commands can be run there. It stops with an error of its own at the command CRASH_AT.
 */
const {RECORD = '', CRASH_AT} = process.env
let taken = 0
let state: AppState | undefined

function onCommand(id: string): void {
  appendFileSync(RECORD, `${id}\n`)
  if (id === CRASH_AT) {
    setImmediate(() => {
      throw new Error('a bug')
    })
  }
}

function onTaken(chunk: string): void {
  taken += Buffer.byteLength(chunk)
  appendFileSync(RECORD, `${where()}+${taken}\n`)
}

function where(): string {
  if (state === undefined) return ''
  const now = state.get()
  const context = topPopup(now)?.kind ?? currentView(now).screen
  const here = COMMANDS.filter(({contexts}) => contexts.includes(context))
  const runnable = here.filter(command => command.disabledReason(now) === undefined)
  return `@${[context, ...runnable.map(({id}) => id)].join(' ')}\n`
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
      const ended = openApp(request, {
        ...thisProcess(),
        onCommand,
        onState: appState => {
          state = appState
        },
      })
      // Second in line, so that the program has the keys before they are counted.
      process.stdin.on('data', onTaken)
      return ended
    },
  },
)
