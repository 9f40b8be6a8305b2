import {unlessAborted} from './signals.ts'

export type Lane = 'page' | 'heavy'

/** Heavy statements in flight at most: each takes a thread that files and pages need too (engine.md §1). */
const HEAVY = 2

interface Waiter<T> {
  readonly lane: Lane
  readonly admit: (resource: T) => void
}

/**
 * Hands out connections, one piece of work each, in the order they are asked for. At most two are heavy
 * at a time, so that a page on screen finds one.
 */
export class Lanes<T> {
  private readonly free: T[]
  private readonly waiting: Waiter<T>[] = []
  private heavy = 0
  private busy = 0
  private readonly idle: (() => void)[] = []

  constructor(resources: readonly T[]) {
    this.free = [...resources]
  }

  /** @throws CancelledError when the signal aborts before it is this work's turn. */
  async use<R>(lane: Lane, signal: AbortSignal, work: (resource: T) => Promise<R>): Promise<R> {
    const resource = await this.enter(lane, signal)
    try {
      return await work(resource)
    } finally {
      this.leave(lane, resource)
    }
  }

  /** Comes back when nothing runs and nothing waits. */
  async whenIdle(): Promise<void> {
    if (this.busy > 0) await new Promise<void>(resolve => this.idle.push(resolve))
  }

  private enter(lane: Lane, signal: AbortSignal): Promise<T> {
    return unlessAborted(signal, admit => {
      const waiter = {lane, admit}
      this.waiting.push(waiter)
      this.admitNext()
      return () => this.waiting.splice(this.waiting.indexOf(waiter), 1)
    })
  }

  private leave(lane: Lane, resource: T): void {
    this.busy -= 1
    if (lane === 'heavy') this.heavy -= 1
    this.free.push(resource)
    this.admitNext()
    if (this.busy === 0) for (const resolve of this.idle.splice(0)) resolve()
  }

  private admitNext(): void {
    const next = this.waiting.findIndex(one => one.lane === 'page' || this.heavy < HEAVY)
    const resource = next < 0 ? undefined : this.free.pop()
    if (resource === undefined) return
    const [waiter] = this.waiting.splice(next, 1)
    if (waiter?.lane === 'heavy') this.heavy += 1
    this.busy += 1
    waiter?.admit(resource)
  }
}
