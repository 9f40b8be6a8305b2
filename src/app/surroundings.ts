import type {ReadStream, WriteStream} from 'node:tty'
import type {AppState} from '../store/app-state.ts'
import type {ProcessEvents} from './how-it-ends.ts'

/** The world around a session: this process, or one that a test makes up. */
export interface Surroundings {
  readonly stdin: ReadStream
  readonly stdout: WriteStream
  /** Signals and what nobody caught. */
  readonly events: ProcessEvents
  /** Stops the program as Ctrl+Z does; resolves when it goes on. */
  readonly stop: () => Promise<void>
  /** An error of ours, for the person to report. */
  readonly printCrash: (error: unknown) => void
  /** Told of every command that ran. */
  readonly onCommand?: (id: string) => void
  /** Given the state of the screens once there is one. */
  readonly onState?: (appState: AppState) => void
}

/** A shell without job control ignores the stop; then the program just goes on. */
const STOPPED_MS = 50

export function thisProcess(): Surroundings {
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    events: process,
    stop: async () => {
      // The whole job, so that `npm start` stops too and the shell comes back.
      process.kill(0, 'SIGTSTP')
      await new Promise(resolve => setTimeout(resolve, STOPPED_MS))
    },
    printCrash: error => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
      process.stderr.write(`metaxy-explorer stopped because of an error of its own:\n${text}\n`)
    },
  }
}
