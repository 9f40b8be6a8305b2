import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {seededRandom} from '../helpers/random.ts'
import type {Oracle} from './oracle.ts'
import {type ProjectMaker, randomProject} from './random-project.ts'
import {copyOf, replaySteps} from './replay-steps.ts'
import {emptyReport, type ProjectReport} from './report.ts'
import {targetsOf} from './targets.ts'
import {tryDelete} from './try-delete.ts'

/** Everything that is compared on the random project of one seed. */
export async function checkProject(
  maker: ProjectMaker,
  oracle: Oracle,
  seed: number,
  deletes: number,
): Promise<ProjectReport> {
  const report = emptyReport(seed)
  const source = await randomProject(maker, seed)
  const scratch = mkdtempSync(path.join(tmpdir(), `mxx-conformance-${seed}-`))
  const attempt = async (where: string, work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      report.differences.push({
        where,
        what: error instanceof Error ? String(error.stack) : String(error),
      })
    }
  }
  await attempt('steps', () => replaySteps(oracle, source, scratch, report))
  await attempt('deletes', async () => {
    const random = seededRandom(seed)
    const targets = await targetsOf(copyOf(source, scratch, 'targets'))
    for (let number = 1; number <= deletes && targets.length > 0; number += 1) {
      const place = copyOf(source, scratch, `delete-${number}`)
      const target = random.pick(targets)
      await attempt(`delete ${number} of ${target.feature}`, () =>
        tryDelete(oracle, path.basename(source), place, target, random, report),
      )
    }
  })
  if (report.differences.length === 0) rmSync(scratch, {recursive: true})
  else report.differences.push({where: 'the copies it was tried on', what: scratch})
  return report
}
