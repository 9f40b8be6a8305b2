import {randomUUID} from 'node:crypto'
import type {Session} from '../duckdb/session.ts'
import {sql} from '../duckdb/sql.ts'
import type {Action, AddFile, MetaData, Protocol} from './actions.ts'
import {checkpointIfDue} from './checkpoint.ts'
import {commitInfo, putCommit, schemaActions} from './commit.ts'
import {removeDataFile, writeDataFile} from './data-file.ts'
import {DeltaTableMovedError} from './delta-errors.ts'
import {type DeltaField, schemaString} from './delta-schema.ts'
import {readCommit} from './log-files.ts'
import {mergedFields} from './merge-schema.ts'
import {writePartitions} from './partitioned-files.ts'
import {checkWritable, protocolFor} from './protocol.ts'
import {type DeltaSnapshot, readSnapshot, readVersion} from './snapshot.ts'
import {type GivenRows, writtenColumns} from './written-columns.ts'

export interface WriteOptions {
  /**
   * `blind`: what others wrote meanwhile does not matter, the rows come after it. `exact`: the table has
   * to be at the version that was looked at.
   */
  readonly mode: 'blind' | 'exact'
  readonly nowMicros: bigint
}

export interface Written {
  /** The version that has the rows; where nothing had to be written, the one that was there. */
  readonly version: number
  readonly rows: number
}

/**
 * Appends rows in one commit: new columns and members of structs become part of the schema, a table that
 * is not there is made (stores.md §2.4).
 *
 * @param seen the table as the rows were computed from it; null when there was none.
 * @throws DeltaTableMovedError with mode `exact`, when the table is not at that version any more.
 * @throws MetaxyError SCHEMA_ERROR for columns that the table cannot keep, UNSUPPORTED for tables that we
 *   do not write, READ_ONLY or GENERIC_ERROR when files cannot be written. The table is unchanged then.
 */
export async function appendRows(
  session: Session,
  root: string,
  seen: DeltaSnapshot | null,
  rows: GivenRows,
  options: WriteOptions,
): Promise<Written> {
  const nowMillis = Number(options.nowMicros / 1000n)
  let before = await startingPoint(session, root, seen, options)
  for (;;) {
    const after = tableAfter(root, before, rows, nowMillis)
    const files = await writeFiles(session, after, rows, nowMillis)
    const count = files.reduce((sum, file) => sum + file.rows, 0)
    if (count === 0 && before !== null) return {version: before.version, rows: 0}
    const actions = [
      commitInfo('WRITE', {mode: 'Append'}, nowMillis),
      ...schemaActions(before, after),
      ...files.map(({add}) => ({add})),
    ]
    try {
      const version = await commit(root, (before?.version ?? -1) + 1, actions, options)
      if (version !== null) {
        await checkpointIfDue(session, root, version, after.metaData, nowMillis)
        return {version, rows: count}
      }
    } catch (error) {
      await takeBack(root, files)
      throw error
    }
    // The winner changed what the table is: the files are made again after its schema.
    await takeBack(root, files)
    before = await readSnapshot(session, root)
  }
}

/** A table as it will be: its schema is all that an append changes. */
interface TableAfter {
  readonly root: string
  readonly fields: readonly DeltaField[]
  readonly protocol: Protocol
  readonly metaData: MetaData
}

async function startingPoint(
  session: Session,
  root: string,
  seen: DeltaSnapshot | null,
  {mode}: WriteOptions,
): Promise<DeltaSnapshot | null> {
  const version = await readVersion(root)
  if (version === (seen?.version ?? null)) return seen
  if (mode === 'exact') throw new DeltaTableMovedError(root, seen?.version ?? -1)
  return readSnapshot(session, root)
}

function tableAfter(
  root: string,
  before: DeltaSnapshot | null,
  rows: GivenRows,
  nowMillis: number,
): TableAfter {
  if (before !== null) checkWritable(root, before.protocol, before.metaData, before.fields, false)
  const fields = mergedFields(before?.fields ?? [], rows.columns)
  const protocol = protocolFor(fields, before?.protocol ?? null, before?.metaData ?? null)
  if (fields === before?.fields) return {root, fields, protocol, metaData: before.metaData}
  const created = {
    id: randomUUID(),
    name: null,
    description: null,
    format: {provider: 'parquet', options: {}},
    partitionColumns: [],
    createdTime: nowMillis,
    configuration: {},
  }
  const metaData = {...(before?.metaData ?? created), schemaString: schemaString(fields)}
  return {root, fields, protocol, metaData}
}

interface WrittenFile {
  readonly add: AddFile
  readonly rows: number
}

async function writeFiles(
  session: Session,
  after: TableAfter,
  rows: GivenRows,
  nowMillis: number,
): Promise<readonly WrittenFile[]> {
  const {root, metaData} = after
  if (metaData.partitionColumns.length > 0) {
    return writePartitions(session, root, rows, after.fields, metaData.partitionColumns, nowMillis)
  }
  const {fields, cells} = writtenColumns(rows, after.fields)
  const query = sql`SELECT ${cells} FROM (${rows.query})`
  const {add, rows: count} = await writeDataFile(session, root, query, fields, {}, nowMillis)
  return add === null ? [] : [{add, rows: count}]
}

/** The version that the actions became; null when the rows have to be written again first. */
async function commit(
  root: string,
  first: number,
  actions: readonly Action[],
  {mode}: WriteOptions,
): Promise<number | null> {
  for (let version = first; ; version += 1) {
    if (await putCommit(root, version, actions)) return version
    if (mode === 'exact') throw new DeltaTableMovedError(root, first - 1)
    const winner = await readCommit(root, version)
    if (winner.some(action => 'metaData' in action || 'protocol' in action)) return null
  }
}

async function takeBack(root: string, files: readonly WrittenFile[]): Promise<void> {
  for (const {add} of files) await removeDataFile(root, add.path)
}
