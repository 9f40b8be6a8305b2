import {CancelledError} from '../errors.ts'

type Lane = 'page' | 'heavy'

/** Heavy statements in flight at most: each takes a thread that files and pages need too (engine.md §1). */
const HEAVY = 2

/**
 * Hands out connections, one piece of work each. At most two are heavy at a time, so that a page on
 * screen always finds one.
 */
export class Lanes<T> {
  private readonly free: T[]
  private readonly busy = new Set<T>()
  private readonly waiting: {
    readonly lane: Lane
    readonly admit: (resource: T) => void
    readonly refuse: () => void
  }[] = []
  private heavy = 0
  private closed = false
  private idle: (() => void) | undefined

  /** The last connection is kept back: it belongs to whoever opens and closes files. */
  constructor(resources: readonly T[]) {
    this.free = resources.slice(0, -1)
  }

  async use<R>(lane: Lane, work: (resource: T) => Promise<R>): Promise<R> {
    const resource = await this.enter(lane)
    try {
      return await work(resource)
    } finally {
      this.leave(lane, resource)
    }
  }

  /** Refuses what waits, stops what runs, and returns when nothing runs any more. */
  async close(stop: (resource: T) => void): Promise<void> {
    this.closed = true
    for (const one of this.waiting.splice(0)) one.refuse()
    if (this.busy.size === 0) return
    const done = new Promise<void>(resolve => {
      this.idle = resolve
    })
    // A statement between two parts of one piece of work starts again: ask until all is quiet.
    const asking = setInterval(() => this.busy.forEach(stop), 20)
    this.busy.forEach(stop)
    await done
    clearInterval(asking)
  }

  private enter(lane: Lane): Promise<T> {
    if (this.closed) return Promise.reject(new CancelledError())
    const resource = this.admissible(lane) ? this.free.pop() : undefined
    if (resource !== undefined) return Promise.resolve(this.take(lane, resource))
    return new Promise((resolve, reject) => {
      this.waiting.push({
        lane,
        admit: freed => resolve(this.take(lane, freed)),
        refuse: () => reject(new CancelledError()),
      })
    })
  }

  private admissible(lane: Lane): boolean {
    return lane === 'page' || this.heavy < HEAVY
  }

  private take(lane: Lane, resource: T): T {
    if (lane === 'heavy') this.heavy += 1
    this.busy.add(resource)
    return resource
  }

  private leave(lane: Lane, resource: T): void {
    if (lane === 'heavy') this.heavy -= 1
    this.busy.delete(resource)
    this.free.push(resource)
    if (this.closed && this.busy.size === 0) this.idle?.()
    const next = this.waiting.findIndex(one => this.admissible(one.lane))
    if (next < 0) return
    const freed = this.free.pop()
    if (freed !== undefined) this.waiting.splice(next, 1)[0]?.admit(freed)
  }
}
