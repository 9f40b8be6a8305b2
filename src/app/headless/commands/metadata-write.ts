import type {Command} from 'commander'
import type {Preview, Project, WriteRequest} from '../../../engine/index.ts'
import {changeOptions, type FeatureChangeOptions, openToChange} from '../change/change-options.ts'
import {commandOf} from '../change/command-text.ts'
import {confirm} from '../change/confirm.ts'
import {changeAsJson} from '../change/preview-as-json.ts'
import {asking, type CommandContext, type Perform} from '../command-context.ts'
import {CommandFailure} from '../failures.ts'
import {flag} from '../options.ts'
import type {Answer} from '../output/answer.ts'
import {featureArgument, readFeature} from './feature-selection.ts'

interface WriteOptions extends FeatureChangeOptions {
  readonly from?: string
  readonly materializationId?: string
  readonly preserveFeatureVersion?: boolean
}

/** `mxx metadata write KEY --from FILE` (commands.md §3): rows of a file, as Metaxy's `write` appends them. */
export function declareMetadataWrite(metadata: Command, perform: Perform): void {
  const command = metadata.command('write').description('append the rows of a file')
  featureArgument(command)
  command
    .option('--from <file>', 'rows: .parquet, .csv, .jsonl, or .json with an array')
    .option('--materialization-id <id>', 'the run that they belong to')
  flag(command, 'preserve-feature-version', 'keep the versions that the rows bring along')
  changeOptions(command).action(async (keys: readonly string[], options: WriteOptions) => {
    await perform(command, async context => {
      const feature = await readFeature(keys, options)
      if (options.from === undefined) throw withoutFile()
      const {materializationId, preserveFeatureVersion = false} = options
      const request: WriteRequest = {
        feature,
        rows: {kind: 'file', path: context.path(options.from)},
        ...(materializationId === undefined ? {} : {materializationId}),
        preserveFeatureVersion,
      }
      const project = await openToChange(options, context)
      if (options.dryRun === true) return dryRun(project, request, context)
      await ask(project, request, options, context)
      return write(project, request, options, context)
    })
  })
}

async function write(
  project: Project,
  request: WriteRequest,
  {allowCrossProjectWrites = false}: WriteOptions,
  context: CommandContext,
): Promise<Answer> {
  const {feature, rows, featureVersion, operation, warnings} = await project.write(request, {
    commands: [commandOf(changeOf(request))],
    allowCrossProjectWrites,
    ...asking(context.io),
  })
  warnings.forEach(context.warn)
  const undo = operation === null ? '' : ` To undo: mxx undo ${operation}`
  return {
    json: {
      ...(operation === null ? {} : {operation}),
      dry_run: false,
      feature,
      rows,
      feature_version: featureVersion,
    },
    plain: print => `Committed: ${print.counted(rows, 'row')} appended to ${feature}.${undo}\n`,
  }
}

async function dryRun(
  project: Project,
  request: WriteRequest,
  context: CommandContext,
): Promise<Answer> {
  const preview = await previewOf(project, request, context)
  const {previewText} = await import('../change/preview-text.ts')
  const [change] = preview.changes
  const version = (await project.graph()).versions.get(request.feature)?.featureVersion
  return {
    json: {
      ...(change === undefined ? {} : changeAsJson(change, null)),
      dry_run: true,
      feature_version: version ?? null,
    },
    plain: print => `${previewText(preview, print)}Dry run: nothing was written.\n`,
  }
}

/** A person at a terminal sees the preview and is asked; a script is not. */
async function ask(
  project: Project,
  request: WriteRequest,
  {yes = false}: WriteOptions,
  context: CommandContext,
): Promise<void> {
  const {io} = context
  if (yes || !io.isTerminal.stdin) return
  const {previewText, warningsText} = await import('../change/preview-text.ts')
  const {printer} = await import('../output/printer.ts')
  const preview = await previewOf(project, request, context)
  io.stderr.write(previewText(preview, printer) + warningsText(preview, printer))
  if (await confirm(io, 'Commit this?')) return
  throw new CommandFailure('MISSING_CONFIRMATION', 'Not confirmed: nothing was written.')
}

function previewOf(
  project: Project,
  request: WriteRequest,
  {io}: CommandContext,
): Promise<Preview> {
  return project.preview([changeOf(request)], asking(io))
}

function changeOf(request: WriteRequest): Preview['changes'][number]['change'] {
  const {feature, rows, materializationId = null, preserveFeatureVersion = false} = request
  return {kind: 'write', feature, rows, materializationId, preserveFeatureVersion}
}

function withoutFile(): CommandFailure {
  return new CommandFailure('MISSING_REQUIRED_FLAG', 'It is not said which rows to write.', {
    hint: 'Name a file: mxx metadata write KEY --from FILE.',
    details: {required_flags: ['--from']},
  })
}
