import {readFileSync} from 'node:fs'
import path from 'node:path'
import type {GoldenCase} from '../golden/cases.ts'
import {differences} from '../golden/match.ts'
import {mxx} from './mxx.ts'
import type {Oracle} from './oracle.ts'
import type {Place} from './place.ts'
import type {ProjectReport} from './report.ts'
import {waitsFor} from './waiting.ts'

/**
 * Every step of a random project (commands.md §4), on a copy of it. A command that is not built yet is
 * not compared; when it writes, the real Metaxy does it, so that the steps behind it still count.
 */
export async function replaySteps(
  oracle: Oracle,
  source: string,
  place: Place,
  report: ProjectReport,
): Promise<void> {
  const {steps}: GoldenCase = JSON.parse(readFileSync(path.join(source, 'case.json'), 'utf8'))
  for (const [number, step] of steps.entries()) {
    const where = `step ${number} (${step.about}): mxx ${step.run.join(' ')}`
    const waiting = waitsFor(step.run)
    if (waiting !== undefined) {
      report.waiting.set(waiting, (report.waiting.get(waiting) ?? 0) + 1)
      if (step.exit !== 0 || !writes(step.run)) continue
      await oracle.perform(path.basename(source), place.directory, place.now(), step.run)
      continue
    }
    report.steps += 1
    try {
      const {exit, json} = await mxx(place, ...step.run)
      const [difference] =
        exit === step.exit
          ? differences(step.expect, json)
          : [`exit ${exit} instead of ${step.exit}: ${JSON.stringify(json).slice(0, 300)}`]
      if (difference !== undefined) report.differences.push({where, what: difference})
    } catch (error) {
      report.differences.push({where, what: String(error)})
    }
  }
}

function writes(args: readonly string[]): boolean {
  if (args.includes('--dry-run')) return false
  const [room, verb] = args
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
