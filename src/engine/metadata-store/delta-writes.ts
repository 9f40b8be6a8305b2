import {appendRows} from '../delta/append.ts'
import {DeltaTableMovedError} from '../delta/delta-errors.ts'
import {eraseTable} from '../delta/erase.ts'
import {clearTable, removeRows} from '../delta/remove.ts'
import type {DeltaSnapshot} from '../delta/snapshot.ts'
import type {Session} from '../duckdb/session.ts'
import {readable, sql} from '../duckdb/sql.ts'
import {type DeltaPlace, newTableFolder} from './delta-layout.ts'
import type {DeltaTables} from './delta-tables.ts'
import {TableMovedError, type TableWrite} from './table-write.ts'

/**
 * Makes one commit of a Delta table and answers the rows it added or removed (stores.md §2.4). Dropping
 * leaves an empty table, as it does in Metaxy.
 *
 * @throws TableMovedError when somebody else committed since the table was looked at, and the write
 *   depends on it.
 */
export async function runDeltaWrite(
  tables: DeltaTables,
  place: DeltaPlace,
  write: TableWrite,
  nowMicros: bigint,
): Promise<number> {
  const {session} = tables
  const seen = await tables.snapshot(write.feature)
  // What the rows were computed from has to be what the table is.
  const moved = (seen?.version ?? null) !== (write.table?.logVersion ?? null)
  try {
    if (write.kind === 'append') {
      if (moved && !write.blind) throw new TableMovedError(write.feature)
      const root = seen?.root ?? newTableFolder(place, write.feature)
      const mode = write.blind ? 'blind' : 'exact'
      const rows = {query: write.rows, columns: write.columns}
      return (await appendRows(session, root, seen, rows, {mode, nowMicros})).rows
    }
    if (moved || seen === null) throw new TableMovedError(write.feature)
    if (write.kind === 'drop' && write.traceless) return await erased(session, write, seen)
    if (write.kind !== 'remove') {
      return (await clearTable(session, seen, {predicate: null, nowMicros})).rows
    }
    const predicate = write.where === null ? null : readable(write.where)
    return (await removeRows(session, seen, write.rowIds, {predicate, nowMicros})).rows
  } catch (error) {
    throw error instanceof DeltaTableMovedError ? new TableMovedError(write.feature) : error
  }
}

async function erased(
  session: Session,
  {table}: Extract<TableWrite, {kind: 'drop'}>,
  seen: DeltaSnapshot,
): Promise<number> {
  const [row = []] = await session.values(sql`SELECT count(*) FROM ${table.from}`)
  await eraseTable(seen)
  return Number(row[0] ?? 0)
}

/** The same for people to read: what is written to a data file, and what the log says then. */
export function deltaStatements(place: DeltaPlace, write: TableWrite): readonly string[] {
  const folder = place.found.get(write.feature) ?? newTableFolder(place, write.feature)
  const commit = (what: string) => `-- one commit in ${folder}/_delta_log: ${what}`
  switch (write.kind) {
    case 'append':
      return [
        `COPY (\n${readable(write.rows)}\n) TO '${folder.replaceAll("'", "''")}/part-….snappy.parquet'`,
        commit(write.table === null ? 'a new table with this file' : 'one more file'),
      ]
    case 'remove':
      return [
        write.where === null
          ? `DELETE FROM delta.\`${folder}\` WHERE the row is one of (\n${readable(write.rowIds)}\n)`
          : `DELETE FROM delta.\`${folder}\` WHERE ${readable(write.where)}`,
        commit('files with such rows go, files with their other rows come'),
      ]
    case 'drop':
      if (write.traceless) return [`-- ${folder} is removed`]
      return [`DELETE FROM delta.\`${folder}\``, commit('every file goes; the table stays, empty')]
    default:
      return [`DELETE FROM delta.\`${folder}\``, commit('every file goes; the table stays, empty')]
  }
}
