import {ident, join, type Query, raw, sql, text} from '../duckdb/sql.ts'
import {duckdbType} from './column-types.ts'
import {filePath} from './data-path.ts'
import type {DeltaField} from './delta-schema.ts'
import {FILE_INDEX, FILE_ROW_NUMBER, readableName, readParquet} from './parquet-source.ts'
import type {DeltaSnapshot} from './snapshot.ts'

/** The rows of a Delta table at one version. */
export interface DeltaRelation {
  /** Stands after FROM; has the columns, and the row id under its own name. */
  readonly from: Query
  /** A BIGINT expression, unique per row and below 2^50; a smaller one was stored earlier. */
  readonly rowId: Query
  /** As the schema has them, types as DuckDB prints them. */
  readonly columns: readonly {readonly name: string; readonly type: string}[]
}

/** How many bits of a row id are the row's place in its file; the others are the file's place. */
export const ROW_BITS = 30

const ROW_ID = '__mxx_place'

/** The table's rows as a relation: exactly the columns of its schema, whatever each file holds. */
export function relationOf(snapshot: DeltaSnapshot): DeltaRelation {
  const {fields, files} = snapshot
  const columns = fields.map(({name, type}) => ({name, type: duckdbType(type)}))
  const selected =
    files.length > 0
      ? join([
          ...selectedColumns(snapshot),
          sql`CAST(${FILE_INDEX} AS BIGINT) * ${raw(String(2 ** ROW_BITS))} + ${FILE_ROW_NUMBER} AS ${ident(ROW_ID)}`,
        ])
      : join([
          ...columns.map(({name, type}) => sql`CAST(NULL AS ${raw(type)}) AS ${ident(name)}`),
          sql`CAST(NULL AS BIGINT) AS ${ident(ROW_ID)}`,
        ])
  const from =
    files.length > 0
      ? sql`(SELECT ${selected} FROM ${storedFiles(snapshot)})`
      : sql`(SELECT ${selected} LIMIT 0)`
  return {from, rowId: ident(ROW_ID), columns}
}

/** The table's files, with the columns that lie in them under `readableName`. */
export function storedFiles(snapshot: DeltaSnapshot): Query {
  return readParquet(
    snapshot.files.map(file => filePath(snapshot.root, file.path)),
    storedFields(snapshot).map(({name, type}) => ({
      name,
      type: duckdbType(type),
      as: readableName(name),
    })),
  )
}

/** The columns that lie in the files: all but those a table is partitioned by. */
export function storedFields({fields, metaData}: DeltaSnapshot): readonly DeltaField[] {
  return fields.filter(field => !metaData.partitionColumns.includes(field.name))
}

function selectedColumns(snapshot: DeltaSnapshot): readonly Query[] {
  const {partitionColumns} = snapshot.metaData
  return snapshot.fields.map(field => {
    const value = partitionColumns.includes(field.name)
      ? partitionValue(snapshot, field)
      : ident(readableName(field.name))
    return sql`${value} AS ${ident(field.name)}`
  })
}

/**
 * The value that the log gives a row's file: a text of the value, where the empty text is NULL. Folders
 * may be named after it, but do not count.
 */
function partitionValue({files}: DeltaSnapshot, {name, type}: DeltaField): Query {
  const values = files.map(file => {
    const value = file.partitionValues[name] ?? ''
    return value === '' ? raw('NULL') : text(value)
  })
  const inDuckdb = duckdbType(type)
  const list =
    inDuckdb === 'BLOB'
      ? sql`[${join(values.map(value => sql`encode(${value})`))}]`
      : sql`CAST([${join(values)}] AS ${raw(inDuckdb)}[])`
  return sql`list_extract(${list}, CAST(${FILE_INDEX} AS BIGINT) + 1)`
}
