import type {Command} from 'commander'
import type {CodeVersion, WhatIf} from '../../../engine/index.ts'
import {asking, type Perform} from '../command-context.ts'
import {CommandFailure} from '../failures.ts'
import {formatOption, repeatable} from '../options.ts'
import type {Printer} from '../output/printer.ts'
import {fieldAsJson, moved} from './graph-diff-render.ts'

/** `mxx graph what-if --code-version FEATURE.FIELD=V…` (commands.md §2). */
export function declareGraphWhatIf(graph: Command, perform: Perform): void {
  const command = graph.command('what-if').description('versions that other code versions give')
  repeatable(command, '--code-version <feature.field=version>', 'another code version of a field')
  formatOption(command).action(async ({codeVersion = []}: {codeVersion?: readonly string[]}) => {
    await perform(command, async context => {
      const codeVersions = await readCodeVersions(codeVersion)
      const project = await context.openProject()
      await context.graphOf(project)
      const answer = await project.whatIf(codeVersions, asking(context.io))
      return {
        json: {
          project_version: answer.projectVersion,
          features: answer.features.map(({key, fromVersion, toVersion, fields}) => ({
            key,
            from_version: fromVersion,
            to_version: toVersion,
            fields: fields.map(fieldAsJson),
          })),
        },
        plain: print => plainText(answer, print),
      }
    })
  })
}

async function readCodeVersions(texts: readonly string[]): Promise<readonly CodeVersion[]> {
  if (texts.length === 0) {
    throw new CommandFailure(
      'MISSING_REQUIRED_FLAG',
      'Say which code version: --code-version FEATURE.FIELD=VERSION.',
      {details: {required_flags: ['--code-version']}},
    )
  }
  const {parseKey} = await import('../../../engine/index.ts')
  return texts.map(text => {
    const [, feature, field, codeVersion] = /^([^.=]*)\.([^=]*)=(.*)$/s.exec(text) ?? []
    if (feature === undefined || field === undefined || codeVersion === undefined) {
      throw new CommandFailure('INVALID_INPUT', `"${text}" is no FEATURE.FIELD=VERSION.`, {
        hint: 'For example --code-version video/raw.frames=2.',
      })
    }
    return {feature: parseKey(feature), field: parseKey(field), codeVersion}
  })
}

function plainText({projectVersion, features}: WhatIf, print: Printer): string {
  if (features.length === 0) return 'No version moves.\n'
  const table = print.table({
    header: ['FEATURE', 'VERSION', 'FIELDS'],
    rows: features.map(({key, fromVersion, toVersion, fields}) => [
      key,
      moved(fromVersion, toVersion),
      fields.map(field => field.key).join(', '),
    ]),
  })
  return projectVersion === null ? table : `${table}Project version: ${projectVersion}\n`
}
