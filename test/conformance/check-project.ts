import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {seededRandom} from '../helpers/random.ts'
import {drawTargets} from './draw-change.ts'
import type {Oracle} from './oracle.ts'
import {copyOf, type Place} from './place.ts'
import {type ProjectMaker, randomProject} from './random-project.ts'
import {replaySteps} from './replay-steps.ts'
import {emptyReport, type ProjectReport} from './report.ts'
import {targetsOf} from './targets.ts'
import {tryChange} from './try-change.ts'

/** Everything that is compared on the random project of one seed. */
export async function checkProject(
  maker: ProjectMaker,
  oracle: Oracle,
  seed: number,
  changes: number,
): Promise<ProjectReport> {
  const report = emptyReport(seed)
  const source = await randomProject(maker, seed)
  const graph = `${path.basename(source)}#0`
  const scratch = mkdtempSync(path.join(tmpdir(), `mxx-conformance-${seed}-`))
  /** Work on a copy of its own; what it throws is a difference. */
  const onCopy = async <T>(name: string, work: (place: Place) => Promise<T>) => {
    const place = copyOf(source, scratch, name)
    try {
      return await work(place)
    } catch (error) {
      const what = error instanceof Error ? String(error.stack) : String(error)
      report.differences.push({where: name, what})
      return undefined
    } finally {
      await place.close()
    }
  }

  await onCopy('steps', place => replaySteps(oracle, source, place, report))
  const random = seededRandom(seed)
  const targets = (await onCopy('targets', targetsOf)) ?? []
  for (const [index, drawn] of drawTargets(random, targets, changes).entries()) {
    await onCopy(`change-${index + 1}`, place =>
      tryChange(oracle, graph, place, drawn, random, report),
    )
  }
  if (report.differences.length === 0) rmSync(scratch, {recursive: true})
  else report.differences.push({where: 'the copies it was tried on', what: scratch})
  return report
}
