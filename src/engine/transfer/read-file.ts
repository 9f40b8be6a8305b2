import {stat} from 'node:fs/promises'
import {extname} from 'node:path'
import type {Session} from '../duckdb/session.ts'
import {type Query, sql} from '../duckdb/sql.ts'
import {CancelledError, MetaxyError} from '../errors.ts'
import {csvRows} from './csv-rows.ts'
import {fileArgument} from './file-argument.ts'
import {jsonRows} from './json-rows.ts'

/**
 * Reads a whole .parquet, .csv, .jsonl or .json file into a table, once, so that whatever is wrong with
 * it is said here. Types are those that Metaxy's Polars infers: in JSON and CSV no text is taken for a
 * time.
 *
 * @param create the statement that makes the table of these rows.
 * @param what the file holds, for errors: `samples`, `rows`.
 * @throws MetaxyError INVALID_INPUT with file and reason when it is missing, of another kind or malformed.
 */
export async function readFileInto(
  session: Session,
  file: string,
  create: (rows: Query) => Query,
  what: string,
): Promise<void> {
  const rowsOf = READERS.get(extname(file).toLowerCase())
  if (rowsOf === undefined) {
    throw unreadable(file, what, 'its ending is none of .parquet, .csv, .jsonl and .json.')
  }
  await refuseMissing(file, what)
  try {
    await session.run(create(await rowsOf(session, file)))
  } catch (error) {
    if (error instanceof CancelledError) throw error
    throw unreadable(file, what, reasonOf(error), error)
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

async function refuseMissing(file: string, what: string): Promise<void> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(
      file,
      what,
      error.code === 'ENOENT' ? 'it does not exist.' : error.message,
      error,
    )
  })
  if (!found.isFile()) throw unreadable(file, what, 'it is not a file.')
}

function unreadable(file: string, what: string, reason: string, cause?: unknown): MetaxyError {
  return new MetaxyError({
    code: 'INVALID_INPUT',
    message: `The ${what} file ${file} cannot be read: ${reason}`,
    hint: `${what === 'samples' ? 'Samples are rows in' : 'Rows come in'} Parquet, CSV with a header, JSON lines, or one JSON array of objects.`,
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
