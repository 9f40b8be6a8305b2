import {homedir} from 'node:os'
import {join} from 'node:path'
import type {Config, ProjectOptions} from '../../engine/index.ts'
import type {CommandIo} from './command-io.ts'
import type {GlobalOptions} from './options.ts'

/** Everything of the world that the engine may know, out of the options and the environment. */
export function projectOptions(
  io: Pick<CommandIo, 'cwd' | 'now'>,
  env: Readonly<Record<string, string | undefined>>,
  global: GlobalOptions,
): ProjectOptions {
  // What is listed is narrowed by whoever lists; the project of a write stays the configured one.
  const {color, ascii, project, allProjects, ...engineOptions} = global
  // What only looks does not wait; commands that change say how long (commands.md §3).
  const patience = {lockTimeoutMs: 0}
  return {env, now: io.now, journalDirectory: journalDirectory(env), ...patience, ...engineOptions}
}

/** The effective configuration of a directory, without a metadata store. */
export async function configIn(
  directory: string,
  {env, configFile}: ProjectOptions,
): Promise<Config> {
  const {loadConfig} = await import('../../engine/index.ts')
  const given = configFile === undefined ? {} : {configFile}
  return loadConfig({directory, env, ...given})
}

/** `$XDG_STATE_HOME/metaxy-explorer`, as the XDG base directory specification has it. */
function journalDirectory(env: Readonly<Record<string, string | undefined>>): string {
  const state = env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local', 'state')
  return join(state, 'metaxy-explorer')
}
