import {readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import type {Action} from './actions.ts'
import {brokenLog, refusedBySystem} from './delta-errors.ts'
import {readAction} from './read-action.ts'

/** The files of a table's log that count, by version. */
export interface LogFiles {
  /** Rising. */
  readonly commits: readonly number[]
  /** Complete ones alone, newest first. */
  readonly checkpoints: readonly Checkpoint[]
  /** Whether there are checkpoints in the form that only version 2 of them has. */
  readonly hasNewerCheckpoints: boolean
}

export interface Checkpoint {
  readonly version: number
  /** Paths, in the order of the parts. */
  readonly files: readonly string[]
}

/**
 * Lists `_delta_log`; null when there is no table. `_last_checkpoint` is a hint that may be wrong, so
 * it is not asked.
 *
 * @throws MetadataStoreError STORE_UNREACHABLE when the folder cannot be read.
 */
export async function listLog(root: string): Promise<LogFiles | null> {
  const names = await readdir(logFolder(root)).catch(cause => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return []
    throw refusedBySystem(root, 'read', cause)
  })
  const commits: number[] = []
  const parts = new Map<string, string[]>()
  let hasNewerCheckpoints = false
  for (const name of names.sort()) {
    const [, version, partCount] = CHECKPOINT.exec(name) ?? []
    if (COMMIT.test(name)) commits.push(Number.parseInt(name, 10))
    else if (version !== undefined) {
      const key = `${version}.${partCount ?? '1'}`
      parts.set(key, [...(parts.get(key) ?? []), join(logFolder(root), name)])
    } else hasNewerCheckpoints ||= NEWER_CHECKPOINT.test(name)
  }
  const checkpoints = [...parts]
    .map(([key, files]) => ({version: Number.parseInt(key, 10), parts: partsOf(key), files}))
    .filter(checkpoint => checkpoint.files.length === checkpoint.parts)
    .sort((one, other) => other.version - one.version)
  const isTable = commits.length > 0 || parts.size > 0 || hasNewerCheckpoints
  return isTable ? {commits, checkpoints, hasNewerCheckpoints} : null
}

/**
 * The actions of a commit, in order.
 * @throws MetadataStoreError STORE_FORMAT naming file and line when it is not whole.
 */
export async function readCommit(root: string, version: number): Promise<readonly Action[]> {
  const file = commitFile(root, version)
  const content = await readFile(file, 'utf8').catch(cause => {
    throw refusedBySystem(root, 'read', cause)
  })
  const lines = content.split('\n').filter(line => line.trim() !== '')
  if (lines.length === 0)
    throw brokenLog(file, 'it is empty. Its writer may have been interrupted.')
  return lines.flatMap((line, index) => {
    try {
      return readAction(JSON.parse(line)) ?? []
    } catch (cause) {
      const isJson = !(cause instanceof SyntaxError)
      const reason = isJson && cause instanceof Error ? cause.message : 'it is no JSON'
      const cut = isJson ? '' : ' Its writer may have been interrupted.'
      throw brokenLog(file, `line ${index + 1}: ${reason}.${cut}`, cause)
    }
  })
}

export function logFolder(root: string): string {
  return join(root, '_delta_log')
}

export function commitFile(root: string, version: number): string {
  return join(logFolder(root), `${versionText(version)}.json`)
}

/** A version as the names of log files spell it. */
export function versionText(version: number): string {
  return String(version).padStart(20, '0')
}

function partsOf(key: string): number {
  return Number.parseInt(key.split('.')[1] ?? '1', 10)
}

const COMMIT = /^\d{20}\.json$/
const CHECKPOINT = /^(\d{20})\.checkpoint(?:\.\d{10}\.(\d{10}))?\.parquet$/
const NEWER_CHECKPOINT = /^\d{20}\.checkpoint\.[\da-f-]{36}\.(?:parquet|json)$/
