import type {Command} from 'commander'
import type {ChangePreview, Preview} from '../../../engine/index.ts'
import {changeOptions, type FeatureChangeOptions, openToChange} from '../change/change-options.ts'
import {changeAndAnswer, type Made, operationOf} from '../change/make-changes.ts'
import {changeAsJson} from '../change/preview-as-json.ts'
import type {Perform} from '../command-context.ts'
import {CommandFailure} from '../failures.ts'
import {repeatable} from '../options.ts'
import type {JsonObject} from '../output/json.ts'
import {checkFilters} from './check-filters.ts'
import {featureArgument, readFeature} from './feature-selection.ts'

interface RebaseOptions extends FeatureChangeOptions {
  readonly filter?: readonly string[]
  readonly from?: string
  readonly to?: string
}

/** `mxx metadata rebase KEY --from V` (commands.md §3, stores.md §6). */
export function declareMetadataRebase(metadata: Command, perform: Perform): void {
  const command = metadata
    .command('rebase')
    .description('carry rows of one feature version over to another')
  featureArgument(command)
  command
    .option('--from <version>', 'feature version of the rows, or its beginning')
    .option('--to <version>', 'feature version they get; default: the current one')
  repeatable(command, '--filter <expression>', 'of the rows; repeated: all of them')
  changeOptions(command).action(async (keys: readonly string[], options: RebaseOptions) => {
    await perform(command, async context => {
      const feature = await readFeature(keys, options)
      await checkFilters(options.filter)
      if (options.from === undefined) throw fromIsMissing()
      const project = await openToChange(options, context)
      const where = {kind: 'filter', filters: options.filter ?? []} as const
      const {from, to = null} = options
      const change = {kind: 'rebase', feature, where, from, to} as const
      const answer = ({changes}: Preview, made: Made) =>
        changes.map(one => rebaseAsJson(one, made))[0] ?? {}
      return changeAndAnswer(project, [change], answer, options, context)
    })
  })
}

function rebaseAsJson(preview: ChangePreview, {dryRun, operations}: Made): JsonObject {
  const {details} = preview
  if (details.kind !== 'rebase') return {}
  const {
    rows_physical,
    store: metadataStore,
    warnings,
    downstream,
    ...more
  } = changeAsJson(preview, null)
  return {
    ...operationOf(operations),
    dry_run: dryRun,
    ...more,
    from: details.from,
    to: details.to,
    is_current: details.isCurrent,
    candidates: details.candidates.count,
    dropped: details.dropped.map(({reason, count}) => ({reason, count})),
    user_versioned: details.userVersioned.count,
    laundered: details.laundered.count,
    warnings: warnings ?? [],
    downstream: downstream ?? [],
  }
}

function fromIsMissing(): CommandFailure {
  return new CommandFailure('MISSING_REQUIRED_FLAG', 'Say which feature version to rebase from.', {
    hint: '`mxx versions KEY` lists them.',
    details: {required_flags: ['--from']},
  })
}
