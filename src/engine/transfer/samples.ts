import {createHash} from 'node:crypto'
import {basename} from 'node:path'
import type {Session} from '../duckdb/session.ts'
import {ident, type Query, raw, sql} from '../duckdb/sql.ts'
import type {Column} from '../models/system-columns.ts'
import {describeColumns} from './describe-columns.ts'
import {readFileInto} from './read-file.ts'

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
  // One table per file and connection: asked again, it replaces itself.
  const name = `samples_${createHash('sha256').update(file).digest('hex').slice(0, 16)}`
  const from = ident('temp', 'main', name)
  await readFileInto(
    session,
    file,
    rows => sql`CREATE OR REPLACE TEMP TABLE ${ident(name)} AS ${rows}`,
    'samples',
  )
  return {
    feature: basename(file),
    from,
    rowId: raw('rowid'),
    columns: await describeColumns(session, sql`FROM ${from}`),
    drop: sql`DROP TABLE ${from}`,
  }
}
