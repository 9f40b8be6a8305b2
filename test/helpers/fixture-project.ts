import {cp, mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {onTestFinished} from 'vitest'

/**
 * A writable copy of the project of a golden case, as it was before the first step; removed when the
 * test has ended. Answers its directory.
 */
export async function fixtureProject(name: string): Promise<string> {
  const golden = fileURLToPath(new URL(`../golden/cases/${name}/project`, import.meta.url))
  return copyOfProject(golden)
}

/** The same for any project folder, such as that of the demo. */
export async function copyOfProject(folder: string): Promise<string> {
  const directory = await temporaryFolder()
  await cp(folder, directory, {recursive: true})
  return directory
}

/** An empty folder, removed when the test has ended. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mxx-test-'))
  onTestFinished(() => rm(folder, {recursive: true, force: true}))
  return folder
}
