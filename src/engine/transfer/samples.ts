import {createHash} from 'node:crypto'
import {basename} from 'node:path'
import {type Session, scratchTable} from '../duckdb/session.ts'
import {ident, type Query, raw, sql} from '../duckdb/sql.ts'
import type {RowsInput} from '../models/rows-input.ts'
import type {Column} from '../models/system-columns.ts'
import {describeColumns} from './describe-columns.ts'
import {loadRows} from './load-rows.ts'
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
 * The samples in a table of the session (`readFileInto`, `loadRows`).
 *
 * @param scratchName for those that come out of memory.
 * @throws MetaxyError INVALID_INPUT saying what is wrong with them.
 */
export async function samplesRelation(
  session: Session,
  samples: RowsInput,
  scratchName: string,
): Promise<SamplesRelation> {
  if (samples.kind === 'file') return samplesOfFile(session, samples.path)
  const from = scratchTable(scratchName)
  session.atEnd(sql`DROP TABLE IF EXISTS ${from}`)
  await loadRows(work => work(session), samples, scratchName)
  return relation(session, 'the samples', from)
}

async function samplesOfFile(session: Session, file: string): Promise<SamplesRelation> {
  // One table per file and connection: asked again, it replaces itself.
  const name = `samples_${createHash('sha256').update(file).digest('hex').slice(0, 16)}`
  await readFileInto(
    session,
    file,
    rows => sql`CREATE OR REPLACE TEMP TABLE ${ident(name)} AS ${rows}`,
    'samples',
  )
  return relation(session, basename(file), ident('temp', 'main', name))
}

async function relation(session: Session, feature: string, from: Query): Promise<SamplesRelation> {
  return {
    feature,
    from,
    rowId: raw('rowid'),
    columns: await describeColumns(session, sql`FROM ${from}`),
    drop: sql`DROP TABLE IF EXISTS ${from}`,
  }
}
