import {type Command, Option} from 'commander'
import type {Increment, IncrementClass, IncrementRequest, Project} from '../../../engine/index.ts'
import {asking, type CommandContext, type Perform} from '../command-context.ts'
import {CommandFailure} from '../failures.ts'
import {flag, formatOption, pairs, repeatable, wholeNumber} from '../options.ts'
import type {Answer} from '../output/answer.ts'
import {checkFilters} from './check-filters.ts'
import {featureArgument, readFeature, refuseUnknown} from './feature-selection.ts'
import {
  INCREMENT_CLASSES,
  type IncrementPart,
  incrementTables,
  partAsJson,
  printedParts,
} from './increment-parts.ts'

interface IncrementOptions {
  readonly feature?: readonly string[]
  readonly filter?: readonly string[]
  readonly globalFilter?: readonly string[]
  readonly filterOn?: ReadonlyMap<string, readonly string[]>
  readonly versioningEngine?: 'auto' | 'native' | 'polars'
  readonly staleIf?: readonly string[]
  readonly samples?: string
  readonly skipComparison?: boolean
  readonly class?: IncrementClass
  readonly limit?: number
}

/** `mxx metadata increment KEY` (commands.md §2). */
export function declareMetadataIncrement(metadata: Command, perform: Perform): void {
  const command = metadata.command('increment').description('what a feature has to compute now')
  featureArgument(command)
  repeatable(command, '--filter <expression>', 'of the stored rows and samples of the feature')
  repeatable(command, '--global-filter <expression>', 'of the feature and everything upstream')
  repeatable(command, '--stale-if <expression>', 'stored rows that fulfil it count as stale')
  flag(command, 'skip-comparison', 'every sample is new')
  command
    .option('--samples <file>', 'samples in place of the upstream: .parquet, .csv, .jsonl or .json')
    .addOption(new Option('--class <class>', 'only these rows').choices([...INCREMENT_CLASSES]))
    .option('--limit <n>', 'at most n rows of each class', wholeNumber)
    .addOption(
      new Option('--versioning-engine <engine>', 'accepted for compatibility').choices([
        'auto',
        'native',
        'polars',
      ]),
    )
  pairs(command, '--filter-on <key expression>', 'of the rows of one upstream, as it is read')
  formatOption(command, 'csv', 'jsonl').action(
    async (keys: readonly string[], options: IncrementOptions) => {
      await perform(command, async context => {
        const feature = await readFeature(keys, options)
        const filtersOn = [...(options.filterOn?.values() ?? [])]
        await checkFilters(options.filter, options.globalFilter, options.staleIf, ...filtersOn)
        const project = await context.openProject()
        const request = incrementRequest(feature, options, context)
        await refuseWhatCannotBe(project, request, context)
        const increment = await project.resolveUpdate(request, {
          keep: 'rows',
          withInputCount: true,
          ...asking(context.io),
        })
        try {
          return await answerOf(increment, options, context)
        } finally {
          await increment.close()
        }
      })
    },
  )
}

function incrementRequest(
  feature: string,
  {skipComparison = false, ...options}: IncrementOptions,
  context: CommandContext,
): IncrementRequest {
  const {filter, globalFilter, staleIf, samples, filterOn, versioningEngine} = options
  return {
    feature,
    skipComparison,
    ...(filter === undefined ? {} : {filters: filter}),
    ...(globalFilter === undefined ? {} : {globalFilters: globalFilter}),
    ...(staleIf === undefined ? {} : {staleIf}),
    ...(filterOn === undefined ? {} : {upstreamFilters: filterOn}),
    ...(versioningEngine === undefined ? {} : {versioningEngine}),
    ...(samples === undefined ? {} : {samplesFile: context.path(samples)}),
  }
}

async function answerOf(
  increment: Increment,
  options: IncrementOptions,
  context: CommandContext,
): Promise<Answer> {
  increment.warnings.forEach(context.warn)
  const {counts} = increment
  const parts: IncrementPart[] = []
  for (const part of INCREMENT_CLASSES) {
    const asked = options.class === undefined || options.class === part
    const wanted = asked ? Math.min(counts[part], options.limit ?? counts[part]) : 0
    parts.push({
      part,
      asked,
      rowCount: counts[part],
      columns: increment.columns(part),
      rows: wanted === 0 ? [] : await increment.rows(part, 0, wanted, asking(context.io)),
    })
  }
  return {
    json: {
      feature: increment.feature,
      feature_version: increment.featureVersion,
      ...(counts.inputRows === null ? {} : {input_rows: counts.inputRows}),
      ...Object.fromEntries(parts.map(part => [part.part, partAsJson(part)])),
    },
    plain: print => incrementTables(parts, print),
    rows: printedParts(parts, options.class),
  }
}

/**
 * @throws CommandFailure MISSING_REQUIRED_FLAG: a root has no upstream to take samples from;
 *   FEATURES_NOT_FOUND for filters on features that are not in the graph.
 */
async function refuseWhatCannotBe(
  project: Project,
  {feature, samplesFile, upstreamFilters}: IncrementRequest,
  context: CommandContext,
): Promise<void> {
  const graph = await context.graphOf(project)
  const named = [...(upstreamFilters?.keys() ?? [])]
  await refuseUnknown(
    graph,
    named.filter(key => !graph.graph.definitions.has(key)),
  )
  const definition = graph.graph.definitions.get(feature)
  if (definition?.spec.deps.length !== 0 || samplesFile !== undefined) return
  throw new CommandFailure(
    'MISSING_REQUIRED_FLAG',
    `Feature ${feature} is a root: its increment needs samples.`,
    {hint: 'Name their file: --samples FILE.', details: {required_flags: ['--samples']}},
  )
}
