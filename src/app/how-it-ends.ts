import type {EventEmitter} from 'node:events'

/** How a session ends: with an exit code, or with an error that nobody expected. */
export interface Ending {
  readonly over: Promise<number>
  readonly quit: (exitCode: number) => void
  readonly crash: (error: unknown) => void
  /** Listens to the process no longer. */
  readonly close: () => void
}

/** The part of a process that can end a session: signals, and what nobody caught. */
export type ProcessEvents = Pick<EventEmitter, 'on' | 'off'>

/** Exit codes of signals are 128 and their number. */
const SIGNALS = {SIGTERM: 143, SIGHUP: 129, SIGINT: 130} as const

/** One promise for everything that can end a session, whichever comes first. */
export function howItEnds(events: ProcessEvents): Ending {
  const {promise, resolve, reject} = withResolvers<number>()
  const listeners = Object.entries(SIGNALS).map(
    ([signal, exitCode]) => [signal, () => resolve(exitCode)] as const,
  )
  const crash = (error: unknown) => reject(error)
  // Whoever waits for the end sees it; nobody has to.
  promise.catch(() => {})
  const all = [
    ...listeners,
    ['uncaughtException', crash] as const,
    ['unhandledRejection', crash] as const,
  ]
  for (const [event, listener] of all) events.on(event, listener)
  return {
    over: promise,
    quit: resolve,
    crash,
    close: () => {
      for (const [event, listener] of all) events.off(event, listener)
    },
  }
}

/** Node 20 has no Promise.withResolvers. */
function withResolvers<T>() {
  let resolve: (value: T) => void = () => {}
  let reject: (error: unknown) => void = () => {}
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve
    reject = onReject
  })
  return {promise, resolve, reject}
}
