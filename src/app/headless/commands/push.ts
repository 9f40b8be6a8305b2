import type {Command} from 'commander'
import type {FeatureDefinition, PushResult} from '../../../engine/index.ts'
import {lockTimeout} from '../change/change-options.ts'
import {asking, type CommandContext, type Perform} from '../command-context.ts'
import {CommandFailure} from '../failures.ts'
import {flag, formatOption, repeatable, seconds} from '../options.ts'
import {refuseOtherProject} from './own-project.ts'

interface PushOptions {
  readonly definitions?: string
  readonly tag?: readonly string[]
  readonly dryRun?: boolean
  readonly lockTimeout?: number
}

/** `mxx push` (commands.md §3): in plain the project version alone on stdout, as `metaxy push`. */
export function declarePush(program: Command, perform: Perform): void {
  const command = program.command('push').description('record feature definitions')
  command.option('--definitions <file>', 'a JSON file, or a module that exports features')
  repeatable(command, '--tag <name=value>', 'kept with the push; repeated: all of them')
  flag(command, 'dry-run', 'say what it would record, write nothing')
  command.option('--lock-timeout <seconds>', 'wait for a locked file', seconds, 5)
  formatOption(command).action(async (options: PushOptions) => {
    await perform(command, async context => {
      const tags = readTags(options.tag ?? [])
      const definitions = await definitionsOf(options, context)
      const project = await context.openProject(lockTimeout(options))
      refuseOtherProject('push', project.config, context.global)
      const result = await project.push({
        ...(definitions === undefined ? {} : {definitions}),
        tags,
        dryRun: options.dryRun ?? false,
        ...asking(context.io),
      })
      result.warnings.forEach(context.warn)
      if (context.format === 'plain') {
        const dryRun = options.dryRun ? 'Dry run: nothing was written.\n' : ''
        context.io.stderr.write(narration(result, project.chosen.display) + dryRun)
      }
      return {
        json: {
          project_version: result.projectVersion,
          outcome: result.outcome,
          project: result.project,
          dry_run: options.dryRun ?? false,
          features: result.features,
          recorded: result.recorded,
        },
        plain: () => `${result.projectVersion}\n`,
      }
    })
  })
}

function readTags(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map(text => {
      const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? []
      if (name === undefined || value === undefined) {
        throw new CommandFailure('INVALID_INPUT', `"${text}" is no NAME=VALUE.`, {
          hint: 'For example --tag git=abc123.',
        })
      }
      return [name, value]
    }),
  )
}

async function definitionsOf(
  {definitions}: PushOptions,
  context: CommandContext,
): Promise<readonly FeatureDefinition[] | undefined> {
  if (definitions === undefined) return undefined
  const {readDefinitions} = await import('../../../engine/index.ts')
  return readDefinitions(context.path(definitions))
}

/** What `metaxy push` says beside the version. */
function narration({outcome, recorded}: PushResult, display: string): string {
  switch (outcome) {
    case 'recorded':
      return `Recorded at: ${display}\n✓ Recorded feature graph\n`
    case 'updated': {
      const lines = recorded.map(key => `    - ${key}\n`).join('')
      return `Recorded at: ${display}\nℹ Updated feature information (no topological changes)\n  Updated features:\n${lines}`
    }
    case 'unchanged':
      return `Recorded at: ${display}\n✓ Snapshot already recorded (no changes)\n`
  }
}
