import type {Patience} from './file-errors.ts'
import type {Lane} from './lanes.ts'

export type FileAccess = 'read' | 'write'

/** Who asks for a file, how urgently, and how long he waits. */
export interface FileAsker extends Patience {
  readonly access: FileAccess
  readonly lane: Lane
}

export interface Waiter extends FileAsker {
  readonly admit: () => void
  readonly refuse: (error: unknown) => void
}

export interface FileState {
  readonly path: string
  readonly alias: string
  mode: 'closed' | 'changing' | FileAccess
  close: () => Promise<void>
  users: number
  /** Among them: those of the heavy lane. */
  heavyUsers: number
  openedAt: number
  closedAt: number
  /** Since then the file was never closed long enough for anybody else. */
  heldSince: number
  resting: boolean
  readonly waiting: Waiter[]
}

/** Heavy readers that come later than this wait for the next opening. */
const JOIN_WITHIN_MS = 30
/** Asked without end, a file is closed for so long … */
export const REST_MS = 30
/** … each time it was held for so long: a program that tries every 20 ms gets its turn. */
const HOLD_MS = 400

export function closedFile(path: string, alias: string): FileState {
  return {
    path,
    alias,
    mode: 'closed',
    close: async () => {},
    users: 0,
    heavyUsers: 0,
    openedAt: -Infinity,
    closedAt: -Infinity,
    heldSince: -Infinity,
    resting: false,
    waiting: [],
  }
}

/** A page is quick, so it may hold up nobody's turn who waits for a long computation to end anyway. */
export function mayJoin(file: FileState, {access, lane}: FileAsker): boolean {
  if (access !== 'read' || file.mode !== 'read') return false
  if (file.waiting.some(waiter => waiter.access === 'write')) return false
  if (lane === 'page' && file.heavyUsers > 0) return true
  return file.waiting.length === 0 && performance.now() - file.openedAt < JOIN_WITHIN_MS
}

export function join(file: FileState, {lane}: FileAsker): void {
  file.users += 1
  if (lane === 'heavy') file.heavyUsers += 1
}

export function admit(file: FileState, waiter: Waiter): void {
  join(file, waiter)
  waiter.admit()
}

/** How long the file has to stay closed before it is opened again. */
export function restOf(file: FileState): number {
  const closed = performance.now() - file.closedAt
  return file.closedAt - file.heldSince < HOLD_MS ? 0 : Math.max(0, REST_MS - closed)
}
