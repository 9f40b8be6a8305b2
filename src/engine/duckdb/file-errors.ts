import {access} from 'node:fs/promises'
import {setTimeout as pause} from 'node:timers/promises'
import {MetadataStoreError} from '../errors.ts'

/** How often a file that somebody else holds is tried again. */
const RETRY_EVERY_MS = 50

/**
 * Opens a file, trying again for a while when another process holds it.
 * @throws MetadataStoreError STORE_LOCKED, STORE_UNREACHABLE or STORE_FORMAT: which file, why, what to do.
 */
export async function retryWhileLocked(
  path: string,
  timeoutMs: number,
  open: () => Promise<void>,
): Promise<void> {
  // DuckDB would create a missing file when it is opened for writing.
  await access(path).catch(cause => {
    throw missing(path, cause)
  })
  const until = performance.now() + timeoutMs
  for (;;) {
    try {
      return await open()
    } catch (cause) {
      const error = explain(path, cause)
      if (error.code !== 'STORE_LOCKED' || performance.now() > until) throw error
      await pause(RETRY_EVERY_MS)
    }
  }
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

function explain(path: string, cause: unknown): MetadataStoreError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const details = {file: path}
  const holder = /Conflicting lock is held in (.+?) \(PID (\d+)\)/.exec(reason)
  if (/Could not set lock on file/.test(reason)) {
    const who = holder === null ? 'another program' : `${programName(holder[1])} (PID ${holder[2]})`
    return new MetadataStoreError({
      code: 'STORE_LOCKED',
      message: `${path} is held by ${who}.`,
      hint: 'It is free again when that program closes it; try again then.',
      details: {...details, ...(holder === null ? {} : {pid: Number(holder[2])})},
      cause,
    })
  }
  if (/version number (\d+)|storage version/i.test(reason)) {
    return newerFormat(path, reason, cause)
  }
  if (/not a valid DuckDB database|Corrupt|Could not read enough bytes|checksum/i.test(reason)) {
    return new MetadataStoreError({
      code: 'STORE_FORMAT',
      message: `${path} is not a readable DuckDB database: ${reason.split('\n')[0]}`,
      hint: 'The file may be cut off or of another kind; restore it from a copy.',
      details,
      cause,
    })
  }
  return new MetadataStoreError({
    code: 'STORE_UNREACHABLE',
    message: `${path} cannot be opened: ${reason.split('\n')[0]}`,
    hint: 'Check that the file can be read by you.',
    details,
    cause,
  })
}

function newerFormat(path: string, reason: string, cause: unknown): MetadataStoreError {
  return new MetadataStoreError({
    code: 'STORE_FORMAT',
    message: `${path} has a DuckDB storage version that this program does not read: ${versionsIn(reason)}.`,
    hint: [
      'DuckDB 2 writes it by default. Keep new files readable with config = {storage_compatibility_version = "v1.5.0"} under the store\'s config in metaxy.toml.',
      'Convert this one with the DuckDB that wrote it:',
      "ATTACH 'old.duckdb' AS old; ATTACH 'new.duckdb' AS new (STORAGE_VERSION 'v1.5.0'); COPY FROM DATABASE old TO new;",
    ].join(' '),
    details: {file: path},
    cause,
  })
}

/** DuckDB's own sentence names the version of the file and those that this build reads. */
function versionsIn(reason: string): string {
  const found = /version number (\d+), but we can only read versions? between (\d+) and (\d+)/.exec(
    reason,
  )
  if (found === null) return reason.split('\n')[0] ?? reason
  return `it is ${found[1]}, this build reads ${found[2]} to ${found[3]}`
}

function programName(path: string | undefined): string {
  return path?.split('/').at(-1) ?? 'another program'
}
