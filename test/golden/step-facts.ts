import {join} from 'node:path'
import {DuckDBInstance} from '@duckdb/node-api'
import {
  type Config,
  type FeatureKey,
  type FeatureSpec,
  featuresOfProject,
  loadConfig,
  type MetadataStoreConfig,
  openProject,
  type ProjectGraph,
} from '../../src/engine/index.ts'
import {tableName} from '../../src/engine/models/feature-key.ts'
import {type GoldenCase, type GoldenStep, projectOf} from './cases.ts'

/** What the rules of waiting are about: the arguments of a step, and the project it runs in. */
export interface StepFacts {
  /** Its words without options and keys: `metadata increment`. */
  readonly command: string
  readonly step: GoldenStep
  /** The metadata store that it is asked of; null when the configuration has no such store. */
  readonly metadataStore: MetadataStoreConfig | null
  /** The features that it is about; empty while their definitions lie where nothing is read yet. */
  readonly features: readonly FeatureSpec[]
  /** Whether a feature, or the definitions of all, have a table in that metadata store. */
  hasTable(feature: FeatureKey): boolean
}

export async function factsOf(golden: GoldenCase, step: GoldenStep): Promise<StepFacts> {
  const words = wordsOf(step)
  const {config, metadataStore, tables, graph} = await openedAs(projectOf(golden), step)
  const shown = step.run.includes('--all-projects') ? null : (config?.project ?? null)
  const keys =
    step.run.includes('--all-features') && graph !== null ? featuresOfProject(graph, shown) : words
  return {
    command: words.slice(0, GROUPS.has(words[0] ?? '') ? 2 : 1).join(' '),
    step,
    metadataStore,
    features: keys.flatMap(key => graph?.graph.definitions.get(key)?.spec ?? []),
    hasTable: feature => tables.includes(tableName(feature)),
  }
}

/** What a project is when it is opened with the options and the environment of a step. */
interface Opened {
  readonly config: Config | null
  readonly metadataStore: MetadataStoreConfig | null
  readonly tables: readonly string[]
  /**
   * From before the first step: a step after a push that waits waits itself. Null while it lies where
   * nothing is read yet.
   */
  readonly graph: ProjectGraph | null
}

const opened = new Map<string, Promise<Opened>>()

/** Most steps of a case open it in the same way: that is done once. */
function openedAs(directory: string, step: GoldenStep): Promise<Opened> {
  const configFile = option(step, '--config-file')
  const name = option(step, '--store')
  const key = JSON.stringify([directory, configFile, name, step.env])
  const known = opened.get(key) ?? open(directory, {configFile, name, env: step.env ?? {}})
  opened.set(key, known)
  return known
}

async function open(
  directory: string,
  {configFile, name, env}: {configFile?: string | undefined; name?: string | undefined; env: Env},
): Promise<Opened> {
  const given = configFile === undefined ? {} : {configFile}
  const config = await loadConfig({directory, env, ...given}).catch(() => null)
  const metadataStore = config?.stores.get(name ?? config.store) ?? null
  if (config === null || metadataStore?.kind !== 'duckdb') {
    return {config, metadataStore, tables: [], graph: null}
  }
  const tables = await tablesOf(metadataStore, directory)
  const options = {env, now: () => 0n, store: metadataStore.name, ...given}
  const project = await openProject(directory, options).catch(() => null)
  if (project === null) return {config, metadataStore, tables, graph: null}
  try {
    return {config, metadataStore, tables, graph: await project.graph()}
  } finally {
    await project.close()
  }
}

type Env = Readonly<Record<string, string>>

const GROUPS = new Set(['list', 'describe', 'graph', 'graph-diff', 'metadata', 'config'])

/** The value of an option that is said once. */
function option({run}: GoldenStep, name: string): string | undefined {
  const at = run.indexOf(name)
  return at === -1 ? undefined : run[at + 1]
}

/** Arguments before the first option of the command; in every step the keys come first. */
function wordsOf({run}: GoldenStep): readonly string[] {
  const start = run[0] === '--config-file' ? 2 : 0
  const end = run.findIndex((arg, index) => index >= start && arg.startsWith('-'))
  return run.slice(start, end === -1 ? undefined : end)
}

async function tablesOf(
  {config}: MetadataStoreConfig,
  directory: string,
): Promise<readonly string[]> {
  const instance = await DuckDBInstance.create(join(directory, String(config.database)), {
    access_mode: 'READ_ONLY',
  })
  const connection = await instance.connect()
  try {
    const answer = await connection.runAndReadAll('SELECT table_name FROM duckdb_tables()')
    return answer.getRows().map(([name]) => String(name))
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
