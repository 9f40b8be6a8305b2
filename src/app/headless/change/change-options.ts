import type {Command} from 'commander'
import type {Project, ProjectOptions} from '../../../engine/index.ts'
import type {CommandContext} from '../command-context.ts'
import {flag, formatOption, seconds} from '../options.ts'

/** Options of every command that changes a metadata store (commands.md §3). */
export interface ChangeOptions {
  readonly dryRun?: boolean
  readonly yes?: boolean
  readonly lockTimeout?: number
  readonly allowCrossProjectWrites?: boolean
  readonly allowHidingFallback?: boolean
  /** A file for the rows that a delete or drop takes away. */
  readonly backup?: string
  /** Keeps the preview in a file instead of committing it. */
  readonly save?: string
}

/** Of a command that changes one feature. */
export interface FeatureChangeOptions extends ChangeOptions {
  readonly feature?: readonly string[]
}

export function changeOptions(command: Command): Command {
  flag(command, 'dry-run', 'show what it would do, write nothing')
  flag(command, 'yes', 'do not ask')
  flag(command, 'allow-cross-project-writes', 'change features of other projects too')
  command.option('--save <file>', 'keep the changes in a file for `mxx apply`, write nothing else')
  command.option('--lock-timeout <seconds>', 'wait for a locked file', seconds, 5)
  return formatOption(command)
}

export function lockTimeout({lockTimeout: given = 5}: ChangeOptions): Partial<ProjectOptions> {
  return {lockTimeoutMs: given * 1000}
}

/**
 * The project of a command that changes a feature, once it has definitions.
 * @throws CommandFailure NO_FEATURES when nothing was pushed.
 */
export async function openToChange(
  options: ChangeOptions,
  context: CommandContext,
): Promise<Project> {
  const project = await context.openProject(lockTimeout(options))
  await context.graphOf(project)
  return project
}
