import {CancelledError} from '../errors.ts'

/**
 * Work that hands over items one by one, as something to iterate: it is at most one item ahead of
 * whoever reads, and ends when the reader stops.
 *
 * @param work is told to end by the signal; what it throws is thrown where the items are read.
 * @param release when it aborts, the work no longer waits for the reader: it hands over all it has and ends.
 */
export async function* handedOver<T>(
  work: (hand: (item: T) => Promise<void>, signal: AbortSignal) => Promise<void>,
  signal?: AbortSignal,
  release?: AbortSignal,
): AsyncGenerator<T> {
  const stop = new AbortController()
  const either = signal === undefined ? stop.signal : AbortSignal.any([stop.signal, signal])
  const offered: {readonly item: T; readonly taken: () => void}[] = []
  let wake = () => {}
  let ended = false
  const hand = (item: T) =>
    new Promise<void>((resolve, reject) => {
      if (either.aborted) reject(new CancelledError())
      offered.push({item, taken: resolve})
      wake()
      if (release?.aborted === true) resolve()
    })
  const letGo = () => {
    for (const {taken} of offered) taken()
  }
  release?.addEventListener('abort', letGo)
  const working = work(hand, either).finally(() => {
    ended = true
    wake()
  })
  // It is awaited below, however it ends.
  working.catch(() => undefined)
  try {
    while (offered.length > 0 || !ended) {
      const next = offered.shift()
      if (next === undefined) {
        await new Promise<void>(resolve => {
          wake = resolve
        })
      } else {
        next.taken()
        yield next.item
      }
    }
    await working
  } finally {
    stop.abort()
    release?.removeEventListener('abort', letGo)
    letGo()
    await working.catch(() => undefined)
  }
}
