import {ident, join, type Query, raw, sql, text} from '../duckdb/sql.ts'
import type {AddFile} from './actions.ts'
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
  /** As the schema has them, types as DuckDB prints them but for quotes that it leaves out. */
  readonly columns: readonly {readonly name: string; readonly type: string}[]
}

/** How many bits of a row id are the row's place in its file; the others are the file's place. */
export const ROW_BITS = 30

const ROWS_PER_FILE = 2 ** ROW_BITS
const ROW_ID = '__mxx_place'

export interface RelationOptions {
  /** Only the files at these places, rising; row ids stay what they are. */
  readonly places?: readonly number[]
  /** Every file has exactly the columns of the schema, which are then not spelled out. */
  readonly uniform?: boolean
}

/** The table's rows as a relation: exactly the columns of its schema, whatever each file holds. */
export function relationOf(snapshot: DeltaSnapshot, options: RelationOptions = {}): DeltaRelation {
  const {places = snapshot.files.map((_, place) => place), uniform = false} = options
  return relation(snapshot, places, [], uniform)
}

/** The same with few rows beside those of the given ids: what lies far from them is not even read. */
export function relationNear(snapshot: DeltaSnapshot, rowIds: readonly number[]): DeltaRelation {
  const places = new Set(rowIds.map(rowId => Math.floor(rowId / ROWS_PER_FILE)))
  const rowNumbers = rowIds.map(rowId => rowId % ROWS_PER_FILE)
  return relation(
    snapshot,
    [...places].sort((one, other) => one - other),
    rowNumbers,
    false,
  )
}

function relation(
  snapshot: DeltaSnapshot,
  places: readonly number[],
  rowNumbers: readonly number[],
  uniform: boolean,
): DeltaRelation {
  const {root, fields} = snapshot
  const columns = fields.map(({name, type}) => ({name, type: duckdbType(type)}))
  const rowId = ident(ROW_ID)
  const files = places.flatMap(place => snapshot.files[place] ?? [])
  if (files.length === 0) {
    const nulls = [...columns, {name: ROW_ID, type: 'BIGINT'}].map(
      ({name, type}) => sql`CAST(NULL AS ${raw(type)}) AS ${ident(name)}`,
    )
    // The folder tells it from other empty tables.
    return {from: sql`(SELECT ${join(nulls)} WHERE ${text(root)} IS NULL)`, rowId, columns}
  }
  const stored = storedFields(snapshot).map(({name, type}) => ({
    name,
    type: duckdbType(type),
    as: readableName(name),
  }))
  const source = readParquet(
    files.map(file => filePath(root, file.path)),
    uniform ? null : stored,
  )
  const selected = join([...selectedColumns(snapshot, files), sql`${idOf(places)} AS ${rowId}`])
  const near =
    rowNumbers.length === 0
      ? sql``
      : sql` WHERE ${FILE_ROW_NUMBER} IN (${raw(rowNumbers.join(', '))})`
  return {from: sql`(SELECT ${selected} FROM ${source}${near})`, rowId, columns}
}

/** The columns that lie in the files: all but those a table is partitioned by. */
export function storedFields({fields, metaData}: DeltaSnapshot): readonly DeltaField[] {
  return fields.filter(field => !metaData.partitionColumns.includes(field.name))
}

function idOf(places: readonly number[]): Query {
  const [first = 0] = places
  const index = sql`CAST(${FILE_INDEX} AS BIGINT)`
  // Of one file the row number is left as it is: DuckDB then skips what a condition excludes.
  if (places.length === 1) {
    return first === 0
      ? FILE_ROW_NUMBER
      : sql`${FILE_ROW_NUMBER} + ${raw(String(first * ROWS_PER_FILE))}`
  }
  const inOrder = places.every((place, at) => place === at)
  const place = inOrder ? index : sql`list_extract([${raw(places.join(', '))}], ${index} + 1)`
  return sql`CAST(${place} AS BIGINT) * ${raw(String(ROWS_PER_FILE))} + ${FILE_ROW_NUMBER}`
}

function selectedColumns(snapshot: DeltaSnapshot, files: readonly AddFile[]): readonly Query[] {
  const {partitionColumns} = snapshot.metaData
  return snapshot.fields.map(field => {
    const value = partitionColumns.includes(field.name)
      ? partitionValue(files, field)
      : ident(readableName(field.name))
    return sql`${value} AS ${ident(field.name)}`
  })
}

/**
 * The value that the log gives a row's file: a text of the value, where the empty text is NULL. Folders
 * may be named after it, but do not count.
 */
function partitionValue(files: readonly AddFile[], {name, type}: DeltaField): Query {
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
