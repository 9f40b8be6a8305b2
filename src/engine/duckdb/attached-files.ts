import {basename, extname} from 'node:path'
import {
  admit,
  closedFile,
  type FileAsker,
  type FileState,
  join,
  mayJoin,
  REST_MS,
  restOf,
  type Waiter,
} from './file-turns.ts'
import {unlessAborted} from './signals.ts'

/** Opens a file under a name and answers how it is closed; the gate decides when. */
export type FileDoor = (
  path: string,
  alias: string,
  asker: FileAsker,
) => Promise<() => Promise<void>>

/** Names that DuckDB keeps for itself. */
const RESERVED = ['memory', 'temp', 'system', 'main']

/**
 * Lets pieces of work at files: readers share one opening, a writer is alone, and a file is closed as
 * soon as nobody uses it. DuckDB lets no other process write while anybody keeps a file open, so that
 * openings end: who comes late waits for the next one, only pages join as long as somebody computes.
 */
export class AttachedFiles {
  private readonly door: FileDoor
  private readonly files = new Map<string, FileState>()
  private readonly openings = new Set<Promise<void>>()

  constructor(door: FileDoor) {
    this.door = door
  }

  /**
   * Runs `work` with the name under which the file is attached.
   * @throws CancelledError when the asker's signal aborts before it is his turn; what the door throws.
   */
  async use<T>(path: string, asker: FileAsker, work: (alias: string) => Promise<T>): Promise<T> {
    const file = this.state(path)
    await this.enter(file, asker)
    try {
      return await work(file.alias)
    } finally {
      await this.leave(file, asker)
    }
  }

  aliasOf(path: string): string {
    return this.state(path).alias
  }

  /**
   * A file beside the one that a piece of work has: who holds one and waits for another does not queue
   * behind a writer who may be waiting for his, he joins whoever reads.
   */
  async enterBeside(
    path: string,
    asker: FileAsker,
  ): Promise<{alias: string; leave: () => Promise<void>}> {
    const file = this.state(path)
    if (file.mode === 'read') join(file, asker)
    else await this.enter(file, asker)
    return {alias: file.alias, leave: () => this.leave(file, asker)}
  }

  /** Comes back when nothing is being opened any more, not even for somebody who gave up meanwhile. */
  async whenSettled(): Promise<void> {
    await Promise.all(this.openings)
  }

  private async enter(file: FileState, asker: FileAsker): Promise<void> {
    if (mayJoin(file, asker)) return join(file, asker)
    await unlessAborted<void>(asker.signal, (admit, refuse) => {
      const waiter = {...asker, admit, refuse}
      file.waiting.push(waiter)
      this.admitNext(file)
      return () => {
        file.waiting.splice(0, Infinity, ...file.waiting.filter(other => other !== waiter))
      }
    })
  }

  private admitNext(file: FileState): void {
    const [next] = file.waiting
    if (file.mode !== 'closed' || next === undefined || file.resting) return
    const rest = next.access === 'read' ? restOf(file) : 0
    if (rest > 0) {
      file.resting = true
      setTimeout(() => {
        file.resting = false
        this.admitNext(file)
      }, rest)
      return
    }
    file.waiting.shift()
    const opening = this.open(file, next).finally(() => this.openings.delete(opening))
    this.openings.add(opening)
  }

  /** Opens the file for a waiter; readers right behind him come along. Failing is his alone to hear. */
  private async open(file: FileState, waiter: Waiter): Promise<void> {
    file.mode = 'changing'
    try {
      file.close = await this.door(file.path, file.alias, waiter)
    } catch (error) {
      file.mode = 'closed'
      waiter.refuse(error)
      return this.admitNext(file)
    }
    file.mode = waiter.access
    file.openedAt = performance.now()
    if (file.openedAt - file.closedAt >= REST_MS) file.heldSince = file.openedAt
    admit(file, waiter)
    while (waiter.access === 'read' && file.waiting[0]?.access === 'read') {
      const [reader] = file.waiting.splice(0, 1)
      if (reader !== undefined) admit(file, reader)
    }
    // Whoever gave up while the file was being opened is no longer there to leave it.
    if (waiter.signal.aborted) await this.leave(file, waiter).catch(() => undefined)
  }

  private async leave(file: FileState, asker: FileAsker): Promise<void> {
    file.users -= 1
    if (asker.lane === 'heavy') file.heavyUsers -= 1
    if (file.users > 0) return
    file.mode = 'changing'
    try {
      await file.close()
    } finally {
      file.mode = 'closed'
      file.closedAt = performance.now()
      this.admitNext(file)
    }
  }

  private state(path: string): FileState {
    const known = this.files.get(path)
    if (known !== undefined) return known
    const made = closedFile(path, this.freeAlias(path))
    this.files.set(path, made)
    return made
  }

  /** Statements that people read name the file as they know it. */
  private freeAlias(path: string): string {
    const stem = basename(path, extname(path)).replace(/\W/g, '_').toLowerCase() || 'file'
    const taken = new Set([...this.files.values()].map(file => file.alias).concat(RESERVED))
    let alias = stem
    for (let count = 2; taken.has(alias); count += 1) alias = `${stem}_${count}`
    return alias
  }
}
