import {type Command, Option} from 'commander'
import type {Change, FeatureKey, Preview, Project} from '../../../engine/index.ts'
import {type ChangeOptions, changeOptions, lockTimeout} from '../change/change-options.ts'
import {type FeatureError, makeChanges} from '../change/make-changes.ts'
import {asking, type CommandContext, type Perform} from '../command-context.ts'
import {type CodedError, CommandFailure, EXIT_CODES, isCoded} from '../failures.ts'
import {flag, repeatable} from '../options.ts'
import {checkFilters} from './check-filters.ts'
import {
  readSelection,
  refuseUnknown,
  type SelectionOptions,
  selectFeatures,
  selectionArguments,
  shownProject,
} from './feature-selection.ts'

type Delete = Extract<Change, {kind: 'soft-delete' | 'hard-delete'}>

interface DeleteOptions extends SelectionOptions, ChangeOptions {
  readonly filter?: readonly string[]
  readonly soft?: boolean
  readonly hard?: boolean
  readonly withFeatureHistory?: boolean
  readonly cascade?: 'none' | 'downstream'
}

/** `mxx metadata delete` (commands.md §3, stores.md §5.1 and §5.4). */
export function declareMetadataDelete(metadata: Command, perform: Perform): void {
  const command = metadata.command('delete').description('delete rows of features')
  selectionArguments(command)
  repeatable(command, '--filter <expression>', 'rows that fulfil it; repeated: all of them')
  flag(command, 'soft', 'append tombstones; the default')
  flag(command, 'hard', 'remove rows for good')
  flag(command, 'with-feature-history', 'rows of every feature version')
  flag(command, 'allow-hiding-fallback', 'even when it hides rows of a fallback store')
  command
    .addOption(
      new Option('--cascade <features>', 'downstream: the samples that it orphans there, too')
        .choices(['none', 'downstream'])
        .default('none'),
    )
    .option('--backup <file>', 'a new .parquet file that the rows are written to first')
  changeOptions(command).action(async (keys: readonly string[], options: DeleteOptions) => {
    await perform(command, async context => {
      const hard = isHard(options)
      const selection = await readSelection(keys, options)
      await checkFilters(options.filter)
      const project = await context.openProject(lockTimeout(options))
      const graph = await context.graphOf(project)
      const shown = shownProject(project.config, context.global)
      const {known, unknown} = await selectFeatures(graph, selection, shown)
      if (known.length === 0) throw nothingSelected(unknown)
      await refuseUnknown(graph, unknown)
      const named = known.map(feature => deletion(feature, hard, options))
      const changes =
        options.cascade === 'downstream'
          ? await project.withDownstream(named, asking(context.io))
          : named
      const {preview, errors} = await previewEach(project, changes, context)
      return makeChanges(project, preview, hard ? 'hard' : 'soft', options, context, errors)
    })
  })
}

function deletion(feature: FeatureKey, hard: boolean, options: DeleteOptions): Delete {
  return {
    kind: hard ? 'hard-delete' : 'soft-delete',
    feature,
    where: {kind: 'filter', filters: options.filter ?? []},
    withFeatureHistory: options.withFeatureHistory ?? false,
  }
}

/** @throws CommandFailure MISSING_CONFIRMATION before anything is opened, also in a dry run. */
function isHard({soft, hard, filter, yes}: DeleteOptions): boolean {
  if (soft === true && hard === true) {
    throw new CommandFailure('CONFLICTING_FLAGS', '--soft and --hard exclude each other.', {
      details: {conflicting_flags: ['--soft', '--hard']},
    })
  }
  const isHard = hard === true || (soft === false && hard === undefined)
  if (isHard && filter === undefined && yes !== true) {
    throw new CommandFailure(
      'MISSING_CONFIRMATION',
      'A hard delete without a filter removes every row for good.',
      {hint: 'Say --yes to confirm, or which rows with --filter.'},
    )
  }
  return isHard
}

function nothingSelected(unknown: readonly FeatureKey[]): CommandFailure {
  return new CommandFailure('NO_FEATURES', 'No feature of the graph is selected for deletion.', {
    hint: 'See `mxx list features`.',
    details: {features: unknown},
  })
}

/**
 * All changes in one preview; when that fails, one feature more at a time, so that a feature that
 * cannot be previewed is reported and the others go on (stores.md §5.4).
 * @throws the only error, or the first one that is not about a feature.
 */
async function previewEach(
  project: Project,
  changes: readonly Change[],
  {io}: CommandContext,
): Promise<{readonly preview: Preview; readonly errors: readonly FeatureError[]}> {
  try {
    return {preview: await project.preview(changes, asking(io)), errors: []}
  } catch (error) {
    if (changes.length < 2 || !isAboutFeature(error)) throw error
  }
  const errors: FeatureError[] = []
  let taken: readonly Change[] = []
  let preview: Preview | undefined
  for (const change of changes) {
    try {
      preview = await project.preview([...taken, change], asking(io))
      taken = [...taken, change]
    } catch (error) {
      if (!isAboutFeature(error)) throw error
      errors.push({feature: change.feature, error})
    }
  }
  if (preview === undefined) throw errors[0]?.error
  return {preview, errors}
}

/** Everything but a store that nobody can use now; a filter may fit the columns of another feature. */
function isAboutFeature(error: unknown): error is CodedError {
  return isCoded(error) && (EXIT_CODES[error.code] === 1 || error.code === 'INVALID_FILTER')
}
