import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {DuckDBInstance} from '@duckdb/node-api'
import {runMxx} from '../helpers/run-mxx.ts'
import {diffProblems} from './diff-problems.ts'

/** The real Metaxy behind a pipe (definitions-oracle.py says what it is asked). */
export type AskDefinitions = <T>(question: Readonly<Record<string, unknown>>) => Promise<T>

export interface Made {
  readonly length: number
  readonly stages: readonly Stage[]
}

export interface Stage {
  readonly entries: readonly Entry[]
  /** The same as Python writes it: JavaScript knows no 1.0. */
  readonly text: string
  readonly versions: Readonly<Record<string, Versions>>
  readonly projects: Readonly<Record<string, string>>
}

export interface Entry {
  readonly project: string
  readonly spec: {
    readonly key: string
    readonly id_columns: unknown
    readonly deps?: unknown
    readonly fields?: unknown
  }
}

export interface Versions {
  readonly feature: string
  readonly definition: string
  readonly fields: Readonly<Record<string, string>>
}

interface Read {
  readonly projects: Readonly<
    Record<
      string,
      {
        readonly version: string
        readonly again: string
        readonly stored: Readonly<Record<string, {feature: string; definition: string}>>
        readonly loaded: Readonly<Record<string, Versions>>
      }
    >
  >
  readonly columns: Readonly<Record<string, string>>
}

const PROJECTS = ['p', 'q']

/**
 * Pushes a random graph of two projects and its edited form; everything that differs from what the real
 * Metaxy computes, reads back, would push again or lock.
 */
export async function checkDefinitions(
  ask: AskDefinitions,
  seed: number,
  backend: 'duckdb' | 'delta',
): Promise<readonly string[]> {
  const made = await ask<Made>({make: seed})
  const folder = mkdtempSync(path.join(tmpdir(), `mxx-definitions-${seed}-`))
  const wrong: string[] = []
  let lastRecorded = new Set<string>()
  await prepare(folder, made.length, backend)
  for (const [index, stage] of made.stages.entries()) {
    const file = path.join(folder, `stage-${index}.json`)
    writeFileSync(file, stage.text)
    const recorded = new Set<string>()
    lastRecorded = recorded
    for (const project of present(stage)) {
      const pushed = await json(folder, project, 'push', '--definitions', file, '--tag', 'git=ü"')
      if (pushed.outcome === 'recorded') recorded.add(project)
      same(
        `stage ${index}, ${project}: project version`,
        stage.projects[project],
        pushed.project_version,
      )
    }
    await compareRead(await ask<Read>({read: folder}), stage, recorded, `stage ${index}`, wrong)
    await compareLocks(ask, folder, stage, `stage ${index}`, wrong)
  }
  const [first, second] = made.stages
  if (wrong.length === 0 && first !== undefined && second !== undefined) {
    // Each push is compared as of its own time: only the last one saw the other project's of its stage.
    for (const project of [present(second).at(-1) ?? ''].filter(one => lastRecorded.has(one))) {
      if (!present(first).includes(project)) continue
      const args = [first.projects[project] ?? '', second.projects[project] ?? '']
      const diff = await json(folder, project, 'graph-diff', 'render', ...args)
      wrong.push(
        ...diffProblems(diff, first, second, project).map(one => `diff ${project}: ${one}`),
      )
    }
  }
  if (wrong.length === 0) rmSync(folder, {recursive: true})
  return wrong.length === 0 ? [] : [...wrong, folder]

  function same(what: string, expected: unknown, found: unknown): void {
    if (text(expected) !== text(found)) wrong.push(`${what}: ${text(expected)}, not ${text(found)}`)
  }
}

/** Of a project that did not change, the rows keep the feature versions of the upstream of then. */
function compareRead(
  read: Read,
  stage: Stage,
  recorded: ReadonlySet<string>,
  where: string,
  wrong: string[],
): void {
  for (const project of present(stage)) {
    const {version, again, stored = {}, loaded = {}} = read.projects[project] ?? {}
    if (version !== stage.projects[project])
      wrong.push(`${where}: Metaxy reads ${project} ${version}`)
    if (again !== 'unchanged') wrong.push(`${where}: Metaxy pushes ${project} again: ${again}`)
    for (const {project: owner, spec} of stage.entries) {
      if (owner !== project) continue
      const [expected, row] = [stage.versions[spec.key], stored[spec.key]]
      const sameFeature = !recorded.has(project) || row?.feature === expected?.feature
      if (!sameFeature || row?.definition !== expected?.definition)
        wrong.push(`${where}: the row of ${spec.key} has ${text(row)}, not ${text(expected)}`)
      if (text(loaded[spec.key]) !== text(expected))
        wrong.push(`${where}: Metaxy loads ${spec.key} as ${text(loaded[spec.key])}`)
    }
  }
  const times = ['recorded_at', 'deleted_at'].map(name => read.columns[name] ?? '')
  if (times.some(type => !type.startsWith("Datetime(time_unit='us', time_zone=None"))) {
    wrong.push(`${where}: times are ${times.join(', ')}`)
  }
}

/** Both lock files hold the same, as the real Metaxy parses them; what it cannot lock, neither can we. */
async function compareLocks(
  ask: AskDefinitions,
  folder: string,
  stage: Stage,
  where: string,
  wrong: string[],
): Promise<void> {
  const {locks} = await ask<{locks: Readonly<Record<string, {raised?: string}>>}>({lock: folder})
  for (const project of present(stage)) {
    const theirs = locks[project]
    const file = path.join(folder, `ours-${project}.lock`)
    rmSync(file, {force: true})
    const ended = await run(folder, project, 'lock', '-o', file)
    if (theirs?.raised !== undefined || ended.exit !== 0) {
      const both = typeof theirs?.raised === 'string' && ended.exit !== 0
      if (!both) wrong.push(`${where}: lock of ${project}: ${text(theirs)}, ours ${ended.stdout}`)
      continue
    }
    const {features} = await ask<{features: unknown}>({parse: file})
    if (text(features) !== text(theirs)) wrong.push(`${where}: the lock files of ${project} differ`)
  }
}

function present(stage: Stage): readonly string[] {
  return PROJECTS.filter(project => stage.entries.some(entry => entry.project === project))
}

async function prepare(folder: string, length: number, backend: 'duckdb' | 'delta'): Promise<void> {
  const delta = backend === 'delta'
  const type = delta ? 'polars.handlers.delta.DeltaMetadataStore' : 'duckdb.DuckDBMetadataStore'
  const place = delta ? 'root_path = "store"' : 'database = "dev.duckdb"'
  const toml = `store = "dev"\nauto_create_tables = true\nmetaxy_lock_path = "none.lock"\nhash_truncation_length = ${length}\n[stores.dev]\ntype = "metaxy.ext.${type}"\n[stores.dev.config]\n${place}\n`
  writeFileSync(path.join(folder, 'metaxy.toml'), toml)
  if (!delta) (await DuckDBInstance.create(path.join(folder, 'dev.duckdb'))).closeSync()
}

// biome-ignore lint/suspicious/noExplicitAny: a document of the contract, read by its keys.
async function json(folder: string, project: string, ...args: string[]): Promise<any> {
  const {exit, stdout, stderr} = await run(folder, project, ...args)
  if (exit !== 0) throw new Error(`${args.join(' ')}: exit ${exit}, ${stdout}${stderr}`)
  return JSON.parse(stdout)
}

function run(folder: string, project: string, ...args: string[]) {
  return runMxx([...args, '--format', 'json'], {cwd: folder, env: {METAXY_PROJECT: project}})
}

/** With sorted members, to compare. */
function text(value: unknown): string {
  return (
    JSON.stringify(value, (_, member) =>
      typeof member === 'object' && member !== null && !Array.isArray(member)
        ? Object.fromEntries(Object.entries(member).sort())
        : member,
    ) ?? 'nothing'
  )
}
