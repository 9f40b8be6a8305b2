import type {Finding} from './finding.ts'
import {startPipeline, storedBatches} from './pipelines.ts'
import {type Backend, openStressProject, stressProject} from './stress-project.ts'

/** Processes that all write at once: every commit is kept, none twice. */
export async function manyWriters(
  backend: Backend,
  processes: number,
  writes: number,
): Promise<{folder: string; findings: readonly Finding[]}> {
  const folder = await stressProject(backend)
  const pipelines = Array.from({length: processes}, (_, at) =>
    startPipeline(folder, `p${at}`, writes, 3),
  )
  const ended = await Promise.all(pipelines.map(pipeline => pipeline.ended))
  const project = await openStressProject(folder)
  const batches = await storedBatches(project)
  await project.close()
  return {
    folder,
    findings: [
      {
        what: 'processes that ended well',
        found: ended.filter(({whole}) => whole).length,
        expected: processes,
      },
      {what: 'commits kept', found: batches.size, expected: processes * writes},
      {
        what: 'commits with other than 3 rows',
        found: [...batches.values()].filter(rows => rows !== 3).length,
        expected: 0,
      },
    ],
  }
}
