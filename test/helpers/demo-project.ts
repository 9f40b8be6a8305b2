import {cpSync, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {type Change, type ChangePreview, openProject, type Project} from '../../src/engine/index.ts'

const DEMO = path.join(import.meta.dirname, '../../assets/demo/project')

/** A copy of the demo project, opened. */
export interface OpenDemo {
  readonly project: Project
  readonly previewOf: (change: Change) => Promise<ChangePreview>
  readonly countRows: (request: Parameters<Project['read']>[0]) => Promise<number>
  readonly remove: () => Promise<void>
}

/** @param store the metadata store to choose; the configured one without it. */
export async function openDemo(store?: string): Promise<OpenDemo> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mxx-demo-'))
  cpSync(DEMO, folder, {recursive: true})
  const options = {env: {}, now: () => 1_800_000_000_000_000n}
  const project = await openProject(folder, store === undefined ? options : {...options, store})
  return {
    project,
    previewOf: async change => {
      const {changes} = await project.preview([change])
      const [first] = changes
      if (first === undefined) throw new Error('Nothing was previewed.')
      return first
    },
    countRows: async request => (await project.read({...request, limit: 0})).totalRows,
    remove: async () => {
      await project.close()
      rmSync(folder, {recursive: true})
    },
  }
}

/** Reads of everything that is stored: old versions, replaced rows, tombstones. */
export const EVERYTHING = {
  withFeatureHistory: true,
  withSampleHistory: true,
  softDeleted: 'show',
} as const
