import {tmpdir, totalmem} from 'node:os'
import {join} from 'node:path'
import type {ProjectOptions} from '../engine/index.ts'
import type {Session} from './session.tsx'
import type {SessionParts} from './session-parts.ts'

/** Why the project could not be opened: nothing that went wrong in the screens. */
export class NotOpened extends Error {}

/**
 * Opens the project and shows its screens. Both are loaded after the first frame, which is there at once;
 * the graph is read while the screens are still loaded: they ask for it too and wait for the same answer.
 *
 * @throws NotOpened whose cause is what opening threw.
 */
export async function openSession(parts: SessionParts): Promise<Session> {
  await parts.ink.waitUntilRenderFlush()
  const {directory, options} = parts.request
  try {
    const {openProject} = await import('../engine/index.ts')
    const project = await openProject(directory, {...forScreens(), ...options})
    const early = new AbortController()
    project.graph({signal: early.signal}).catch(() => undefined)
    const {startSession} = await import('./session.tsx')
    const session = startSession(parts, project)
    // Once the screens have asked, whoever stops them stops the reading.
    setImmediate(() => early.abort())
    return session
  } catch (error) {
    throw new NotOpened('the project could not be opened', {cause: error})
  }
}

/** Screens stay open for hours beside other programs. */
function forScreens(): Partial<ProjectOptions> {
  const mebibytes = Math.floor((totalmem() * MEMORY_SHARE) / 2 ** 20)
  return {
    lockTimeoutMs: LOCK_PATIENCE_MS,
    memoryLimit: `${mebibytes}MiB`,
    // Made when something has to be put there, and one for each process: they would share its files.
    temporaryDirectory: join(tmpdir(), `metaxy-explorer-${process.pid}`),
  }
}

/** A pipeline's short write is waited out; a longer hold is told, with its holder. */
const LOCK_PATIENCE_MS = 2000
/** Of what the machine has. */
const MEMORY_SHARE = 0.6
