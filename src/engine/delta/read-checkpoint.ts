import type {Session} from '../duckdb/session.ts'
import {ident, join, sql} from '../duckdb/sql.ts'
import {CancelledError} from '../errors.ts'
import type {Action} from './actions.ts'
import {brokenLog} from './delta-errors.ts'
import type {Checkpoint} from './log-files.ts'
import {readParquet} from './parquet-source.ts'
import {readAction} from './read-action.ts'

const TEXTS = 'MAP(VARCHAR, VARCHAR)'

/** The columns of a checkpoint that count, as DuckDB's types; a member that a file lacks reads as NULL. */
const COLUMNS = [
  {
    name: 'add',
    type: `STRUCT(path VARCHAR, "partitionValues" ${TEXTS}, size BIGINT, "modificationTime" BIGINT, "dataChange" BOOLEAN, stats VARCHAR, tags ${TEXTS}, "deletionVector" STRUCT("storageType" VARCHAR))`,
  },
  {
    name: 'remove',
    type: `STRUCT(path VARCHAR, "deletionTimestamp" BIGINT, "dataChange" BOOLEAN, "extendedFileMetadata" BOOLEAN, "partitionValues" ${TEXTS}, size BIGINT)`,
  },
  {
    name: 'metaData',
    type: `STRUCT(id VARCHAR, name VARCHAR, description VARCHAR, format STRUCT(provider VARCHAR), "schemaString" VARCHAR, "partitionColumns" VARCHAR[], configuration ${TEXTS}, "createdTime" BIGINT)`,
  },
  {
    name: 'protocol',
    type: 'STRUCT("minReaderVersion" INTEGER, "minWriterVersion" INTEGER, "readerFeatures" VARCHAR[], "writerFeatures" VARCHAR[])',
  },
  {name: 'txn', type: 'STRUCT("appId" VARCHAR, version BIGINT, "lastUpdated" BIGINT)'},
] as const

/**
 * The actions that a checkpoint sums up, in its order.
 * @throws MetadataStoreError STORE_FORMAT naming its files when they cannot be read.
 */
export async function readCheckpoint(
  session: Session,
  checkpoint: Checkpoint,
): Promise<readonly Action[]> {
  const cells = COLUMNS.map(({name}) => sql`CAST(to_json(${ident(name)}) AS VARCHAR)`)
  const given = COLUMNS.map(({name}) => sql`${ident(name)} IS NOT NULL`)
  const files = checkpoint.files.join(', ')
  try {
    const rows = await session.values(
      sql`SELECT ${join(cells)} FROM ${readParquet(checkpoint.files, COLUMNS)}
        WHERE ${join(given, ' OR ')}`,
    )
    return rows.flatMap(row =>
      row.flatMap((cell, index) => {
        if (typeof cell !== 'string') return []
        return readAction({[COLUMNS[index]?.name ?? '']: JSON.parse(cell)}) ?? []
      }),
    )
  } catch (cause) {
    if (cause instanceof CancelledError) throw cause
    throw brokenLog(files, cause instanceof Error ? cause.message : String(cause), cause)
  }
}
