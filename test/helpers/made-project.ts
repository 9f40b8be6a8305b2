import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {DuckDBInstance} from '@duckdb/node-api'
import type {Project, ProjectOptions} from '../../src/engine/index.ts'
import type {FeatureVersionRow} from '../../src/engine/metadata-store/system-tables.ts'
import {push} from '../engine/metadata-store/pushed-rows.ts'
import {temporaryFolder} from './fixture-project.ts'
import {literal, quoted} from './made-table.ts'
import {openFolder} from './open-fixture.ts'

/** A project made by hand, for tables and definitions that Metaxy itself would not write. */
export interface MadeProject {
  /** Specs as JSON; `id_columns` is `["id"]` where it is left out. */
  readonly features: readonly Record<string, unknown>[]
  /** Statements that make the tables, given the version of each feature. */
  readonly tables?: (versionOf: (feature: string) => string) => readonly string[]
  /** What stands in `[stores.dev.config]` besides the database and md5. */
  readonly config?: Readonly<Record<string, unknown>>
  /** Further lines of metaxy.toml, above its tables. */
  readonly settings?: readonly string[]
  /** The rows of the push as they are stored, when they are not what a push would record. */
  readonly pushed?: (rows: readonly FeatureVersionRow[]) => readonly FeatureVersionRow[]
}

export const DATABASE = 'dev.duckdb'

/** Makes the folder with metaxy.toml and the database; removed when the test has ended. */
export async function madeProject(project: MadeProject): Promise<string> {
  const folder = await temporaryFolder()
  const recorded = push(project.features, {project: 'shop', at: 1_750_000_000})
  const rows = project.pushed?.(recorded) ?? recorded
  const versionOf = (feature: string) =>
    recorded.find(row => row.featureKey === feature)?.featureVersion ?? ''
  const prefix = String(project.config?.table_prefix ?? '')
  await inDatabase(
    join(folder, DATABASE),
    ...systemTable(prefix, rows),
    ...(project.tables?.(versionOf) ?? []),
  )
  await writeFile(join(folder, 'metaxy.toml'), tomlOf(project))
  return folder
}

/** The same, opened with a journal of its own. */
export async function openMade(
  project: MadeProject,
  options: Partial<ProjectOptions> = {},
): Promise<Project> {
  const journalDirectory = join(await temporaryFolder(), 'journal')
  return openFolder(await madeProject(project), {journalDirectory, ...options})
}

/** Statements in a database of their own process's making; closed again at the end. */
export async function inDatabase(file: string, ...statements: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(file)
  const connection = await instance.connect()
  try {
    await connection.run("SET TimeZone = 'UTC'")
    for (const statement of statements) await connection.run(statement)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

function systemTable(prefix: string, rows: readonly FeatureVersionRow[]): readonly string[] {
  const table = quoted(`${prefix}metaxy_system__feature_versions`)
  const texts = 'project feature_key metaxy_feature_version metaxy_definition_version'.split(' ')
  return [
    `CREATE TABLE ${table} (${texts.map(name => `${name} VARCHAR`).join(', ')},
      recorded_at TIMESTAMP, feature_spec VARCHAR, feature_schema VARCHAR, feature_class_path VARCHAR,
      metaxy_project_version VARCHAR, tags VARCHAR, deleted_at TIMESTAMP)`,
    ...rows.map(row => {
      const values = [
        ...[row.project, row.featureKey, row.featureVersion, row.definitionVersion].map(literal),
        `make_timestamp(${row.recordedAtMicros})`,
        ...[row.featureSpec, row.featureSchema, row.classPath, row.projectVersion].map(literal),
        literal(row.tags),
      ]
      return `INSERT INTO ${table} VALUES (${values.join(', ')}, NULL)`
    }),
  ]
}

function tomlOf({config = {}, settings = []}: MadeProject): string {
  const members = {database: DATABASE, hash_algorithm: 'md5', ...config}
  return [
    'project = "shop"',
    ...settings,
    '[stores.dev]',
    'type = "metaxy.ext.duckdb.DuckDBMetadataStore"',
    '[stores.dev.config]',
    ...Object.entries(members).map(([name, value]) => `${name} = ${JSON.stringify(value)}`),
  ].join('\n')
}
