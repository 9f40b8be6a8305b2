import {type Command, InvalidArgumentError} from 'commander'
import type {CellValue, WhyAnswer} from '../../../engine/index.ts'
import {asking, type Perform} from '../command-context.ts'
import {CommandFailure} from '../failures.ts'
import {formatOption} from '../options.ts'
import type {Answer} from '../output/answer.ts'
import type {JsonObject} from '../output/json.ts'
import type {Printer} from '../output/printer.ts'
import {featureArgument, readFeature} from './feature-selection.ts'

interface WhyOptions {
  readonly feature?: readonly string[]
  readonly id?: Readonly<Record<string, string>>
}

/** `mxx metadata why KEY --id COL=VALUE…` (commands.md §2). */
export function declareMetadataWhy(metadata: Command, perform: Perform): void {
  const command = metadata.command('why').description('why one sample is pending, field by field')
  featureArgument(command)
  command.option('--id <column=value>', 'an id of the sample; repeated: all of them', idOf)
  formatOption(command).action(async (keys: readonly string[], options: WhyOptions) => {
    await perform(command, async context => {
      const feature = await readFeature(keys, options)
      if (options.id === undefined) throw withoutIds()
      const project = await context.openProject()
      await context.graphOf(project)
      const answer = await project.why({feature, sample: options.id}, asking(context.io))
      return answerOf(answer)
    })
  })
}

function idOf(
  text: string,
  before: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('It should be COL=VALUE.')
  return {...before, [text.slice(0, at)]: text.slice(at + 1)}
}

function withoutIds(): CommandFailure {
  return new CommandFailure('MISSING_REQUIRED_FLAG', 'Say which sample: --id COL=VALUE.', {
    details: {required_flags: ['--id']},
  })
}

function answerOf(answer: WhyAnswer): Answer {
  const {feature, sample, state, fields, verified} = answer
  return {
    json: {
      feature,
      sample,
      state,
      fields: fields.map(
        (one): JsonObject => ({
          field: one.field,
          stored: one.stored,
          expected: one.expected,
          changed: one.changed,
          upstream: one.upstream.map(({sampleCount, changedNow, ...up}) => ({
            feature: up.feature,
            field: up.field,
            sample_count: sampleCount,
            changed_now: changedNow,
            cause: up.cause,
          })),
        }),
      ),
      verified,
    },
    plain: print => plainText(answer, print),
  }
}

function plainText({feature, sample, state, fields}: WhyAnswer, print: Printer): string {
  const ids = Object.entries(sample).map(([name, value]) => `${name}=${textOf(value)}`)
  const title = `${feature} ${ids.join(' ')}: ${state.replace('_', ' ')}\n`
  if (fields.length === 0) return title
  const rows = fields.map(one => [
    one.field,
    one.stored ?? '-',
    one.expected ?? '-',
    one.changed ? 'changed' : '',
    one.upstream.map(up => `${up.feature}.${up.field}`).join(', '),
  ])
  return title + print.table({header: ['FIELD', 'STORED', 'EXPECTED', '', 'FROM'], rows})
}

function textOf(value: CellValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
