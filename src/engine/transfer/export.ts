import {extname} from 'node:path'
import type {ColumnType} from '../duckdb/column-type.ts'
import type {Session} from '../duckdb/connection.ts'
import {parseColumnType} from '../duckdb/parse-column-type.ts'
import {retyped} from '../duckdb/retyped.ts'
import {ident, join, type Query, raw, sql, text} from '../duckdb/sql.ts'
import {MetaxyError} from '../errors.ts'
import type {Column} from '../models/system-columns.ts'
import {contractJson, contractText} from './contract-values.ts'
import {describeColumns} from './describe-columns.ts'
import {throughTemporaryFile} from './temporary-file.ts'

/** Writes the rows of a query to a file in Arrow's format and answers their number. */
export type ArrowWriter = (session: Session, query: Query, file: string) => Promise<number>

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
  writeArrow?: ArrowWriter,
): Promise<{rows: number}> {
  const ending = extname(file).toLowerCase()
  const format = FORMATS.get(ending)
  if (format === undefined && (ending !== '.arrow' || writeArrow === undefined)) {
    throw unknownEnding(file, writeArrow !== undefined)
  }
  const columns = await describeColumns(session, query)
  return throughTemporaryFile(file, async temporary => {
    if (format === undefined) return {rows: (await writeArrow?.(session, query, temporary)) ?? 0}
    const [row = []] = await session.values(copyStatement(query, columns, format, temporary))
    return {rows: Number(row[0])}
  })
}

interface Format {
  readonly options: string
  readonly value: (type: ColumnType, value: Query) => Query
}

const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['.parquet', {options: 'FORMAT parquet', value: parquetValue}],
  ['.csv', {options: "FORMAT csv, HEADER true, DELIMITER ','", value: contractText}],
  ['.jsonl', {options: 'FORMAT json', value: contractJson}],
])

function copyStatement(
  query: Query,
  columns: readonly Column[],
  format: Format,
  file: string,
): Query {
  const values = columns.map(column => {
    const name = ident(column.name)
    const value = format.value(parseColumnType(column.type), name)
    return value === name ? name : sql`${value} AS ${name}`
  })
  return sql`COPY (SELECT ${join(values)} FROM (${query})) TO ${text(file)} (${raw(format.options)})`
}

/** DuckDB writes 128-bit integers to Parquet as doubles: as texts they keep their digits. */
function parquetValue(type: ColumnType, value: Query): Query {
  const name = retyped(type, one => (/^U?HUGEINT$/.test(one.name) ? 'VARCHAR' : null))
  return type.kind === 'other' || name === type.name ? value : sql`CAST(${value} AS ${raw(name)})`
}

function unknownEnding(file: string, arrow: boolean): MetaxyError {
  const endings = ['.parquet', '.csv', '.jsonl', ...(arrow ? ['.arrow'] : [])]
  return new MetaxyError({
    code: 'INVALID_INPUT',
    message: `Rows cannot be written to ${file}: its ending is none of ${endings.join(', ')}.`,
    details: {file},
  })
}
