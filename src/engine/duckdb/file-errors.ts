import {stat} from 'node:fs/promises'
import {setTimeout as pause} from 'node:timers/promises'
import {CancelledError, MetadataStoreError} from '../errors.ts'
import {damageOf} from './file-damage.ts'

/** How long somebody waits for a file that another process holds. */
export interface Patience {
  readonly signal: AbortSignal
  /** On the clock of `performance.now()`; one attempt is made however late it is. */
  readonly until: number
}

/** How often a file that somebody else holds is tried again. */
const RETRY_EVERY_MS = 50

/**
 * Opens a file, trying again for a while when another process holds it.
 * @throws MetadataStoreError STORE_LOCKED, STORE_UNREACHABLE or STORE_FORMAT: which file, why, what to do.
 * @throws CancelledError when the signal aborts.
 */
export async function retryWhileLocked<T>(
  path: string,
  {signal, until}: Patience,
  open: () => Promise<T>,
): Promise<T> {
  for (;;) {
    if (signal.aborted) throw new CancelledError()
    // DuckDB would create a missing file, and fill an empty one, when it is opened for writing.
    await refuseOtherKinds(path)
    try {
      return await open()
    } catch (cause) {
      const error = cause instanceof MetadataStoreError ? cause : explain(path, cause)
      if (error.code !== 'STORE_LOCKED' || performance.now() > until) throw error
      await pause(RETRY_EVERY_MS, undefined, {signal}).catch(() => undefined)
    }
  }
}

/** The error for a file that another project of the same process has open. */
export function heldByThisProgram(path: string): MetadataStoreError {
  return locked(path, 'another project of this program', {})
}

async function refuseOtherKinds(path: string): Promise<void> {
  const found = await stat(path).catch(cause => {
    throw cause.code === 'ENOENT' ? missing(path, cause) : unreachable(path, cause)
  })
  if (found.isDirectory()) throw noDatabase(path, 'it is a folder')
  if (!found.isFile()) throw noDatabase(path, 'it is not a regular file')
  if (found.size === 0) throw noDatabase(path, 'it is empty')
}

function explain(path: string, cause: unknown): MetadataStoreError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  if (/Could not set lock on file/.test(reason)) {
    const holder = /Conflicting lock is held in (.+?) \(PID (\d+)\)/.exec(reason)
    if (holder === null) return locked(path, 'another program', {}, cause)
    const [, program = '', pid] = holder
    const who = `${program.split('/').at(-1)} (PID ${pid})`
    return locked(path, who, {pid: Number(pid)}, cause)
  }
  return damageOf(path, cause) ?? unreachable(path, cause)
}

function missing(path: string, cause: unknown): MetadataStoreError {
  return new MetadataStoreError({
    code: 'STORE_UNREACHABLE',
    message: `The DuckDB database ${path} does not exist.`,
    hint: 'Relative paths start at the working directory: run the command where Metaxy runs, or write the first feature with Metaxy.',
    details: {file: path},
    cause,
  })
}

function locked(path: string, who: string, details: object, cause?: unknown): MetadataStoreError {
  return new MetadataStoreError({
    code: 'STORE_LOCKED',
    message: `${path} is held by ${who}.`,
    hint: 'It is free again when that program closes it; try again then.',
    details: {file: path, ...details},
    cause,
  })
}

function noDatabase(path: string, why: string): MetadataStoreError {
  return new MetadataStoreError({
    code: 'STORE_FORMAT',
    message: `${path} is not a DuckDB database: ${why}.`,
    hint: 'Let `database` of the store name the file that Metaxy writes.',
    details: {file: path},
  })
}

function unreachable(path: string, cause: unknown): MetadataStoreError {
  const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
  return new MetadataStoreError({
    code: 'STORE_UNREACHABLE',
    message: `${path} cannot be opened: ${reason}`,
    hint: 'Check that the file can be read by you.',
    details: {file: path},
    cause,
  })
}
