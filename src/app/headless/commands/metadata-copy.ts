import type {Command} from 'commander'
import type {Change, ChangePreview, FeatureKey, Preview, Warning} from '../../../engine/index.ts'
import {type ChangeOptions, changeOptions, lockTimeout} from '../change/change-options.ts'
import {changeAndAnswer, type Made, operationOf} from '../change/make-changes.ts'
import type {Perform} from '../command-context.ts'
import {CommandFailure} from '../failures.ts'
import {flag, negatableFlag, pairs, repeatable} from '../options.ts'
import {detailsAsJson, type JsonObject} from '../output/json.ts'
import {checkFilters} from './check-filters.ts'
import {
  readSelection,
  type SelectionOptions,
  selectFeatures,
  selectionArguments,
  shownProject,
} from './feature-selection.ts'

interface CopyOptions extends SelectionOptions, ChangeOptions {
  readonly filter?: readonly string[]
  readonly filterOn?: ReadonlyMap<string, readonly string[]>
  readonly from?: string
  readonly to?: string
  readonly withFeatureHistory?: boolean
  readonly withSampleHistory?: boolean
  readonly onlyMissing?: boolean
  readonly fromSnapshot?: string
}

/** `mxx metadata copy KEY… --from STORE --to STORE` (commands.md §3, stores.md §5.5). */
export function declareMetadataCopy(metadata: Command, perform: Perform): void {
  const command = metadata.command('copy').description('copy rows between metadata stores')
  selectionArguments(command)
  command
    .option('--from <store>', 'metadata store that has the rows')
    .option('--to <store>', 'metadata store that gets them')
    .option('--from-snapshot <version>', 'only rows written under this project version')
  repeatable(command, '--filter <expression>', 'of the rows; repeated: all of them')
  pairs(command, '--filter-on <key expression>', 'of the rows of one feature')
  negatableFlag(command, 'with-feature-history', 'rows of the current feature version alone')
  flag(command, 'with-sample-history', 'every live row, not the latest of each sample')
  flag(command, 'only-missing', 'leave out what is there of the same id and feature version')
  changeOptions(command).action(async (keys: readonly string[], options: CopyOptions) => {
    await perform(command, async context => {
      const {from, to} = storesOf(options)
      const selection = await readSelection(keys, options)
      await checkFilters(options.filter, ...(options.filterOn?.values() ?? []))
      const project = await context.openProject({
        ...lockTimeout(options),
        store: to,
        definitionsOf: from,
      })
      const graph = await context.graphOf(project)
      const shown = shownProject(project.config, context.global)
      const {known, unknown} = await selectFeatures(graph, selection, shown)
      for (const key of unknown) context.warn(notFound(key))
      const changes = known.map(feature => copyOf(feature, from, options))
      const answer = (preview: Preview, made: Made) => ({
        ...copyAsJson(preview.changes, made),
        warnings: [...context.said, ...preview.changes.flatMap(({warnings}) => warnings)].map(
          detailsAsJson,
        ),
      })
      return changeAndAnswer(project, changes, answer, options, context)
    })
  })
}

function copyOf(feature: FeatureKey, from: string, options: CopyOptions): Change {
  const own = options.filterOn?.get(feature) ?? []
  return {
    kind: 'copy',
    feature,
    where: {kind: 'filter', filters: [...(options.filter ?? []), ...own]},
    from,
    withFeatureHistory: options.withFeatureHistory ?? true,
    withSampleHistory: options.withSampleHistory ?? false,
    onlyMissing: options.onlyMissing ?? false,
    fromSnapshot: options.fromSnapshot ?? null,
  }
}

/** Features that nothing was copied or left out of do not count, as in Metaxy. */
function copyAsJson(
  previews: readonly ChangePreview[],
  {dryRun, rows, operations}: Made,
): JsonObject {
  return {
    ...operationOf(operations),
    dry_run: dryRun,
    features_copied: previews.filter(preview => preview.rows > 0).length,
    rows_copied: rows,
    features: previews.flatMap(preview => {
      const {details, change} = preview
      if (details.kind !== 'copy' || preview.rows + details.skipped === 0) return []
      const operation = operations.get(change.feature)
      return [
        {
          feature: change.feature,
          ...(operation === undefined ? {} : {operation}),
          rows: preview.rows,
          skipped: details.skipped,
          conflicts: details.conflicts.count,
        },
      ]
    }),
  }
}

function storesOf({from, to}: CopyOptions): {readonly from: string; readonly to: string} {
  if (from !== undefined && to !== undefined) return {from, to}
  throw new CommandFailure('MISSING_REQUIRED_FLAG', 'Say which metadata stores: --from and --to.', {
    hint: '`mxx list stores` lists them.',
    details: {required_flags: ['--from', '--to']},
  })
}

function notFound(key: FeatureKey): Warning {
  return {code: 'features_not_found', message: `Feature ${key} not found: skipped.`, feature: key}
}
