import {cpSync, mkdirSync} from 'node:fs'
import path from 'node:path'
import {openProject, type Project, type ProjectOptions} from '../../src/engine/index.ts'

/** A copy of a project, a home for its journal and a clock that goes on by itself. */
export interface Place {
  readonly directory: string
  readonly stateHome: string
  /** The metadata store that is meant; the default one where it is not said. */
  readonly storeName?: string
  readonly now: () => bigint
  /** Opens the project once for each set of options; it stays open from command to command. */
  readonly openProject: typeof openProject
  close(): Promise<void>
}

/** A writable copy of a random project. */
export function copyOf(source: string, scratch: string, name: string): Place {
  const directory = path.join(scratch, name, 'project')
  const stateHome = path.join(scratch, name, 'state')
  cpSync(path.join(source, 'project'), directory, {recursive: true})
  mkdirSync(stateHome)
  const opened = new Map<string, Promise<Project>>()
  return {
    directory,
    stateHome,
    // Behind every time of the recorded rows.
    now: clockFrom(new Date('2026-03-05T08:00:00Z')),
    openProject: async (where, options) => {
      const key = JSON.stringify([where, options])
      const project = opened.get(key) ?? openProject(where, options)
      opened.set(key, project)
      return {...(await project), close: async () => {}}
    },
    close: async () => {
      for (const project of opened.values()) await (await project).close()
    },
  }
}

/** From this moment on, one millisecond later at each look. */
function clockFrom(moment: Date): ProjectOptions['now'] {
  let micros = BigInt(moment.getTime()) * 1000n
  return () => {
    micros += 1000n
    return micros
  }
}
