import type {Session} from '../duckdb/session.ts'
import {ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import type {Action, AddFile} from './actions.ts'
import type {Written} from './append.ts'
import {checkpointIfDue} from './checkpoint.ts'
import {commitInfo, putCommit} from './commit.ts'
import {removeDataFile, writeDataFile} from './data-file.ts'
import {filePath} from './data-path.ts'
import {DeltaTableMovedError} from './delta-errors.ts'
import {readParquet} from './parquet-source.ts'
import {checkWritable} from './protocol.ts'
import {ROW_BITS, relationOf, storedFields} from './relation.ts'
import {withScratchTable} from './scratch-table.ts'
import {type DeltaSnapshot, readVersion} from './snapshot.ts'

export interface RemoveOptions {
  /** What people see in the log as the reason. */
  readonly predicate: string | null
  readonly nowMicros: bigint
}

/**
 * Takes rows out of a table for good, in one commit: a file none of whose rows go is not touched, what is
 * left of the others is written anew (stores.md §2.4). Without such a row there is no commit.
 *
 * @param rowIds selects ids of `relationOf(seen)`, in one column.
 * @throws DeltaTableMovedError when the table is not at that version any more.
 * @throws MetaxyError UNSUPPORTED for tables that we do not write or that only take more rows, READ_ONLY or
 *   GENERIC_ERROR when files cannot be written. The table is unchanged then.
 */
export async function removeRows(
  session: Session,
  seen: DeltaSnapshot,
  rowIds: Query,
  options: RemoveOptions,
): Promise<Written> {
  await checkUnmoved(seen)
  const ids = sql`SELECT DISTINCT id FROM (${rowIds}) AS removed(id) WHERE id IS NOT NULL`
  return withScratchTable(session, ids, async doomed => {
    const counts = await session.values(
      sql`SELECT id >> ${raw(String(ROW_BITS))}, count(*) FROM ${doomed} GROUP BY 1 ORDER BY 1`,
    )
    const touched = counts.map(([place]) => Number(place))
    const rows = counts.reduce((sum, [, count]) => sum + Number(count), 0)
    if (rows === 0) return {version: seen.version, rows}
    const added = await remainingRows(session, seen, touched, doomed, options)
    const removed = touched.flatMap(place => seen.files[place] ?? [])
    return {version: await commitRemoval(session, seen, removed, added, options), rows}
  })
}

/** Takes all rows out of a table; the table stays. */
export async function clearTable(
  session: Session,
  seen: DeltaSnapshot,
  options: RemoveOptions,
): Promise<Written> {
  await checkUnmoved(seen)
  if (seen.files.length === 0) return {version: seen.version, rows: 0}
  const paths = seen.files.map(file => filePath(seen.root, file.path))
  const [counted] = await session.values(sql`SELECT count(*) FROM ${readParquet(paths, [])}`)
  const version = await commitRemoval(session, seen, seen.files, [], options)
  return {version, rows: Number(counted?.[0])}
}

async function checkUnmoved({root, version, protocol, metaData, fields}: DeltaSnapshot) {
  checkWritable(root, protocol, metaData, fields, true)
  if ((await readVersion(root)) !== version) throw new DeltaTableMovedError(root, version)
}

/** New files with the rows that stay, one per combination of partition values. */
async function remainingRows(
  session: Session,
  seen: DeltaSnapshot,
  touched: readonly number[],
  doomed: Query,
  {nowMicros}: RemoveOptions,
): Promise<readonly AddFile[]> {
  const groups = new Map<string, number[]>()
  for (const place of touched) {
    const key = JSON.stringify(seen.files[place]?.partitionValues ?? {})
    groups.set(key, [...(groups.get(key) ?? []), place])
  }
  const fields = storedFields(seen)
  const added: AddFile[] = []
  try {
    for (const [key, places] of groups) {
      const rows = keptRows(seen, places, doomed)
      const millis = Number(nowMicros / 1000n)
      const {add} = await writeDataFile(session, seen.root, rows, fields, JSON.parse(key), millis)
      if (add !== null) added.push(add)
    }
    return added
  } catch (error) {
    await takeBack(seen.root, added)
    throw error
  }
}

function keptRows(seen: DeltaSnapshot, places: readonly number[], doomed: Query): Query {
  const {from, rowId} = relationOf(seen, {places})
  const columns = storedFields(seen).map(({name}) => ident(name))
  // The comparison alone would lose the order in which rows were stored.
  return sql`SELECT ${join(columns)} FROM ${from}
    WHERE ${rowId} NOT IN (SELECT id FROM ${doomed}) ORDER BY ${rowId}`
}

async function commitRemoval(
  session: Session,
  seen: DeltaSnapshot,
  removed: readonly AddFile[],
  added: readonly AddFile[],
  {predicate, nowMicros}: RemoveOptions,
): Promise<number> {
  const nowMillis = Number(nowMicros / 1000n)
  const actions: readonly Action[] = [
    commitInfo('DELETE', predicate === null ? {} : {predicate}, nowMillis),
    ...removed.map(file => ({
      remove: {
        path: file.path,
        deletionTimestamp: nowMillis,
        dataChange: true,
        extendedFileMetadata: true,
        partitionValues: file.partitionValues,
        size: file.size,
      },
    })),
    ...added.map(add => ({add})),
  ]
  const version = seen.version + 1
  try {
    if (!(await putCommit(seen.root, version, actions))) {
      throw new DeltaTableMovedError(seen.root, seen.version)
    }
  } catch (error) {
    await takeBack(seen.root, added)
    throw error
  }
  await checkpointIfDue(session, seen.root, version, seen.metaData, nowMillis)
  return version
}

async function takeBack(root: string, added: readonly AddFile[]): Promise<void> {
  for (const {path} of added) await removeDataFile(root, path)
}
