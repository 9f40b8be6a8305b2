import type {Command} from 'commander'
import type {Project, ReadAnswer, ReadRequest} from '../../../engine/index.ts'
import {asking, type CommandContext, type Perform} from '../command-context.ts'
import {flag, formatOption, negatableFlag, repeatable, wholeNumber} from '../options.ts'
import type {Answer} from '../output/answer.ts'
import {rowObject} from '../output/printed-rows.ts'
import {checkFilters} from './check-filters.ts'
import {featureArgument, readFeature} from './feature-selection.ts'

interface ReadOptions {
  readonly feature?: readonly string[]
  readonly filter?: readonly string[]
  readonly columns?: string
  readonly withFeatureHistory?: boolean
  readonly withSampleHistory?: boolean
  readonly includeSoftDeleted?: boolean
  readonly featureVersion?: string
  readonly sortBy?: string
  readonly descending?: boolean
  readonly limit?: number
  readonly offset?: number
  readonly withStoreInfo?: boolean
  readonly allowFallbackStores?: boolean
  readonly export?: string
}

/** `mxx metadata read KEY` (commands.md §2). */
export function declareMetadataRead(metadata: Command, perform: Perform): void {
  const command = metadata.command('read').description('stored rows of a feature')
  featureArgument(command)
  repeatable(command, '--filter <expression>', 'rows that fulfil it; repeated: all of them')
  command.option('--columns <names>', 'only these columns, with commas between')
  flag(command, 'with-feature-history', 'rows of every feature version')
  flag(command, 'with-sample-history', 'every row of a sample, not only the latest')
  flag(command, 'include-soft-deleted', 'soft-deleted rows too')
  negatableFlag(command, 'allow-fallback-stores', 'never look into fallback stores')
  command
    .option('--feature-version <version>', 'the history of exactly this feature version')
    .option('--sort-by <column>', 'order; default: by id columns')
    .option('--limit <n>', 'at most n rows', wholeNumber)
    .option('--offset <n>', 'leave out the first n rows', wholeNumber)
    .option('--export <file>', 'write all rows to a .parquet, .csv, .jsonl or .arrow file')
  flag(command, 'descending', 'the other way round')
  flag(command, 'with-store-info', 'which metadata store answered, and how it is displayed')
  formatOption(command, 'csv', 'jsonl').action(
    async (keys: readonly string[], options: ReadOptions) => {
      await perform(command, async context => {
        const feature = await readFeature(keys, options)
        await checkFilters(options.filter)
        const request = readRequest(feature, options)
        const project = await context.openProject()
        return options.export === undefined
          ? printed(await project.read(request, asking(context.io)), project, context, options)
          : exported(project, request, context.path(options.export), context)
      })
    },
  )
}

function readRequest(feature: string, options: ReadOptions): ReadRequest {
  const {filter, columns, sortBy, descending = false, featureVersion, limit, offset} = options
  return {
    feature,
    softDeleted: options.includeSoftDeleted ? 'show' : 'hide',
    withFeatureHistory: options.withFeatureHistory ?? false,
    withSampleHistory: options.withSampleHistory ?? false,
    allowFallbackStores: options.allowFallbackStores ?? true,
    ...(filter === undefined ? {} : {filters: filter}),
    ...(columns === undefined ? {} : {columns: columns.split(',')}),
    ...(featureVersion === undefined ? {} : {featureVersion}),
    ...(sortBy === undefined ? {} : {sortBy: [{column: sortBy, descending}]}),
    ...(limit === undefined ? {} : {limit}),
    ...(offset === undefined ? {} : {offset}),
  }
}

function printed(
  answer: ReadAnswer,
  project: Project,
  context: CommandContext,
  options: ReadOptions,
): Answer {
  const {feature, metadataStore, resolvedFrom, columns, totalRows, rows, warnings} = answer
  warnings.forEach(context.warn)
  const {name, display} = project.chosen
  return {
    json: {
      feature,
      store: metadataStore,
      resolved_from: resolvedFrom,
      columns: columns.map(column => ({name: column.name, type: column.type})),
      total_rows: totalRows,
      ...(options.withStoreInfo ? {store_info: {name, display}} : {}),
      rows: rows.map(row => rowObject(columns, row)),
    },
    plain: print => {
      const from = options.withStoreInfo ? ` from ${display}` : ` from ${resolvedFrom}`
      return `${print.rows({columns, rows})}\n${rows.length} of ${print.counted(totalRows, 'row')}${from}\n`
    },
    rows: {columns, rows},
  }
}

async function exported(
  project: Project,
  request: ReadRequest,
  file: string,
  context: CommandContext,
): Promise<Answer> {
  const {rows} = await project.exportRows(request, file, asking(context.io))
  return {
    json: {feature: request.feature, store: project.chosen.name, file, rows},
    plain: print => `${print.counted(rows, 'row')} written to ${file}\n`,
  }
}
