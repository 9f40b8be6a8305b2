import {join} from 'node:path'
import {onTestFinished} from 'vitest'
import {openProject, type Project, type ProjectOptions} from '../../src/engine/index.ts'
import {fixtureProject, temporaryFolder} from './fixture-project.ts'

/** A recorded project, opened on a writable copy with a journal of its own; closed when the test ends. */
export async function openFixture(
  name: string,
  options: Partial<ProjectOptions> = {},
): Promise<Project> {
  const journalDirectory = join(await temporaryFolder(), 'journal')
  return openFolder(await fixtureProject(name), {journalDirectory, ...options})
}

/** A project in a folder, with a clock that never stands still. */
export async function openFolder(
  folder: string,
  options: Partial<ProjectOptions> = {},
): Promise<Project> {
  let last = BigInt(Date.now()) * 1000n
  const now = () => {
    const time = BigInt(Date.now()) * 1000n
    last = time > last ? time : last + 1n
    return last
  }
  const project = await openProject(folder, {env: {}, now, ...options})
  onTestFinished(() => project.close())
  return project
}
