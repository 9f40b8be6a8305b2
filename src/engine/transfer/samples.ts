import {createHash} from 'node:crypto'
import {stat} from 'node:fs/promises'
import {basename, extname} from 'node:path'
import type {Session} from '../duckdb/session.ts'
import {ident, type Query, raw, sql} from '../duckdb/sql.ts'
import {CancelledError, MetaxyError} from '../errors.ts'
import type {Column} from '../models/system-columns.ts'
import {csvRows} from './csv-rows.ts'
import {describeColumns} from './describe-columns.ts'
import {fileArgument} from './file-argument.ts'
import {jsonRows} from './json-rows.ts'

/** The rows of a samples file, laid down in a temporary table of the session. */
export interface SamplesRelation {
  /** What stands in place of a feature key: the name of the file. */
  readonly feature: string
  /** Stands after FROM. */
  readonly from: Query
  /** Counts the rows in the order of the file. */
  readonly rowId: Query
  readonly columns: readonly Column[]
  /** Frees the rows; they are kept as long as the connection otherwise. */
  readonly drop: Query
}

/**
 * Reads a whole .parquet, .csv, .jsonl or .json file, once, so that whatever is wrong with it is said
 * here. Types are those that Metaxy's Polars infers: in JSON and CSV no text is taken for a time.
 *
 * @param file absolute, or relative to the working directory.
 * @throws MetaxyError INVALID_INPUT with file and reason when it is missing, of another kind or malformed.
 */
export async function samplesRelation(session: Session, file: string): Promise<SamplesRelation> {
  const rowsOf = READERS.get(extname(file).toLowerCase())
  if (rowsOf === undefined) {
    throw unreadable(file, 'its ending is none of .parquet, .csv, .jsonl and .json.')
  }
  await refuseMissing(file)
  // One table per file and connection: asked again, it replaces itself.
  const name = `samples_${createHash('sha256').update(file).digest('hex').slice(0, 16)}`
  const from = ident('temp', 'main', name)
  try {
    const rows = await rowsOf(session, file)
    await session.run(sql`CREATE OR REPLACE TEMP TABLE ${ident(name)} AS ${rows}`)
    const columns = await describeColumns(session, sql`FROM ${from}`)
    return {
      feature: basename(file),
      from,
      rowId: raw('rowid'),
      columns,
      drop: sql`DROP TABLE ${from}`,
    }
  } catch (error) {
    if (error instanceof CancelledError) throw error
    throw unreadable(file, reasonOf(error), error)
  }
}

type RowsOf = (session: Session, file: string) => Promise<Query>

const READERS: ReadonlyMap<string, RowsOf> = new Map<string, RowsOf>([
  [
    '.parquet',
    async (_, file) => sql`FROM read_parquet(${fileArgument(file)}, hive_partitioning = false)`,
  ],
  ['.csv', csvRows],
  ['.jsonl', (session, file) => jsonRows(session, file, 'newline_delimited')],
  ['.json', (session, file) => jsonRows(session, file, 'array')],
])

async function refuseMissing(file: string): Promise<void> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(file, error.code === 'ENOENT' ? 'it does not exist.' : error.message, error)
  })
  if (!found.isFile()) throw unreadable(file, 'it is not a file.')
}

function unreadable(file: string, reason: string, cause?: unknown): MetaxyError {
  return new MetaxyError({
    code: 'INVALID_INPUT',
    message: `The samples file ${file} cannot be read: ${reason}`,
    hint: 'Samples are rows in Parquet, CSV with a header, JSON lines, or one JSON array of objects.',
    details: {file},
    cause,
  })
}

/** What DuckDB says, without its category and the line of data that it quotes. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const {message} = error.cause instanceof Error ? error.cause : error
  const lines = message.split('\n').map(line => line.trim())
  const telling = lines.filter(line => line !== '' && !line.startsWith('Original Line'))
  const [first = '', second = ''] = telling
  const reason = first.replace(/^[A-Z][A-Za-z ]* Error: /, '')
  return /^CSV Error/.test(reason) ? `${reason}: ${second}` : reason
}
