import {spawnSync} from 'node:child_process'
import {cpSync, mkdtempSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {openPtyScreen, type PtyScreen} from './pty-screen.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What `bin` of package.json names; it starts what the last build left in dist. */
export const PROGRAM = join(ROOT, 'bin/mxx.mjs')

/** A writable copy of a project that the real Metaxy wrote, and a home for what the program keeps. */
export interface ProjectCopy {
  readonly directory: string
  readonly env: {readonly XDG_STATE_HOME: string; readonly XDG_CONFIG_HOME: string}
}

/** @param source below the repository: `assets/demo/project`, `test/golden/basic/project`. */
export function copyProject(source: string): ProjectCopy {
  const place = mkdtempSync(join(tmpdir(), 'mxx-'))
  const directory = join(place, 'project')
  cpSync(join(ROOT, source), directory, {recursive: true})
  return {
    directory,
    env: {XDG_STATE_HOME: join(place, 'state'), XDG_CONFIG_HOME: join(place, 'config')},
  }
}

/** `mxx` in a terminal of this size, on the project. */
export function openProgram(
  project: ProjectCopy,
  size: {readonly columns: number; readonly rows: number},
  args: readonly string[] = [],
): PtyScreen {
  return openPtyScreen(process.execPath, [PROGRAM, ...args], {
    ...size,
    cwd: project.directory,
    env: project.env,
  })
}

/** A sub-command in a process of its own; the JSON that it prints. Throws unless it ends with 0. */
export function askProgram(project: ProjectCopy, ...args: string[]) {
  const {status, stdout, stderr} = spawnSync(
    process.execPath,
    [PROGRAM, ...args, '--format', 'json'],
    {cwd: project.directory, encoding: 'utf8', env: {...process.env, ...project.env}},
  )
  if (status !== 0) throw new Error(`mxx ${args.join(' ')}: exit ${status}\n${stdout}${stderr}`)
  return JSON.parse(stdout)
}
