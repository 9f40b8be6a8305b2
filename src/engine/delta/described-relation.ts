import {parseColumnType} from '../duckdb/parse-column-type.ts'
import type {Session} from '../duckdb/session.ts'
import {ident, join, type Query, raw, sql} from '../duckdb/sql.ts'
import {filePath} from './data-path.ts'
import {readableName, readParquet} from './parquet-source.ts'
import {type DeltaRelation, relationOf, storedFields} from './relation.ts'
import type {DeltaSnapshot} from './snapshot.ts'

type Columns = DeltaRelation['columns']

/** With more files than this, looking into each costs more than it saves. */
const MOST_FILES = 8

/** The relation of a table in the form that DuckDB begins soonest, with its types as DuckDB prints them. */
export async function describedRelation(
  session: Session,
  snapshot: DeltaSnapshot,
): Promise<DeltaRelation> {
  const relation = relationOf(snapshot)
  const stored = await commonColumns(session, snapshot)
  if (stored === null) {
    const nulls = relation.columns.map(
      ({name, type}) => sql`CAST(NULL AS ${raw(type)}) AS ${ident(name)}`,
    )
    const columns = await described(session, [sql`SELECT ${join(nulls)}`])
    return {...relation, columns: columns[0] ?? []}
  }
  const printed = new Map(stored.map(column => [column.name, column]))
  const columns = relation.columns.map(column => printed.get(column.name) ?? column)
  return {...relationOf(snapshot, {uniform: true}), columns}
}

/** The columns of the files, when all have the same and these are exactly the schema's; else null. */
async function commonColumns(session: Session, snapshot: DeltaSnapshot): Promise<Columns | null> {
  const {root, files, fields} = snapshot
  if (files.length === 0 || files.length > MOST_FILES) return null
  if (fields.some(({name}) => readableName(name) !== name)) return null
  const all = await described(
    session,
    files.map(file => sql`FROM ${readParquet([filePath(root, file.path)], null)}`),
  )
  const inFiles = storedFields(snapshot).map(({name}) => name)
  const expected = spelled(relationOf(snapshot).columns.filter(({name}) => inFiles.includes(name)))
  return all.every(columns => spelled(columns) === expected) ? (all[0] ?? null) : null
}

/** Columns in one spelling of types, in one order. */
function spelled(columns: Columns): string {
  return JSON.stringify(
    columns.map(({name, type}) => [name, parseColumnType(type).name]).sort(byText),
  )
}

function byText(one: readonly unknown[], other: readonly unknown[]): number {
  return String(one[0]) < String(other[0]) ? -1 : 1
}

async function described(session: Session, selects: readonly Query[]): Promise<readonly Columns[]> {
  const parts = selects.map(
    (select, at) =>
      sql`SELECT ${raw(String(at))}, column_name, column_type FROM (DESCRIBE ${select})`,
  )
  const rows = await session.values(join(parts, ' UNION ALL '))
  return selects.map((_, at) =>
    rows
      .filter(row => Number(row[0]) === at)
      .map(row => ({name: String(row[1]), type: String(row[2])})),
  )
}
