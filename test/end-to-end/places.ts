import {fileURLToPath} from 'node:url'
import type {Place} from '../helpers/built-program.ts'
import {copyOfProject, temporaryFolder} from '../helpers/fixture-project.ts'

export const DEMO = fileURLToPath(new URL('../../assets/demo/project', import.meta.url))

/** A copy of the demo project, removed when the test has ended. */
export async function demoPlace(): Promise<Place> {
  const [directory, stateHome] = await Promise.all([copyOfProject(DEMO), temporaryFolder()])
  return {directory, stateHome}
}

/** The terminal sizes that every screen is made for. */
export const SIZES = [
  {columns: 80, rows: 24},
  {columns: 120, rows: 36},
] as const
