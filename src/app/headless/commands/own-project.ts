import type {Config} from '../../../engine/index.ts'
import {CommandFailure} from '../failures.ts'
import type {GlobalOptions} from '../options.ts'

/**
 * What is recorded under a project's name is the configured project's (stores.md §3.3).
 * @throws CommandFailure CONFLICTING_FLAGS for another one, INVALID_INPUT when none is configured.
 */
export function refuseOtherProject(
  command: string,
  {project, file}: Config,
  global: GlobalOptions,
): void {
  if (global.project !== undefined || global.allProjects) {
    const flag = global.allProjects ? '--all-projects' : '--project'
    const configured = project === null ? ' (not configured)' : `: ${project}`
    throw new CommandFailure(
      'CONFLICTING_FLAGS',
      `\`mxx ${command}\` works with the project of the configuration only${configured}.`,
      {hint: `Leave ${flag} out.`, details: {conflicting_flags: [flag]}},
    )
  }
  if (project === null) {
    throw new CommandFailure(
      'INVALID_INPUT',
      `The 'project' field must be set in ${file ?? 'metaxy.toml'} for \`mxx ${command}\`.`,
      {hint: 'Add project = "NAME" to it, or set METAXY_PROJECT.'},
    )
  }
}
