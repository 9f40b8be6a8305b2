import {randomUUID} from 'node:crypto'
import {mkdir, rm, rmdir} from 'node:fs/promises'
import {join as joinPath} from 'node:path'
import type {Session} from '../duckdb/session.ts'
import {type Query, sql, text} from '../duckdb/sql.ts'
import {CancelledError, MetaxyError, QueryError} from '../errors.ts'
import type {AddFile, PartitionValues} from './actions.ts'
import {arrowSchema} from './arrow-schema.ts'
import {logPath} from './data-path.ts'
import {refusedBySystem} from './delta-errors.ts'
import type {DeltaField} from './delta-schema.ts'
import {fileStatistics} from './file-statistics.ts'
import {codeOf, flush} from './put-if-absent.ts'

/** Columns of more different values get no dictionary: to try with more costs a quarter of a write. */
const DICTIONARIES = sql`DICTIONARY_SIZE_LIMIT 4096`

export interface NewFile {
  /** Null when there were no rows: then there is no file either. */
  readonly add: AddFile | null
  readonly rows: number
}

/**
 * Writes rows to a new data file of a table; no reader knows it before a commit names it.
 *
 * @param rows what stands in it: exactly the columns of the file, in the types of the schema.
 * @param fields these columns.
 * @throws MetaxyError READ_ONLY or GENERIC_ERROR when the file cannot be written; it is gone then.
 */
export async function writeDataFile(
  session: Session,
  root: string,
  rows: Query,
  fields: readonly DeltaField[],
  partitionValues: PartitionValues,
  nowMillis: number,
): Promise<NewFile> {
  const name = `part-00000-${randomUUID()}-c000.snappy.parquet`
  const file = joinPath(root, name)
  try {
    await mkdir(root, {recursive: true})
    const schema = await arrowSchema(fields)
    const metadata = schema === null ? sql`` : sql`, KV_METADATA {'ARROW:schema': ${text(schema)}}`
    const [written] = await session.values(
      sql`COPY (${rows}) TO ${text(file)} (FORMAT parquet, COMPRESSION snappy, ${DICTIONARIES}, RETURN_STATS true${metadata})`,
    )
    const rowCount = Number(written?.[1])
    if (rowCount === 0) {
      await removeDataFile(root, name)
      return {add: null, rows: 0}
    }
    await flush(file)
    const add = {
      path: logPath(name),
      partitionValues,
      size: Number(written?.[2]),
      modificationTime: nowMillis,
      dataChange: true,
      stats: fileStatistics(rowCount, written?.[4], fields),
    }
    return {add, rows: rowCount}
  } catch (cause) {
    await removeDataFile(root, name)
    // Only an empty folder goes: one that was made for this very file.
    await rmdir(root).catch(() => undefined)
    throw explained(root, name, cause)
  }
}

/** Takes back a file that no commit names. */
export async function removeDataFile(root: string, path: string): Promise<void> {
  await rm(joinPath(root, decodeURIComponent(path)), {force: true}).catch(() => undefined)
}

function explained(root: string, name: string, cause: unknown): unknown {
  if (cause instanceof CancelledError) return cause
  if (cause instanceof QueryError) {
    if (NO_FIT.test(cause.message)) return doesNotFit(root, cause)
    return cause.message.includes(name) || WRITE_FAILURE.test(cause.message)
      ? refusedBySystem(root, 'written', cause)
      : cause
  }
  if (cause instanceof MetaxyError || codeOf(cause) === undefined) return cause
  return refusedBySystem(root, 'written', cause)
}

/** A value beyond the range of its column, or NULL where there may be none. */
function doesNotFit(root: string, cause: QueryError): MetaxyError {
  const reason = cause.message.replace(NO_FIT, '')
  return new MetaxyError({
    code: 'SCHEMA_ERROR',
    message: `A row does not fit into the Delta table ${root}: ${reason.replace(/\.?$/, '.')} Nothing was written.`,
    hint: 'Leave the row out, or give the table another type for that column.',
    details: {table: root},
    cause,
  })
}

const NO_FIT = /^Conversion Error: |(?=The column ".*" of the Delta table may not be NULL)/
const WRITE_FAILURE = /no space left|file too large|could not write|disk quota/i
