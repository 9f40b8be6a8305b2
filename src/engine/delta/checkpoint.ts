import {randomUUID} from 'node:crypto'
import {rename, rm, stat} from 'node:fs/promises'
import {join as joinPath} from 'node:path'
import type {Session} from '../duckdb/session.ts'
import {sql, text} from '../duckdb/sql.ts'
import type {MetaData} from './actions.ts'
import {logFolder, versionText} from './log-files.ts'
import {flush, putFile} from './put-if-absent.ts'
import {type DeltaSnapshot, readSnapshot} from './snapshot.ts'

const USUAL_INTERVAL = 100
/** For how long others may still read files that were taken out. */
const USUAL_RETENTION_MILLIS = 7 * 24 * 60 * 60 * 1000

/**
 * Sums the log up after every hundredth commit, so that readers need not replay all of them (stores.md
 * §2.4: first at version 99). A table may say another number. The commit stands whether or not this
 * succeeds: whatever fails leaves the log as it was.
 */
export async function checkpointIfDue(
  session: Session,
  root: string,
  version: number,
  {configuration}: MetaData,
  nowMillis: number,
): Promise<void> {
  const interval = Number(configuration['delta.checkpointInterval'] ?? USUAL_INTERVAL)
  if (!(interval > 0) || (version + 1) % interval !== 0) return
  try {
    const snapshot = await readSnapshot(session, root)
    if (snapshot !== null) await writeCheckpoint(session, snapshot, nowMillis)
  } catch {
    // The next one will do it.
  }
}

/** Writes the checkpoint of a version, and `_last_checkpoint`. */
export async function writeCheckpoint(
  session: Session,
  snapshot: DeltaSnapshot,
  nowMillis: number,
): Promise<void> {
  const {root, version} = snapshot
  const actions = checkpointActions(snapshot, nowMillis)
  const name = `${versionText(version)}.checkpoint.parquet`
  const file = joinPath(logFolder(root), name)
  const temporary = joinPath(logFolder(root), `_${randomUUID()}.checkpoint.tmp`)
  try {
    await session.run(
      sql`COPY (SELECT unnest(from_json(${JSON.stringify(actions)}, ${SHAPE}), max_depth := 2))
        TO ${text(temporary)} (FORMAT parquet)`,
    )
    await flush(temporary)
    await rename(temporary, file)
  } finally {
    await rm(temporary, {force: true})
  }
  const {size} = await stat(file)
  const last = {
    version,
    size: actions.length,
    sizeInBytes: size,
    numOfAddFiles: snapshot.files.length,
  }
  await putFile(joinPath(logFolder(root), '_last_checkpoint'), JSON.stringify(last))
}

/** What a checkpoint has to say: the state of the table, and files that others may still be reading. */
function checkpointActions(snapshot: DeltaSnapshot, nowMillis: number): readonly unknown[] {
  const {protocol, metaData, transactions, files, removed} = snapshot
  const recent = removed.filter(
    file => (file.deletionTimestamp ?? 0) > nowMillis - USUAL_RETENTION_MILLIS,
  )
  return [
    {protocol},
    {metaData},
    ...transactions.map(txn => ({txn})),
    ...files.map(add => ({add: {...add, dataChange: false}})),
    ...recent.map(remove => ({remove: {...remove, dataChange: false}})),
  ]
}

const TEXTS = 'MAP(VARCHAR, VARCHAR)'

/** The columns that the protocol gives a checkpoint, in the form that `from_json` takes. */
const SHAPE = JSON.stringify([
  {
    txn: {appId: 'VARCHAR', version: 'BIGINT', lastUpdated: 'BIGINT'},
    add: {
      path: 'VARCHAR',
      partitionValues: TEXTS,
      size: 'BIGINT',
      modificationTime: 'BIGINT',
      dataChange: 'BOOLEAN',
      stats: 'VARCHAR',
      tags: TEXTS,
    },
    remove: {
      path: 'VARCHAR',
      deletionTimestamp: 'BIGINT',
      dataChange: 'BOOLEAN',
      extendedFileMetadata: 'BOOLEAN',
      partitionValues: TEXTS,
      size: 'BIGINT',
    },
    metaData: {
      id: 'VARCHAR',
      name: 'VARCHAR',
      description: 'VARCHAR',
      format: {provider: 'VARCHAR', options: TEXTS},
      schemaString: 'VARCHAR',
      partitionColumns: ['VARCHAR'],
      configuration: TEXTS,
      createdTime: 'BIGINT',
    },
    protocol: {
      minReaderVersion: 'INTEGER',
      minWriterVersion: 'INTEGER',
      readerFeatures: ['VARCHAR'],
      writerFeatures: ['VARCHAR'],
    },
  },
])
