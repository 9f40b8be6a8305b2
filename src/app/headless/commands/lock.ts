import type {Command} from 'commander'
import type {LockResult} from '../../../engine/index.ts'
import {asking, type Perform} from '../command-context.ts'
import {flag, formatOption} from '../options.ts'
import {refuseOtherProject} from './own-project.ts'

interface LockOptions {
  readonly output?: string
  readonly dryRun?: boolean
}

/** `mxx lock` (commands.md §3): what local features need of other projects, in metaxy.lock. */
export function declareLock(program: Command, perform: Perform): void {
  const command = program.command('lock').description('write metaxy.lock: external definitions')
  command.option('-o, --output <file>', 'default: metaxy.lock beside the configuration')
  flag(command, 'dry-run', 'say what would change, write nothing')
  formatOption(command).action(async ({output, dryRun = false}: LockOptions) => {
    await perform(command, async context => {
      const project = await context.openProject()
      refuseOtherProject('lock', project.config, context.global)
      const result = await project.lock({
        ...(output === undefined ? {} : {file: context.path(output)}),
        dryRun,
        ...asking(context.io),
      })
      result.warnings.forEach(context.warn)
      return {
        json: {
          file: result.file,
          dry_run: dryRun,
          written: result.written,
          added: result.added.map(one => ({...one})),
          updated: result.updated.map(({project: owner, key, ...one}) => ({
            project: owner,
            key,
            old_version: one.oldVersion,
            new_version: one.newVersion,
            metadata_only: one.metadataOnly,
          })),
          removed: result.removed.map(one => ({...one})),
          unchanged_count: result.unchangedCount,
        },
        plain: () => plainText(result, dryRun, project.chosen.display),
      }
    })
  })
}

/** As `metaxy lock` says it: by project when there are several. */
function plainText(result: LockResult, dryRun: boolean, display: string): string {
  const lines = [
    ...result.added.map(one => ({...one, line: ` + ${one.key} (${one.version})`})),
    ...result.updated.map(one => ({...one, line: ` ~ ${one.key} (${updateText(one)})`})),
    ...result.removed.map(one => ({...one, line: ` - ${one.key} (${one.version})`})),
  ]
  const projects = [...new Set(lines.map(({project}) => project))].sort()
  const listed = projects.flatMap(project => [
    ...(projects.length > 1 ? [` ${project}`] : []),
    ...lines
      .filter(one => one.project === project)
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({line}) => line),
  ])
  return [...listed, endText(result, dryRun, display)].map(line => `${line}\n`).join('')
}

function updateText({oldVersion, newVersion, metadataOnly}: LockResult['updated'][number]): string {
  return metadataOnly
    ? `${oldVersion}, non-versioning metadata update`
    : `${oldVersion} -> ${newVersion}`
}

function endText({file, written}: LockResult, dryRun: boolean, display: string): string {
  if (dryRun) return 'Dry run: nothing was written.'
  return written ? `Updated ${file} from ${display}.` : `Lock file ${file} is up to date.`
}
