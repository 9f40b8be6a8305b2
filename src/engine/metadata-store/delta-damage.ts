import type {AttachingSession} from '../duckdb/connection.ts'
import {MetadataStoreError, QueryError} from '../errors.ts'

/** The same session; a data file that is missing or damaged is named in the error. */
export function sayingDamage(session: AttachingSession): AttachingSession {
  const explained =
    <Asked extends unknown[], Answer>(ask: (...asked: Asked) => Promise<Answer>) =>
    (...asked: Asked): Promise<Answer> =>
      ask(...asked).catch(error => {
        throw damageOf(error) ?? error
      })
  return {
    ...session,
    run: explained(session.run),
    values: explained(session.values),
    table: explained(session.table),
    stream: explained(session.stream),
  }
}

function damageOf(error: unknown): MetadataStoreError | null {
  if (!(error instanceof QueryError) || !/parquet/i.test(error.message)) return null
  const [, quoted, doubleQuoted] = /'([^']+\.parquet)'|"([^"]+\.parquet)"/.exec(error.message) ?? []
  const file = (quoted ?? doubleQuoted)?.replace(/\[([[*?])\]/g, '$1')
  const missing = /No files found/i.test(error.message)
  if (!missing && !DAMAGE.test(error.message)) return null
  const where = file === undefined ? 'A data file of a Delta table' : `The data file ${file}`
  return new MetadataStoreError({
    code: 'STORE_FORMAT',
    message: missing
      ? `${where} is missing, although the log of its table names it.`
      : `${where} is damaged: ${error.message.replace(/^[\w ]+ Error: /, '')}`,
    hint: 'Restore it from a copy, or write the feature again.',
    ...(file === undefined ? {} : {details: {file}}),
    cause: error,
  })
}

const DAMAGE =
  /magic bytes|too small|corrupt|invalid|decompress|could not read|out of bounds|truncated|thrift|failed to read|TProtocol|metadata/i
