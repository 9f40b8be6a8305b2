import {setTimeout as pause} from 'node:timers/promises'
import {seededRandom} from '../helpers/random.ts'
import type {Finding} from './finding.ts'
import {startPipeline, storedBatches} from './pipelines.ts'
import {type Backend, openStressProject, stressProject} from './stress-project.ts'

const ROWS = 200
/** A writer makes about a commit in this time. */
const LONGEST_MS = 100

/**
 * Writers killed at random moments of their commits: each write is there with all its rows or with none,
 * what was said to be written is there, and the next one works.
 */
export async function killedWriters(
  backend: Backend,
  kills: number,
  seed: number,
): Promise<{folder: string; findings: readonly Finding[]}> {
  const random = seededRandom(seed)
  const folder = await stressProject(backend)
  let lost = 0
  let halves = 0
  let broken = 0
  let saidWritten = 0
  for (let kill = 0; kill < kills; kill += 1) {
    const name = `k${kill}`
    const pipeline = startPipeline(folder, name, 10_000, ROWS)
    await pipeline.hasWritten(random.below(4))
    await pause(random.below(LONGEST_MS))
    pipeline.kill()
    const {written} = await pipeline.ended
    saidWritten += written
    try {
      const project = await openStressProject(folder)
      const batches = await storedBatches(project)
      await project.operations()
      await project.close()
      halves += [...batches.values()].filter(rows => rows !== ROWS).length
      for (let write = 0; write < written; write += 1) {
        if (!batches.has(`${name}-${write}`)) lost += 1
      }
    } catch (error) {
      broken += 1
      console.error(`  after kill ${kill}: ${error}`)
    }
  }
  const next = await startPipeline(folder, 'next', 1, ROWS).ended
  return {
    folder,
    findings: [
      {what: 'stores that could not be read', found: broken, expected: 0},
      {what: `writes in part, of more than ${saidWritten}`, found: halves, expected: 0},
      {what: 'writes said to be made that are lost', found: lost, expected: 0},
      {what: 'writes of the next writer', found: next.written, expected: 1},
    ],
  }
}
