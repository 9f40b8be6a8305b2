import {extname} from 'node:path'
import {arrowBatches, writeArrowFile} from '../duckdb/arrow-bridge.ts'
import type {ColumnType} from '../duckdb/column-type.ts'
import {parseColumnType} from '../duckdb/parse-column-type.ts'
import {retyped} from '../duckdb/retyped.ts'
import type {Session} from '../duckdb/session.ts'
import {ident, join, type Query, raw, sql, text} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import {contractJson, contractText} from './contract-values.ts'
import {describeColumns} from './describe-columns.ts'
import {throughTemporaryFile} from './temporary-file.ts'

/**
 * Writes all rows of a query to a .parquet, .csv, .jsonl or .arrow file: first beside it under another
 * name, so that a file with this name is always whole.
 *
 * @throws MetaxyError INVALID_INPUT for another ending and for a place that cannot be written to.
 */
export async function exportQuery(
  session: Session,
  query: Query,
  file: string,
): Promise<{rows: number}> {
  const write = WRITERS.get(extname(file).toLowerCase())
  if (write === undefined) {
    throw new MetaxyError({
      code: 'INVALID_INPUT',
      message: `Rows cannot be written to ${file}: its ending is none of ${[...WRITERS.keys()].join(', ')}.`,
      details: {file},
    })
  }
  return throughTemporaryFile(file, async temporary => ({
    rows: await write(session, query, temporary),
  }))
}

/** Writes the rows of a query to a file and answers their number. */
type Writer = (session: Session, query: Query, file: string) => Promise<number>

const WRITERS: ReadonlyMap<string, Writer> = new Map<string, Writer>([
  ['.parquet', copyTo('FORMAT parquet', parquetValue)],
  ['.csv', copyTo("FORMAT csv, HEADER true, DELIMITER ','", contractText)],
  ['.jsonl', copyTo('FORMAT json', contractJson)],
  [
    '.arrow',
    async (session, query, file) => writeArrowFile(arrowBatches(await session.stream(query)), file),
  ],
])

/** @param spell how the values of a column are written. */
function copyTo(options: string, spell: (type: ColumnType, value: Query) => Query): Writer {
  return async (session, query, file) => {
    const columns = await describeColumns(session, query)
    const values = columns.map(column => {
      const name = ident(column.name)
      const value = spell(parseColumnType(column.type), name)
      return value === name ? name : sql`${value} AS ${name}`
    })
    const [counted = []] = await session.values(
      sql`COPY (SELECT ${join(values)} FROM (${query})) TO ${text(file)} (${raw(options)})`,
    )
    return Number(counted[0])
  }
}

/** DuckDB writes 128-bit integers to Parquet as doubles: as texts they keep their digits. */
function parquetValue(type: ColumnType, value: Query): Query {
  const name = retyped(type, one => (/^U?HUGEINT$/.test(one.name) ? 'VARCHAR' : null))
  return type.kind === 'other' || name === type.name ? value : sql`CAST(${value} AS ${raw(name)})`
}
