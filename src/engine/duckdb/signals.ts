import {setMaxListeners} from 'node:events'
import {CancelledError} from '../errors.ts'

/** Runs work that ends early when any of several signals aborts. */
export async function underSignals<T>(
  signals: readonly (AbortSignal | undefined)[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const together = new AbortController()
  const abort = () => together.abort()
  const given = signals.filter(signal => signal !== undefined)
  for (const signal of given) {
    // One signal may stand behind hundreds of questions; Node takes that for a leak.
    setMaxListeners(0, signal)
    signal.addEventListener('abort', abort)
    if (signal.aborted) abort()
  }
  try {
    return await work(together.signal)
  } finally {
    for (const signal of given) signal.removeEventListener('abort', abort)
  }
}

/**
 * Waits for something that calls back, but not beyond the signal.
 *
 * @param begin is given the call-backs and answers how to withdraw.
 * @throws CancelledError when the signal aborts first.
 */
export async function unlessAborted<T>(
  signal: AbortSignal,
  begin: (done: (value: T) => void, failed: (error: unknown) => void) => () => void,
): Promise<T> {
  if (signal.aborted) throw new CancelledError()
  let aborted = () => {}
  try {
    return await new Promise<T>((resolve, reject) => {
      const withdraw = begin(resolve, reject)
      aborted = () => {
        withdraw()
        reject(new CancelledError())
      }
      signal.addEventListener('abort', aborted)
    })
  } finally {
    signal.removeEventListener('abort', aborted)
  }
}
