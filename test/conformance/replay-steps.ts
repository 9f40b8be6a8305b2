import {readFileSync} from 'node:fs'
import path from 'node:path'
import type {GoldenCase, GoldenStep} from '../golden/cases.ts'
import {differences} from '../golden/match.ts'
import {comparable} from './comparable.ts'
import {mxx, mxxDone} from './mxx.ts'
import type {Oracle} from './oracle.ts'
import type {Place} from './place.ts'
import {type Changed, comparePrediction, movedBy} from './predictions.ts'
import type {ProjectReport} from './report.ts'
import {idColumnsOf, readersIn} from './targets.ts'
import {waitsFor} from './waiting.ts'

/**
 * Every step of a random project (commands.md §4), on a copy of it, and for each soft delete the figures
 * that its rehearsal predicts. A command that is not built yet is not compared; when it writes, the real
 * Metaxy does it, so that the steps behind it still count.
 */
export async function replaySteps(
  oracle: Oracle,
  source: string,
  place: Place,
  report: ProjectReport,
): Promise<void> {
  const {steps}: GoldenCase = JSON.parse(readFileSync(path.join(source, 'case.json'), 'utf8'))
  const name = path.basename(source)
  let pushes = 0
  const copied = new Set<string>()
  const idColumns = await idColumnsOf(place)
  for (const [number, step] of steps.entries()) {
    // The definitions that the real Metaxy goes by are those of the newest push.
    const graph = `${name}#${pushes}`
    if (step.run[0] === 'push' && writes(step)) pushes += 1
    const differs = (about: string, what: string | undefined) => {
      const where = `step ${number} (${step.about}): mxx ${step.run.join(' ')}${about}`
      if (what !== undefined) report.differences.push({where, what})
    }
    const waiting = waitsFor(step.run)
    if (waiting !== undefined) {
      report.waiting.set(waiting, (report.waiting.get(waiting) ?? 0) + 1)
      if (writes(step)) await oracle.perform(graph, place.directory, place.now(), step.run)
      continue
    }
    report.steps += 1
    // The increments of another store than the default one are not asked for.
    const isDelete = writes(step) && step.run[1] === 'delete' && !step.run.includes('--store')
    const rehearsed = isDelete ? await mxxDone(place, ...step.run, '--dry-run') : undefined
    const {exit, json} = await mxx(place, ...step.run)
    if (step.run[1] === 'copy') for (const one of json.features ?? []) copied.add(one.feature)
    const [difference] =
      exit === step.exit
        ? differences(comparable(step, idColumns.get(step.run[2] ?? '') ?? [], copied), json)
        : [`exit ${exit} instead of ${step.exit}: ${JSON.stringify(json).slice(0, 300)}`]
    differs('', difference)
    if (rehearsed === undefined) continue
    for (const preview of rehearsed.features) {
      const changed = await readersIn(place, preview.feature)
      const found = await resolved(oracle, graph, place, changed)
      comparePrediction(preview, changed, null, found, report, (about, what) =>
        differs(`\n  ${about}`, what),
      )
    }
  }
}

async function resolved(oracle: Oracle, graph: string, place: Place, changed: Changed) {
  const keys = movedBy(changed)
  const question = {graph, project: place.directory, reads: [], increments: keys}
  const {increments} = await oracle.look(question)
  return new Map(keys.map((key, index) => [key, increments[index] ?? {raised: 'no answer'}]))
}

function writes({run, exit}: GoldenStep): boolean {
  if (exit !== 0 || run.includes('--dry-run')) return false
  const [room, verb] = run
  return room === 'push' || (room === 'metadata' && WRITING.has(verb ?? ''))
}

const WRITING: ReadonlySet<string> = new Set([
  'delete',
  'restore',
  'rebase',
  'copy',
  'drop',
  'write',
])
