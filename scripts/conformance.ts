/**
 * Random projects of the real Metaxy against `mxx`: npm run conformance -- --oracle DIR
 * [--python PATH] [--count N] [--seed S] [--level 1|2|3] [--backend duckdb|delta|mixed] [--jobs J]
 * [--changes N] [--work DIR]
 *
 * Every recorded step is replayed; then N changes of our own, each with its undo, are tried on copies
 * (4; test/conformance/draw-change.ts names the kinds), and the real Metaxy reads what they left.
 * DIR holds the oracle's scripts, PATH is a Python with its requirements. Projects are kept in the
 * work folder and found again: a run that was interrupted goes on where it was.
 */
import {tmpdir} from 'node:os'
import path from 'node:path'
import {parseArgs} from 'node:util'
import {checkProject} from '../test/conformance/check-project.ts'
import {CHANGE_KINDS} from '../test/conformance/draw-change.ts'
import {startOracle} from '../test/conformance/oracle.ts'
import {NotMade} from '../test/conformance/random-project.ts'
import type {ProjectReport} from '../test/conformance/report.ts'

/** Differences printed of one project; the first ones tell most. */
const MOST_SHOWN = 5

const {values} = parseArgs({
  options: {
    oracle: {type: 'string'},
    python: {type: 'string', default: 'python3'},
    count: {type: 'string', default: '100'},
    seed: {type: 'string', default: '1'},
    jobs: {type: 'string', default: '2'},
    changes: {type: 'string', default: '4'},
    backend: {type: 'string', default: 'duckdb'},
    level: {type: 'string', default: '1'},
    work: {type: 'string', default: path.join(tmpdir(), 'mxx-conformance')},
  },
})

if (values.oracle === undefined) {
  console.error('Say where the oracle lies: npm run conformance -- --oracle DIR')
  process.exit(2)
}
/** Paths are meant from where npm was called. */
const resolved = (given: string) => path.resolve(process.env.INIT_CWD ?? '.', given)
const maker = {
  python: values.python,
  oracle: resolved(values.oracle),
  work: resolved(values.work),
  backend: values.backend,
  level: values.level,
}
const seeds = Array.from({length: Number(values.count)}, (_, index) => Number(values.seed) + index)
const started = performance.now()
const reports: ProjectReport[] = []
const notMade: number[] = []
const left = [...seeds]
await Promise.all(Array.from({length: Number(values.jobs)}, () => lane()))
process.exitCode = summarise() ? 0 : 1

async function lane(): Promise<void> {
  const oracle = startOracle(maker.python, maker.oracle)
  for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
    const begin = performance.now()
    const report = await checkProject(maker, oracle, seed, Number(values.changes)).catch(error => {
      if (!(error instanceof NotMade)) throw error
      return error
    })
    if (report instanceof NotMade) {
      notMade.push(seed)
      console.log(`seed ${seed}: the real Metaxy could not make this project\n  ${report.message}`)
      continue
    }
    reports.push(report)
    const seconds = ((performance.now() - begin) / 1000).toFixed(1)
    console.log(
      `seed ${seed}: ${report.steps} steps, ${textOf(report.changes) || 'no change'}, ${total(report.undos)} undone, ` +
        `${report.predictions} predictions, ${report.differences.length} differences, ${seconds} s`,
    )
    for (const {where, what} of report.differences.slice(0, MOST_SHOWN)) {
      console.log(`  ${where}\n    ${what.replaceAll('\n', '\n    ')}`)
    }
    const hidden = report.differences.length - MOST_SHOWN
    if (hidden > 0) console.log(`  and ${hidden} more`)
  }
  oracle.close()
}

/** Whether there was something to compare, and everything agreed. */
function summarise(): boolean {
  const sum = (count: (report: ProjectReport) => number) =>
    reports.reduce((total, report) => total + count(report), 0)
  const [changes, undos] = [summed(report => report.changes), summed(report => report.undos)]
  const different = reports
    .filter(report => report.differences.length > 0)
    .map(report => report.seed)
  console.log(
    [
      '',
      `${reports.length} projects, seeds ${seeds[0]} to ${seeds.at(-1)}, ${Math.round((performance.now() - started) / 1000)} s`,
      `projects that the real Metaxy could not make: ${notMade.join(' ') || 'none'}`,
      `${sum(report => report.steps)} steps compared; waiting: ${textOf(summed(report => report.waiting)) || 'none'}`,
      `${total(changes)} changes: ${textOf(changes)}`,
      `${total(undos)} of them undone: ${textOf(undos)}`,
      `never made: ${CHANGE_KINDS.filter(kind => !changes.has(kind)).join(', ') || 'none'}`,
      `not made: ${textOf(summed(report => report.refusals)) || 'none'}`,
      `${sum(report => report.predictions)} predicted increments (the real Metaxy fails at ${sum(report => report.unanswered)} more)`,
      verdict(different),
    ].join('\n'),
  )
  return reports.length > 0 && different.length === 0
}

function verdict(different: readonly number[]): string {
  if (reports.length === 0) return 'nothing was compared'
  if (different.length === 0) return '0 differences'
  const seeds = different.toSorted((a, b) => a - b)
  return `differences at ${seeds.length} seeds: ${seeds.join(' ')} (again: --seed ${seeds[0]} --count 1)`
}

/** Of all projects, by name. */
function summed(
  counts: (report: ProjectReport) => ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const report of reports) {
    for (const [name, count] of counts(report)) sums.set(name, (sums.get(name) ?? 0) + count)
  }
  return sums
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0)
}

function textOf(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')
}
