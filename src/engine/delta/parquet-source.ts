import {join, type Query, raw, sql, text} from '../duckdb/sql.ts'

/** A column to read from Parquet files: its name there, and the type that it is read as. */
export interface WantedColumn {
  readonly name: string
  readonly type: string
  /** Its name in the result. */
  readonly as?: string
}

/**
 * A table function over Parquet files that stands after FROM and has exactly these columns, whatever
 * the files hold: a column, or a member of a struct, that a file lacks is NULL. Every row also has
 * `file_index`, the place of its file in the list, and `file_row_number`; a column that is called so
 * has to be given another name.
 *
 * @param files at least one path; a missing file fails.
 * @param columns null when all files have the same, and those are wanted: DuckDB begins sooner then.
 */
export function readParquet(
  files: readonly string[],
  columns: readonly WantedColumn[] | null,
): Query {
  const paths = files.map(file => text(literalPath(file)))
  if (columns === null) return sql`read_parquet([${join(paths)}], hive_partitioning = false)`
  const wanted = columns.map(
    ({name, type, as = name}) =>
      sql`${text(name)}: {name: ${text(as)}, type: ${text(type)}, default_value: NULL}`,
  )
  // Without any column there would be nothing to read rows by; this one no file has.
  const schema =
    wanted.length > 0
      ? wanted
      : [sql`'__mxx_none': {name: '__mxx_none', type: 'BIGINT', default_value: NULL}`]
  return sql`read_parquet([${join(paths)}], hive_partitioning = false, schema = MAP {${join(schema)}})`
}

/** The names of the two columns that say where a row lies. */
export const FILE_INDEX = raw('file_index')
export const FILE_ROW_NUMBER = raw('file_row_number')

const VIRTUAL: ReadonlySet<string> = new Set(['file_index', 'file_row_number', 'filename', 'rowid'])

/** The name under which a column can be read beside the two. */
export function readableName(name: string): string {
  return VIRTUAL.has(name.toLowerCase()) ? `__mxx_column_${name}` : name
}

/** DuckDB takes paths for patterns: what means something there is written as a class of one letter. */
function literalPath(file: string): string {
  return file.replace(/[[*?]/g, letter => `[${letter}]`)
}
