import {writeFileSync} from 'node:fs'
import path from 'node:path'
import {DuckDBInstance} from '@duckdb/node-api'
import {ident, join, sql, text} from '../../src/engine/duckdb/sql.ts'
import type {Random} from '../helpers/random.ts'
import {mxx} from './mxx.ts'
import type {ExpandedFeatures} from './parent-level.ts'
import type {Place} from './place.ts'
import type {JsonRow} from './rows.ts'
import type {Target} from './targets.ts'

const BY_FIELD = 'metaxy_provenance_by_field'

/**
 * What a pipeline writes when it has computed everything that an increment says: one row per sample,
 * with the columns of the feature's table; those that it computes itself are drawn from stored rows.
 *
 * @returns a Parquet file; null when there is nothing to compute, or the increment cannot be told.
 */
export async function computedRows(
  place: Place,
  target: Target,
  expanded: ExpandedFeatures,
  random: Random,
): Promise<string | null> {
  const {feature, ground} = target
  const {exit, json: increment} = await mxx(place, 'metadata', 'increment', feature)
  if (exit !== 0) return null
  const pending: readonly JsonRow[] = [...increment.new.rows, ...increment.stale.rows]
  const sharedColumns = expanded.get(feature)
  const children = await storedChildren(place, target, sharedColumns)
  const types = new Map(ground.columns.map(({name, type}) => [name, type]))
  const newId = (name: string, parent: number, number: number) =>
    types.get(name) === 'BIGINT' ? 1_000_000 + parent * 2 + number : `new ${parent}/${number}`
  const samples = pending.flatMap((row, index) =>
    sharedColumns === undefined
      ? [row]
      : childrenOf(row, sharedColumns, children, ground.idColumns, (name, number) =>
          newId(name, index, number),
        ),
  )
  if (samples.length === 0) return null

  for (const [name, type] of await incrementTypes(place, feature)) {
    if (!types.has(name)) types.set(name, type)
  }
  const names = ground.columns.length > 0 ? ground.columns.map(({name}) => name) : ownNames(types)
  for (const name of ground.idColumns) if (!names.includes(name)) names.push(name)
  const rows = oneEach(samples, ground.idColumns).map(row => ({
    ...Object.fromEntries(names.map(name => [name, cellOf(row, name, ground.rows, random)])),
    [BY_FIELD]: row[BY_FIELD],
    metaxy_provenance: row.metaxy_provenance,
  }))
  const fields = [...new Set(rows.flatMap(row => Object.keys(row[BY_FIELD] ?? {})))]
  const columns: [string, string][] = [
    ...names.map(name => [name, types.get(name) ?? 'VARCHAR'] as [string, string]),
    [BY_FIELD, sql`STRUCT(${join(fields.map(field => sql`${ident(field)} VARCHAR`))})`.text],
  ]
  // Metaxy computes it where it is not given.
  if (!random.oneIn(3)) columns.push(['metaxy_provenance', 'VARCHAR'])
  return parquetOf(place, columns, rows)
}

/** Rows of the feature by which the children of a parent are known again. */
async function storedChildren(
  place: Place,
  {feature}: Target,
  sharedColumns: readonly string[] | undefined,
): Promise<readonly JsonRow[]> {
  if (sharedColumns === undefined) return []
  const {json} = await mxx(place, 'metadata', 'read', feature, '--no-allow-fallback-stores')
  return json.rows ?? []
}

/** A row for each child that is stored of this parent, else for two new ones. */
function childrenOf(
  parent: JsonRow,
  sharedColumns: readonly string[],
  children: readonly JsonRow[],
  idColumns: readonly string[],
  newId: (name: string, number: number) => unknown,
): readonly JsonRow[] {
  const keyOf = (row: JsonRow) => JSON.stringify(sharedColumns.map(name => row[name]))
  const stored = children.filter(child => keyOf(child) === keyOf(parent))
  const own = idColumns.filter(name => !sharedColumns.includes(name))
  const pick = (row: JsonRow) => Object.fromEntries(own.map(name => [name, row[name]]))
  if (stored.length > 0) return stored.map(child => ({...parent, ...pick(child)}))
  return [1, 2].map(number => ({
    ...parent,
    ...Object.fromEntries(own.map(name => [name, newId(name, number)])),
  }))
}

/** Rows that are gathered into one sample come several times, and are alike. */
function oneEach(rows: readonly JsonRow[], idColumns: readonly string[]): readonly JsonRow[] {
  const keyOf = (row: JsonRow) => JSON.stringify(idColumns.map(name => row[name]))
  return [...new Map(rows.map(row => [keyOf(row), row])).values()]
}

function cellOf(row: JsonRow, name: string, stored: readonly JsonRow[], random: Random): unknown {
  if (name in row) return row[name]
  return stored.length === 0 ? null : random.pick(stored)[name]
}

async function incrementTypes(place: Place, feature: string): Promise<[string, string][]> {
  const options = place.storeName === undefined ? {} : {store: place.storeName}
  const project = await place.openProject(place.directory, {env: {}, now: place.now, ...options})
  const increment = await project.resolveUpdate({feature})
  const columns = increment.columns('new').map(({name, type}) => [name, type] as [string, string])
  await increment.close()
  return columns
}

function ownNames(types: ReadonlyMap<string, string>): string[] {
  return [...types.keys()].filter(name => !name.startsWith('metaxy_'))
}

async function parquetOf(
  place: Place,
  columns: readonly (readonly [name: string, type: string])[],
  rows: readonly JsonRow[],
): Promise<string> {
  const json = path.join(place.stateHome, 'rows.json')
  const parquet = path.join(place.stateHome, 'rows.parquet')
  writeFileSync(json, rows.map(row => JSON.stringify(row)).join('\n'))
  const types = columns.map(([name, type]) => sql`${ident(name)}: ${text(type)}`)
  const read = sql`read_json(${text(json)}, format = 'newline_delimited', columns = {${join(types)}})`
  const instance = await DuckDBInstance.create()
  const connection = await instance.connect()
  await connection.run("SET TimeZone = 'UTC'")
  await connection.run(sql`COPY (FROM ${read}) TO ${text(parquet)} (FORMAT parquet)`.text)
  connection.closeSync()
  instance.closeSync()
  return parquet
}
