import type {Session} from '../duckdb/session.ts'
import {CancelledError} from '../errors.ts'
import type {Action, AddFile, MetaData, Protocol, RemoveFile, Transaction} from './actions.ts'
import {filePath} from './data-path.ts'
import {brokenLog, incompleteLog, unsupportedFeature} from './delta-errors.ts'
import {type DeltaField, parseSchema} from './delta-schema.ts'
import {commitFile, type LogFiles, listLog, readCommit} from './log-files.ts'
import {checkReadable} from './protocol.ts'
import {readCheckpoint} from './read-checkpoint.ts'

/** A Delta table at one version. */
export interface DeltaSnapshot {
  /** The folder of the table. */
  readonly root: string
  readonly version: number
  readonly protocol: Protocol
  readonly metaData: MetaData
  readonly fields: readonly DeltaField[]
  /** In the order in which they were committed. */
  readonly files: readonly AddFile[]
  /** Files that were taken out and may still be there. */
  readonly removed: readonly RemoveFile[]
  readonly transactions: readonly Transaction[]
}

/**
 * Reads the newest version of a table; null when there is none.
 *
 * @throws MetadataStoreError STORE_FORMAT when the log is broken or has a gap, UNSUPPORTED when it uses
 *   what we do not read, STORE_UNREACHABLE when it may not be read.
 */
export async function readSnapshot(session: Session, root: string): Promise<DeltaSnapshot | null> {
  const log = await listLog(root)
  if (log === null) return null
  const newest = Math.max(log.commits.at(-1) ?? -1, log.checkpoints[0]?.version ?? -1)
  const state = await startingState(session, root, log, newest)
  for (let version = state.version + 1; version <= newest; version += 1) {
    for (const action of await readCommit(root, version)) apply(root, state, action)
  }
  return finished(root, newest, state)
}

/** The version a table is at; null when there is none. */
export async function readVersion(root: string): Promise<number | null> {
  const log = await listLog(root)
  if (log === null) return null
  return Math.max(log.commits.at(-1) ?? -1, log.checkpoints[0]?.version ?? -1)
}

interface State {
  version: number
  protocol: Protocol | null
  metaData: MetaData | null
  readonly files: Map<string, AddFile>
  readonly removed: Map<string, RemoveFile>
  readonly transactions: Map<string, Transaction>
}

function emptyState(version: number): State {
  const [files, removed, transactions] = [new Map(), new Map(), new Map()]
  return {version, protocol: null, metaData: null, files, removed, transactions}
}

/** The newest checkpoint that can be read and that all later commits are there for; else the beginning. */
async function startingState(
  session: Session,
  root: string,
  log: LogFiles,
  newest: number,
): Promise<State> {
  const commits = new Set(log.commits)
  const missingAfter = (version: number) => {
    for (let next = version + 1; next <= newest; next += 1) if (!commits.has(next)) return next
    return null
  }
  let unreadable: unknown
  for (const checkpoint of log.checkpoints) {
    if (missingAfter(checkpoint.version) !== null) continue
    try {
      const state = emptyState(checkpoint.version)
      const actions = await readCheckpoint(session, checkpoint)
      // A checkpoint lists its files in any order; their times say when they came.
      for (const action of inOrderOfTime(actions)) apply(root, state, action)
      return state
    } catch (cause) {
      if (cause instanceof CancelledError) throw cause
      unreadable ??= cause
    }
  }
  if (missingAfter(-1) === null) return emptyState(-1)
  if (unreadable !== undefined) throw unreadable
  if (log.hasNewerCheckpoints) throw unsupportedFeature(root, 'v2Checkpoint', 'read')
  const missing = missingAfter(log.checkpoints[0]?.version ?? -1) ?? 0
  throw incompleteLog(
    root,
    `its log has no version ${missing}: ${commitFile(root, missing)} is missing.`,
    'Restore that file from a copy; without it nobody can say which rows are there.',
  )
}

function inOrderOfTime(actions: readonly Action[]): readonly Action[] {
  const time = (action: Action) => ('add' in action ? action.add.modificationTime : 0)
  return [...actions].sort((one, other) => time(one) - time(other))
}

function apply(root: string, state: State, action: Action): void {
  if ('add' in action) {
    if (action.add.deletionVector !== undefined) {
      throw unsupportedFeature(root, 'deletionVectors', 'read')
    }
    const file = filePath(root, action.add.path)
    state.files.delete(file)
    state.files.set(file, action.add)
    state.removed.delete(file)
  } else if ('remove' in action) {
    const file = filePath(root, action.remove.path)
    state.files.delete(file)
    state.removed.set(file, action.remove)
  } else if ('metaData' in action) state.metaData = action.metaData
  else if ('protocol' in action) state.protocol = action.protocol
  else if ('txn' in action) state.transactions.set(action.txn.appId, action.txn)
}

function finished(root: string, version: number, state: State): DeltaSnapshot {
  const {protocol, metaData} = state
  if (protocol === null || metaData === null) {
    const missing = protocol === null ? 'protocol' : 'metaData'
    throw brokenLog(commitFile(root, 0), `up to version ${version} there is no ${missing}.`)
  }
  checkReadable(root, protocol, metaData)
  return {
    root,
    version,
    protocol,
    metaData,
    fields: parseSchema(root, metaData.schemaString),
    files: [...state.files.values()],
    removed: [...state.removed.values()],
    transactions: [...state.transactions.values()],
  }
}
