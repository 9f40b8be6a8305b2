import {appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {withCodeVersions} from '../../src/engine/graph/with-code-versions.ts'
import {type Change, openProject, type Project} from '../../src/engine/index.ts'
import {deltaCopy} from './delta-copy.ts'
import {benchGraph} from './graphs.ts'
import {benchProject} from './make-project.ts'
import {manyRows} from './many-rows.ts'
import {processMemory} from './process-figures.ts'
import {median, timed} from './statistics.ts'

export const WRITING_HEADER = 'backend operation preview ms commit ms at once ms      rows peak MB'

const {leaf, roots} = benchGraph('simple')
const OPERATIONS = {append, rebase, copy}

/**
 * What writing so many rows takes: an append out of an Arrow table in memory; a rebase and a copy of a
 * whole feature, preview and commit. Medians of rounds, each on a fresh copy of the project.
 */
export async function benchWriting(work: string, records: number, rounds: number): Promise<void> {
  console.log(WRITING_HEADER)
  const duckdb = await benchProject(work, {graph: 'simple', hash: 'md5', records, phase: 'stale'})
  const projects = {duckdb, delta: await deltaCopy(duckdb)}
  for (const [backend, source] of Object.entries(projects)) {
    for (const [name, operation] of Object.entries(OPERATIONS)) {
      const figures: Figures[] = []
      resetPeak()
      for (let round = 0; round < rounds; round += 1) {
        const parts = await onFreshCopy(source, folder => operation(folder, records, false))
        const whole = await onFreshCopy(source, folder => operation(folder, records, true))
        figures.push({...parts, atOnceMs: whole.atOnceMs})
      }
      console.log(`${backend.padEnd(7)} ${name.padEnd(9)} ${textOf(figures)}`)
    }
  }
}

interface Figures {
  readonly previewMs: number
  readonly commitMs: number
  /** Preview and commit in one piece of work, as scripts do. */
  readonly atOnceMs: number
  readonly rows: number
}

function textOf(figures: readonly Figures[]): string {
  const numbers = [
    median(figures.map(({previewMs}) => previewMs)),
    median(figures.map(({commitMs}) => commitMs)),
    median(figures.map(({atOnceMs}) => atOnceMs)),
    figures[0]?.rows ?? Number.NaN,
    processMemory(process.pid).peak,
  ]
  const widths = [10, 9, 10, 10, 7]
  return numbers.map((number, at) => number.toFixed(0).padStart(widths[at] ?? 9)).join(' ')
}

const NOTHING: Figures = {previewMs: 0, commitMs: 0, atOnceMs: 0, rows: 0}

/** Only on Linux; elsewhere the peak is that of the whole run. */
function resetPeak(): void {
  try {
    appendFileSync('/proc/self/clear_refs', '5')
  } catch {}
}

async function onFreshCopy(
  source: string,
  operation: (folder: string) => Promise<Figures>,
): Promise<Figures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mxx-bench-'))
  cpSync(source, folder, {recursive: true})
  try {
    return await operation(folder)
  } finally {
    rmSync(folder, {recursive: true})
  }
}

/** Of the root, into a store that has nothing yet. */
async function append(folder: string, records: number): Promise<Figures> {
  const [root] = roots
  const project = await openOther(folder)
  const table = manyRows(records, root?.fields ?? [])
  const {ms, answer} = await timed(() =>
    project.write({feature: root?.key ?? '', rows: {kind: 'arrow', table}}),
  )
  await project.close()
  return {previewMs: 0, commitMs: ms, atOnceMs: ms, rows: answer.rows}
}

/** Of every row of the leaf, from the version that it has to one with new code. */
async function rebase(folder: string, _: number, atOnce: boolean): Promise<Figures> {
  const project = await open(folder)
  const newCode = leaf.fields.map(field => ({feature: leaf.key, field, codeVersion: 'new'}))
  const {definitions} = withCodeVersions((await project.graph()).graph, newCode)
  await project.push({definitions: [...definitions.values()]})
  return changing(project, atOnce, {
    kind: 'rebase',
    feature: leaf.key,
    where: {kind: 'filter', filters: []},
    from: leaf.featureVersion,
    to: null,
  })
}

/** Of every row of the leaf into a store that has none of it. */
async function copy(folder: string, _: number, atOnce: boolean): Promise<Figures> {
  const project = await openOther(folder)
  return changing(project, atOnce, {
    kind: 'copy',
    feature: leaf.key,
    where: {kind: 'filter', filters: []},
    from: 'dev',
    withFeatureHistory: true,
    withSampleHistory: false,
    onlyMissing: false,
    fromSnapshot: null,
  })
}

async function changing(project: Project, atOnce: boolean, change: Change): Promise<Figures> {
  if (atOnce) {
    const {ms, answer} = await timed(() => project.change([change]))
    await project.close()
    return {...NOTHING, atOnceMs: ms, rows: answer.preview.changes[0]?.rows ?? 0}
  }
  const previewed = await timed(() => project.preview([change]))
  const [one] = previewed.answer.changes
  const committed = await timed(() => project.commit(previewed.answer))
  await project.close()
  if (committed.answer.kind !== 'committed') throw new Error(`${change.kind} ended in a conflict`)
  return {...NOTHING, previewMs: previewed.ms, commitMs: committed.ms, rows: one?.rows ?? 0}
}

/** The project with a second metadata store, which is the chosen one and has nothing but the pushes. */
async function openOther(folder: string): Promise<Project> {
  const known = await open(folder)
  const {definitions} = (await known.graph()).graph
  await known.close()
  const other = (text: string) =>
    text.replaceAll('dev', 'other').replace(/"(bench|tables)/, '"other')
  appendFileSync(path.join(folder, 'metaxy.toml'), other(storeSection(folder)))
  const project = await open(folder, {METAXY_STORE: 'other'})
  await project.push({definitions: [...definitions.values()]})
  return project
}

function open(folder: string, env: Record<string, string> = {}): Promise<Project> {
  const now = () => BigInt(Date.now()) * 1000n
  return openProject(folder, {env, now, journalDirectory: path.join(folder, 'journal')})
}

function storeSection(folder: string): string {
  const text = readFileSync(path.join(folder, 'metaxy.toml'), 'utf8')
  return text.slice(text.indexOf('[stores.dev]'))
}
