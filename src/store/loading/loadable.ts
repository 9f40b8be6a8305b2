/**
 * Data that has to be asked for: missing → loading → ready | failed. While it loads again, the answer
 * before stays readable as `previous`.
 */
export type Loadable<T> =
  | {readonly status: 'missing'}
  | {readonly status: 'loading'; readonly sinceMicros: bigint; readonly previous: T | null}
  | {readonly status: 'ready'; readonly value: T; readonly atMicros: bigint}
  | {readonly status: 'failed'; readonly error: Error; readonly atMicros: bigint}

export const MISSING: Loadable<never> = {status: 'missing'}

/** What can be shown now: the answer, or the one before while a new one is on its way. */
export function shown<T>(loadable: Loadable<T> | undefined): T | null {
  switch (loadable?.status) {
    case 'ready':
      return loadable.value
    case 'loading':
      return loadable.previous
    case 'missing':
    case 'failed':
    case undefined:
      return null
  }
}

export function loading<T>(before: Loadable<T> | undefined, nowMicros: bigint): Loadable<T> {
  return {status: 'loading', sinceMicros: nowMicros, previous: shown(before)}
}

export function ready<T>(value: T, nowMicros: bigint): Loadable<T> {
  return {status: 'ready', value, atMicros: nowMicros}
}

export function failed(error: unknown, nowMicros: bigint): Loadable<never> {
  return {status: 'failed', error: asError(error), atMicros: nowMicros}
}

export function isMissing(loadable: Loadable<unknown> | undefined): boolean {
  return loadable === undefined || loadable.status === 'missing'
}

/** What was thrown, as an Error: anything can be thrown. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}
