import type {ColumnType} from '../duckdb/column-type.ts'
import {parseColumnType} from '../duckdb/parse-column-type.ts'
import {retyped} from '../duckdb/retyped.ts'
import type {Session} from '../duckdb/session.ts'
import {join, type Query, raw, sql, text} from '../duckdb/sql.ts'
import {describeColumns} from './describe-columns.ts'
import {fileArgument} from './file-argument.ts'

/** The rows of a JSON file: objects, their members as columns, texts as they are. */
export async function jsonRows(
  session: Session,
  file: string,
  format: 'array' | 'newline_delimited',
): Promise<Query> {
  const options = sql`format = ${text(format)}, records = 'true', hive_partitioning = false`
  const guessed = await describeColumns(
    session,
    sql`FROM read_json(${fileArgument(file)}, ${options}, sample_size = -1,
      map_inference_threshold = -1, field_appearance_threshold = 0)`,
  )
  const columns = guessed.map(
    column => sql`${text(column.name)}: ${text(retyped(parseColumnType(column.type), asText))}`,
  )
  return sql`FROM read_json(${fileArgument(file)}, ${options}, columns = ${braces(columns)})`
}

/** DuckDB takes texts for times and UUIDs when all of them look so; mixed values it leaves as JSON. */
function asText(type: ColumnType): string | null {
  return ['date', 'timestamp', 'time', 'uuid', 'text'].includes(type.kind) ? 'VARCHAR' : null
}

function braces(members: readonly Query[]): Query {
  return sql`${raw('{')}${join(members)}${raw('}')}`
}
