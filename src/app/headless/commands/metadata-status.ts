import type {Command} from 'commander'
import type {FeatureKey, FeatureStatus, Project, StatusRequest} from '../../../engine/index.ts'
import {asking, type CommandContext, type Perform} from '../command-context.ts'
import {isCoded} from '../failures.ts'
import {flag, formatOption, negatableFlag, repeatable} from '../options.ts'
import type {Answer} from '../output/answer.ts'
import {detailsAsJson, type JsonObject} from '../output/json.ts'
import {checkFilters} from './check-filters.ts'
import {
  readSelection,
  refuseUnknown,
  type SelectionOptions,
  selectFeatures,
  selectionArguments,
  shownProject,
} from './feature-selection.ts'
import {needsUpdate, statusAsJson, statusTable} from './status-text.ts'

interface StatusOptions extends SelectionOptions {
  readonly filter?: readonly string[]
  readonly globalFilter?: readonly string[]
  readonly staleIf?: readonly string[]
  readonly assertInSync?: boolean
  readonly progress?: boolean
  readonly verbose?: boolean
  readonly allowFallbackStores?: boolean
}

/**
 * `mxx metadata status` (commands.md §2, stores.md §5.4): Metaxy's own JSON, whose `warnings` is an
 * object. As lenient as Metaxy: keys that the graph does not have are listed there, unless
 * `--assert-in-sync` is to be relied on.
 */
export function declareMetadataStatus(metadata: Command, perform: Perform): void {
  const command = metadata.command('status').description('which features have work pending')
  selectionArguments(command)
  repeatable(command, '--filter <expression>', 'of the stored rows of each feature')
  repeatable(command, '--global-filter <expression>', 'of each feature and everything upstream')
  repeatable(command, '--stale-if <expression>', 'stored rows that fulfil it count as stale')
  flag(command, 'assert-in-sync', 'exit 1 when a feature has work pending')
  flag(command, 'progress', 'how much of its input each feature has processed')
  flag(command, 'verbose', 'the same, as Metaxy has it')
  negatableFlag(command, 'allow-fallback-stores', 'never look into fallback stores')
  formatOption(command).action(async (keys: readonly string[], options: StatusOptions) => {
    await perform(command, async context => {
      const selection = await readSelection(keys, options)
      await checkFilters(options.filter, options.globalFilter, options.staleIf)
      const project = await context.openProject()
      const graph = await context.graphOf(project)
      const shown = shownProject(project.config, context.global)
      const {known, unknown} = await selectFeatures(graph, selection, shown)
      if (options.assertInSync) await refuseUnknown(graph, unknown)
      const broken = selection.kind === 'all' ? graph.broken.map(({feature}) => feature) : []
      const statuses = await statusesOf(project, [...known, ...broken], options, context)
      return answerOf(project, statuses, unknown, options, context)
    })
  })
}

async function statusesOf(
  project: Project,
  features: readonly FeatureKey[],
  {filter, globalFilter, staleIf, allowFallbackStores, progress, verbose}: StatusOptions,
  context: CommandContext,
): Promise<readonly FeatureStatus[]> {
  const statuses: FeatureStatus[] = []
  for (const feature of features) {
    const request: StatusRequest = {
      feature,
      ...(filter === undefined ? {} : {filters: filter}),
      ...(globalFilter === undefined ? {} : {globalFilters: globalFilter}),
      ...(staleIf === undefined ? {} : {staleIf}),
      ...(allowFallbackStores === undefined ? {} : {allowFallbackStores}),
      withProgress: (progress || verbose) ?? false,
    }
    const status = await project.status(request, asking(context.io)).catch(unusable(feature))
    status.warnings.forEach(context.warn)
    statuses.push(status)
  }
  return statuses
}

/** A feature whose definition cannot be used has a status, as in Metaxy; other errors end the command. */
function unusable(feature: FeatureKey): (error: unknown) => FeatureStatus {
  return error => {
    if (!isCoded(error) || error.code !== 'SNAPSHOT_LOAD_FAILED') throw error
    return {
      feature,
      status: 'error',
      metadataExists: false,
      storeRows: 0,
      counts: null,
      targetVersion: '',
      isRootFeature: false,
      resolvedFrom: null,
      progressPercentage: null,
      errorMessage: error.message,
      warnings: [],
    }
  }
}

function answerOf(
  {chosen}: Project,
  statuses: readonly FeatureStatus[],
  unknown: readonly FeatureKey[],
  options: StatusOptions,
  {global, said}: CommandContext,
): Answer {
  const withProgress = (options.progress || options.verbose) ?? false
  const pending = statuses.some(needsUpdate)
  const errors = statuses.flatMap(({feature, errorMessage}) =>
    errorMessage === null ? [] : [{feature, error: errorMessage}],
  )
  const warnings: JsonObject = {
    ...(unknown.length === 0 ? {} : {missing_in_graph: unknown}),
    ...(errors.length === 0 ? {} : {errors}),
    ...(said.length === 0 ? {} : {notices: said.map(detailsAsJson)}),
  }
  return {
    json: {
      ...(statuses.length === 0 ? {warning: 'No valid features to check'} : {}),
      project_version: global.snapshot ?? null,
      features: new Map(
        statuses.map(status => [status.feature, statusAsJson(status, chosen, withProgress)]),
      ),
      needs_update: pending,
      warnings: Object.keys(warnings).length === 0 ? undefined : warnings,
    },
    plain: print => statusTable(statuses, unknown, withProgress, print),
    exitCode: options.assertInSync && pending ? 1 : 0,
  }
}
