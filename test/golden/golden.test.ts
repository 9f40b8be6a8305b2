import {cp, mkdtemp, readFile, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, test} from 'vitest'
import {type GoldenCase, goldenCases, projectOf} from './cases.ts'
import {keepProjectsOpen, type OpenProjects} from './open-projects.ts'
import {plannedSteps} from './planned-steps.ts'
import {readmeText} from './readme-text.ts'
import {runStep} from './run-step.ts'

describe('what the real Metaxy answered', () => {
  // Side by side: most of a step is waiting for DuckDB.
  const longCases = {timeout: 300_000}
  test.concurrent.for(goldenCases())('$name: $about', longCases, async (golden, {expect}) => {
    const folder = await mkdtemp(join(tmpdir(), 'mxx-golden-'))
    const projects = keepProjectsOpen()
    try {
      expect(await whatIsWrong(golden, folder, projects)).toEqual([])
    } finally {
      await projects.close()
      await rm(folder, {recursive: true, force: true})
    }
  })
})

test('the README says how many steps pass and what the others wait for', async () => {
  const file = fileURLToPath(new URL('./README.md', import.meta.url))
  expect(await readFile(file, 'utf8')).toBe(await readmeText())
})

/** Steps that do not answer as recorded, and steps that wait although they do. */
async function whatIsWrong(
  golden: GoldenCase,
  folder: string,
  projects: OpenProjects,
): Promise<readonly string[]> {
  const [project, state] = [join(folder, 'project'), join(folder, 'state')]
  await cp(projectOf(golden), project, {recursive: true})
  const wrong: string[] = []
  for (const [index, {step, state: planned}] of (await plannedSteps(golden)).entries()) {
    if (planned.kind === 'follows-waiting-write') continue
    const found = await runStep(step, project, state, projects)
    const name = `step ${index}, mxx ${step.run.join(' ')}`
    if (planned.kind === 'passes') {
      if (found.length > 0) wrong.push([name, ...found].join('\n  '))
    } else if (found.length === 0) {
      wrong.push(`${name}: passes, but waits for ${planned.reason}`)
    }
  }
  return wrong
}
