import {stat} from 'node:fs/promises'
import {commitFile, listLog} from '../delta/log-files.ts'
import {type DeltaSnapshot, readSnapshot} from '../delta/snapshot.ts'
import type {Session} from '../duckdb/session.ts'

/** The newest versions of tables, kept as long as nobody writes to them. */
export interface DeltaSnapshots {
  /** @throws as `readSnapshot`. */
  read(session: Session, folder: string): Promise<DeltaSnapshot | null>
}

export function deltaSnapshots(): DeltaSnapshots {
  const kept = new Map<string, {readonly stamp: string; readonly snapshot: DeltaSnapshot}>()
  return {
    read: async (session, folder) => {
      const stamp = await logStamp(folder)
      const known = kept.get(folder)
      if (known?.stamp === stamp) return known.snapshot
      const snapshot = await readSnapshot(session, folder)
      if (snapshot === null) kept.delete(folder)
      // Somebody may have written while it was read: then it is older than its stamp.
      else if ((await logStamp(folder)) === stamp) kept.set(folder, {stamp, snapshot})
      return snapshot
    },
  }
}

/** Changes with every version of a table, and when the table is made anew; empty when there is none. */
export async function logStamp(folder: string): Promise<string> {
  const log = await listLog(folder)
  if (log === null) return ''
  const version = log.commits.at(-1) ?? -1
  const checkpoint = log.checkpoints[0]
  const newest =
    checkpoint !== undefined && checkpoint.version > version
      ? checkpoint.files[0]
      : commitFile(folder, version)
  const file = await stat(newest ?? folder, {bigint: true}).catch(() => null)
  return `${version} ${checkpoint?.version ?? -1} ${file?.ino} ${file?.size} ${file?.mtimeNs}`
}
