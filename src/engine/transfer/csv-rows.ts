import type {Session} from '../duckdb/session.ts'
import {ident, join, type Query, raw, sql, text} from '../duckdb/sql.ts'
import {csvHeader} from './csv-header.ts'
import {fileArgument} from './file-argument.ts'

/**
 * The rows of a CSV file with a header. A column is BIGINT, DOUBLE or BOOLEAN when all its values are
 * spelled so, by the rules of Polars; by-field columns hold JSON objects and become maps.
 */
export async function csvRows(session: Session, file: string): Promise<Query> {
  const names = await csvHeader(file)
  const texts = names.map(name => sql`${text(name)}: 'VARCHAR'`)
  const rows = sql`read_csv(${fileArgument(file)}, auto_detect = false, header = true, delim = ',',
    quote = '"', escape = '"', allow_quoted_nulls = false, hive_partitioning = false,
    columns = ${raw('{')}${join(texts)}${raw('}')})`
  const tests = names.flatMap(name =>
    SPELLINGS.map(({pattern, type}) => spelledAs(ident(name), pattern, type)),
  )
  const [answers = []] = await session.values(sql`SELECT ${join(tests)} FROM ${rows}`)
  const columns = names.map((name, index) => {
    const found = SPELLINGS.find((_, at) => answers[index * SPELLINGS.length + at] === true)
    return sql`${typed(name, found?.type)} AS ${ident(name)}`
  })
  return sql`SELECT ${join(columns)} FROM ${rows}`
}

const SPELLINGS = [
  {type: 'BIGINT', pattern: '-?\\d+'},
  {type: 'HUGEINT', pattern: '-?\\d+'},
  {
    type: 'DOUBLE',
    pattern: '-?\\d+|[-+]?(?:\\d*\\.\\d+(?:[eE][-+]?\\d+)?|inf|NaN|\\d+[eE][-+]?\\d+|\\d+\\.)',
  },
  {type: 'BOOLEAN', pattern: '(?i)true|false'},
] as const

/** Whether every value is spelled so; NULL when there is none. */
function spelledAs(column: Query, pattern: string, type: string): Query {
  return sql`bool_and(regexp_full_match(${column}, ${text(pattern)})
    AND TRY_CAST(${column} AS ${raw(type)}) IS NOT NULL) FILTER (${column} IS NOT NULL)`
}

function typed(name: string, type: string | undefined): Query {
  if (/^metaxy_.*_by_field$/.test(name)) {
    return sql`CAST(CAST(${ident(name)} AS JSON) AS MAP(VARCHAR, VARCHAR))`
  }
  return type === undefined ? ident(name) : sql`CAST(${ident(name)} AS ${raw(type)})`
}
