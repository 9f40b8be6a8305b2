import {type Query, text} from '../duckdb/sql.ts'

/** A path for DuckDB's readers, which otherwise take `*`, `?` and `[` for patterns. */
export function fileArgument(file: string): Query {
  return text(file.replace(/[*?[]/g, '[$&]'))
}
