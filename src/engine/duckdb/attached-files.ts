import {basename, extname} from 'node:path'

export type FileAccess = 'read' | 'write'

interface Waiter {
  readonly access: FileAccess
  readonly admit: () => void
}

interface FileState {
  readonly alias: string
  mode: 'closed' | 'changing' | FileAccess
  users: number
  openedAt: number
  readonly waiting: Waiter[]
}

/** How a file is opened and closed; the gate decides when. */
export interface FileDoor {
  open(path: string, alias: string, access: FileAccess): Promise<void>
  close(alias: string): Promise<void>
}

/** Names that DuckDB keeps for itself. */
const RESERVED = ['memory', 'temp', 'system', 'main']

/** Readers that come later than this wait for the next opening, so that writers elsewhere get their turn. */
const JOIN_WITHIN_MS = 30

/**
 * Lets pieces of work at files: readers share one opening, a writer is alone, and a file is closed as
 * soon as nobody uses it. DuckDB lets no other process write while anybody keeps a file open, and has
 * no lock at all inside one process, so every file is opened through one gate.
 */
export class AttachedFiles {
  private readonly door: FileDoor
  private readonly files = new Map<string, FileState>()

  constructor(door: FileDoor) {
    this.door = door
  }

  /** Runs `work` with the name under which the file is attached. */
  async use<T>(path: string, access: FileAccess, work: (alias: string) => Promise<T>): Promise<T> {
    const file = this.state(path)
    await this.enter(path, file, access)
    try {
      return await work(file.alias)
    } finally {
      await this.leave(file)
    }
  }

  private state(path: string): FileState {
    const known = this.files.get(path)
    if (known !== undefined) return known
    const made: FileState = {
      alias: this.freeAlias(path),
      mode: 'closed',
      users: 0,
      openedAt: 0,
      waiting: [],
    }
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

  private async enter(path: string, file: FileState, access: FileAccess): Promise<void> {
    const joins =
      access === 'read' &&
      file.mode === 'read' &&
      file.waiting.length === 0 &&
      performance.now() - file.openedAt < JOIN_WITHIN_MS
    if (joins) {
      file.users += 1
      return
    }
    if (file.mode === 'closed') return this.open(path, file, access)
    await new Promise<void>(admit => file.waiting.push({access, admit}))
    // Whoever is admitted first opens the file; readers admitted with it find it open.
    return this.enter(path, file, access)
  }

  private async open(path: string, file: FileState, access: FileAccess): Promise<void> {
    file.mode = 'changing'
    try {
      await this.door.open(path, file.alias, access)
      file.mode = access
      file.openedAt = performance.now()
      file.users += 1
    } catch (error) {
      file.mode = 'closed'
      this.admitNext(file)
      throw error
    }
    if (access === 'read') this.admitWaitingReaders(file)
  }

  private async leave(file: FileState): Promise<void> {
    file.users -= 1
    if (file.users > 0) return
    file.mode = 'changing'
    try {
      await this.door.close(file.alias)
    } finally {
      file.mode = 'closed'
      this.admitNext(file)
    }
  }

  private admitNext(file: FileState): void {
    file.waiting.shift()?.admit()
  }

  private admitWaitingReaders(file: FileState): void {
    while (file.waiting[0]?.access === 'read') file.waiting.shift()?.admit()
  }
}
