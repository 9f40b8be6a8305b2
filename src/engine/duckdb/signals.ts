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
 * @param begin is given the call-back and answers how to withdraw.
 * @throws CancelledError when the signal aborts first.
 */
export function unlessAborted<T>(
  signal: AbortSignal,
  begin: (done: (value: T) => void, failed: (error: unknown) => void) => () => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new CancelledError())
    const settled = () => signal.removeEventListener('abort', abort)
    const withdraw = begin(
      value => {
        settled()
        resolve(value)
      },
      error => {
        settled()
        reject(error)
      },
    )
    const abort = () => {
      withdraw()
      settled()
      reject(new CancelledError())
    }
    signal.addEventListener('abort', abort)
  })
}
