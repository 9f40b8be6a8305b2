import {access} from 'node:fs/promises'
import {extname} from 'node:path'
import {ident, join, sql, text} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import {exportQuery} from '../transfer/export.ts'
import type {Change} from './change.ts'
import type {StagedChange} from './stage.ts'

/**
 * Refuses a backup that could not be kept apart from others, before anything is opened.
 * @throws MetaxyError INVALID_INPUT for a file that exists or is no .parquet, and for changes that it
 *   cannot hold: rows of several features, or rows that stay.
 */
export async function checkBackup(file: string, changes: readonly Change[]): Promise<void> {
  if (extname(file).toLowerCase() !== '.parquet') {
    throw refused(file, 'A backup is a .parquet file.')
  }
  const exists = await access(file).then(
    () => true,
    () => false,
  )
  if (exists) throw refused(file, 'It exists, and a backup replaces no file.')
  const [only, ...others] = changes
  if (only === undefined || others.length > 0) {
    throw refused(file, 'One file takes the rows of one feature: change one at a time.')
  }
  if (!DELETES.has(only.kind)) {
    throw refused(file, `A ${only.kind} takes no rows away: there is nothing to back up.`)
  }
}

const DELETES: ReadonlySet<Change['kind']> = new Set(['soft-delete', 'hard-delete', 'drop'])

/**
 * Writes the rows that a change takes away, as they are stored, and counts them again in the file.
 * @throws MetaxyError INVALID_INPUT when it cannot be written; GENERIC_ERROR when it is not whole.
 */
export async function writeBackup(
  open: OpenMetadataStore,
  {planned, rows}: StagedChange,
  file: string,
): Promise<void> {
  const {selected, selectedColumns} = planned.write
  const columns = join(selectedColumns.map(column => ident(column.name)))
  await exportQuery(open.session, sql`SELECT ${columns} FROM (${selected})`, file)
  const [row = []] = await open.session.values(
    sql`SELECT count(*) FROM read_parquet(${text(file)})`,
  )
  const found = Number(row[0])
  if (found === rows) return
  throw new MetaxyError({
    code: 'GENERIC_ERROR',
    message: `The backup ${file} has ${found} rows instead of ${rows}; nothing was removed.`,
    details: {file, expected: rows, found},
  })
}

function refused(file: string, why: string): MetaxyError {
  return new MetaxyError({
    code: 'INVALID_INPUT',
    message: `No backup can be made in ${file}. ${why} Nothing was removed.`,
    hint: 'Say another file with --backup FILE.parquet.',
    details: {file},
  })
}
