import {existsSync, mkdirSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {type DuckDBConnection, DuckDBInstance} from '@duckdb/node-api'
import {registerHashFunctions} from '../../src/engine/duckdb/hash-functions.ts'
import {bareExpected, type HashName, hashOf} from './bare-query.ts'
import {type BenchFeature, benchGraph, type GraphName} from './graphs.ts'

export interface BenchShape {
  readonly graph: GraphName
  readonly hash: HashName
  readonly records: number
  /** `new`: the leaf was never written; `stale`: it was, then a tenth of a root changed. */
  readonly phase: 'new' | 'stale'
}

/** A project folder of this shape, as Metaxy would have written it; made once, then found again. */
export async function benchProject(work: string, shape: BenchShape): Promise<string> {
  const name = `${shape.graph}-${shape.hash}-${shape.records}-${shape.phase}`
  const finished = path.join(work, name)
  if (existsSync(finished)) return finished
  const making = `${finished}.making`
  rmSync(making, {recursive: true, force: true})
  mkdirSync(making, {recursive: true})
  writeFileSync(path.join(making, 'metaxy.toml'), configuration(shape.hash))
  const instance = await DuckDBInstance.create(path.join(making, 'bench.duckdb'))
  const connection = await instance.connect()
  registerHashFunctions(connection)
  await connection.run("SET TimeZone = 'UTC'")
  await fill(connection, shape)
  await connection.run('CHECKPOINT')
  connection.closeSync()
  instance.closeSync()
  renameSync(making, finished)
  return finished
}

function configuration(hash: HashName): string {
  return `project = "bench"
store = "dev"
auto_create_tables = true

[stores.dev]
type = "metaxy.ext.duckdb.DuckDBMetadataStore"

[stores.dev.config]
database = "bench.duckdb"
hash_algorithm = "${hash}"
`
}

async function fill(connection: DuckDBConnection, shape: BenchShape): Promise<void> {
  const graph = benchGraph(shape.graph)
  await push(connection, [...graph.roots, graph.leaf])
  for (const [index, root] of graph.roots.entries()) {
    await createTable(connection, root)
    await writeRoot(connection, root, shape, 42 + index, '2026-01-01 08:00:00+00', false)
  }
  if (shape.phase === 'new') return
  await createTable(connection, graph.leaf)
  const members = graph.leaf.fields.map((field, index) => `${field} := field_${index}`)
  await connection.run(`INSERT INTO ${graph.leaf.table} BY NAME
    ${bareExpected(graph, shape.hash, 'main')}
    SELECT ${rowOf(graph.leaf, `struct_pack(${members.join(', ')})`, 'provenance', '2026-01-02 08:00:00+00')} FROM expected`)
  const [first] = graph.roots
  if (first !== undefined)
    await writeRoot(connection, first, shape, 42, '2026-01-03 08:00:00+00', true)
}

/** The system table with one push, in the columns of stores.md §3.1. */
async function push(
  connection: DuckDBConnection,
  features: readonly BenchFeature[],
): Promise<void> {
  await connection.run(`CREATE TABLE metaxy_system__feature_versions (
    project VARCHAR, feature_key VARCHAR, metaxy_feature_version VARCHAR, metaxy_definition_version VARCHAR,
    recorded_at TIMESTAMP, feature_spec VARCHAR, feature_schema VARCHAR, feature_class_path VARCHAR,
    metaxy_project_version VARCHAR, tags VARCHAR, deleted_at TIMESTAMP)`)
  for (const [index, feature] of features.entries()) {
    await connection.run(
      `INSERT INTO metaxy_system__feature_versions
        SELECT 'bench', ?, ?, ?, TIMESTAMP '2026-01-01 07:00:00' + to_microseconds(?), ?, ?, ?, ?, '{}', NULL`,
      [
        feature.key,
        feature.featureVersion,
        feature.definitionVersion,
        index,
        feature.spec,
        feature.schema,
        `bench.features.${feature.title}`,
        feature.projectVersion,
      ],
    )
  }
}

async function createTable(connection: DuckDBConnection, feature: BenchFeature): Promise<void> {
  const struct = `STRUCT(${feature.fields.map(field => `${field} VARCHAR`).join(', ')})`
  await connection.run(`CREATE TABLE ${feature.table} (
    sample_uid UBIGINT, metaxy_provenance_by_field ${struct}, metaxy_feature_version VARCHAR,
    metaxy_project_version VARCHAR, metaxy_provenance VARCHAR, metaxy_created_at TIMESTAMPTZ,
    metaxy_updated_at TIMESTAMPTZ, metaxy_deleted_at TIMESTAMPTZ, metaxy_materialization_id VARCHAR,
    metaxy_data_version_by_field ${struct}, metaxy_data_version VARCHAR)`)
}

/** One row per id; with `bumped` every tenth has another audio. */
async function writeRoot(
  connection: DuckDBConnection,
  root: BenchFeature,
  {records, hash}: BenchShape,
  seed: number,
  at: string,
  bumped: boolean,
): Promise<void> {
  const value = (field: string, index: number) => {
    const drawn = `'${field[0]}' || (hash(id * 64 + ${seed * 31 + index}) % 1048576)::VARCHAR`
    return bumped && field === 'audio'
      ? `${drawn} || CASE WHEN id % 10 = 0 THEN '_bumped' ELSE '' END`
      : drawn
  }
  const columns = root.fields.map((field, index) => `${value(field, index)} AS ${field}`)
  const members = root.fields.map(field => `${field} := ${field}`)
  const joined = root.fields.toSorted().join(", '|', ")
  await connection.run(`INSERT INTO ${root.table} BY NAME
    SELECT ${rowOf(root, `struct_pack(${members.join(', ')})`, hashOf(hash, `concat(${joined}, '')`), at)}
    FROM (SELECT id::UBIGINT AS sample_uid, ${columns.join(', ')} FROM range(${records}) AS t(id))`)
}

function rowOf(feature: BenchFeature, byField: string, provenance: string, at: string): string {
  return `sample_uid, ${byField} AS metaxy_provenance_by_field, ${provenance} AS metaxy_provenance,
    '${feature.featureVersion}' AS metaxy_feature_version, '${feature.projectVersion}' AS metaxy_project_version,
    TIMESTAMPTZ '${at}' AS metaxy_created_at, TIMESTAMPTZ '${at}' AS metaxy_updated_at,
    NULL::TIMESTAMPTZ AS metaxy_deleted_at, NULL::VARCHAR AS metaxy_materialization_id,
    ${byField} AS metaxy_data_version_by_field, ${provenance} AS metaxy_data_version`
}
