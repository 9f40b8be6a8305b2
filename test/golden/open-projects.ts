import {openProject, type Project, type ProjectOptions} from '../../src/engine/index.ts'
import type {GoldenStep} from './cases.ts'

/** Projects that stay open between steps, as in a session: opening one takes longer than most answers. */
export interface OpenProjects {
  /** The door for one step. What may write finds none open and leaves none open. */
  doorFor(step: GoldenStep): Promise<typeof openProject>
  close(): Promise<void>
}

const LOOKS =
  /^(list|describe|graph|graph-diff|history|versions|metadata (read|status|increment|why)) /

export function keepProjectsOpen(): OpenProjects {
  const open = new Map<string, Project>()
  const close = async () => {
    for (const project of open.values()) await project.close()
    open.clear()
  }
  return {
    doorFor: async step => {
      if (LOOKS.test(`${step.run.join(' ')} `)) return (...asked) => kept(open, ...asked)
      await close()
      return openProject
    },
    close,
  }
}

/** Closed by whoever keeps it, not by the command that asks. */
async function kept(
  open: Map<string, Project>,
  directory: string,
  options: ProjectOptions,
): Promise<Project> {
  const key = JSON.stringify([directory, options])
  const project = open.get(key) ?? (await openProject(directory, options))
  open.set(key, project)
  return {...project, close: async () => {}}
}
