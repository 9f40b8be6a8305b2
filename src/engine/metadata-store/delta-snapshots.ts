import {stat} from 'node:fs/promises'
import {describedRelation} from '../delta/described-relation.ts'
import {commitFile, listLog} from '../delta/log-files.ts'
import type {DeltaRelation} from '../delta/relation.ts'
import {type DeltaSnapshot, readSnapshot} from '../delta/snapshot.ts'
import {storedFigures} from '../delta/stored-figures.ts'
import type {Session} from '../duckdb/session.ts'
import type {StoredFigures} from '../models/stored-figures.ts'

export interface DeltaTable {
  readonly snapshot: DeltaSnapshot
  /** Described when it is first asked for. @throws QueryError when a data file cannot be opened. */
  relation(): Promise<DeltaRelation>
  /** Counted when it is first asked for. */
  stored(): StoredFigures | null
}

/** The newest versions of tables, kept as long as nobody writes to them. */
export interface DeltaSnapshots {
  /** @throws as `readSnapshot`. */
  read(session: Session, folder: string): Promise<DeltaTable | null>
}

export function deltaSnapshots(): DeltaSnapshots {
  const kept = new Map<string, Kept>()
  return {
    read: async (session, folder) => {
      const stamp = await logStamp(folder)
      const known = kept.get(folder)
      if (known?.stamp === stamp) return tableOf(session, known)
      const snapshot = await readSnapshot(session, folder)
      if (snapshot === null) {
        kept.delete(folder)
        return null
      }
      const fresh: Kept = {stamp, snapshot, relation: null, stored: undefined}
      // Somebody may have written while it was read: then it is older than its stamp.
      if ((await logStamp(folder)) === stamp) kept.set(folder, fresh)
      return tableOf(session, fresh)
    },
  }
}

interface Kept {
  readonly stamp: string
  readonly snapshot: DeltaSnapshot
  relation: DeltaRelation | null
  stored: StoredFigures | null | undefined
}

function tableOf(session: Session, kept: Kept): DeltaTable {
  return {
    snapshot: kept.snapshot,
    relation: async () => {
      kept.relation ??= await describedRelation(session, kept.snapshot)
      return kept.relation
    },
    stored: () => {
      if (kept.stored === undefined) kept.stored = storedFigures(kept.snapshot)
      return kept.stored
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
