import type {CommitOutcome, FeatureKey, Preview, Project} from '../../../engine/index.ts'
import {asking, type CommandContext} from '../command-context.ts'
import {type CodedError, CommandFailure} from '../failures.ts'
import type {Answer} from '../output/answer.ts'
import type {JsonObject} from '../output/json.ts'
import type {Printer} from '../output/printer.ts'
import type {ChangeOptions} from './change-options.ts'
import {commandOf, quoted} from './command-text.ts'
import {confirm} from './confirm.ts'
import {baseAsJson, changeAsJson} from './preview-as-json.ts'

/** What went wrong with one feature while the others went on. */
export interface FeatureError {
  readonly feature: FeatureKey
  readonly error: CodedError
}

export type ChangeMode = 'soft' | 'hard' | 'restore' | 'undo' | 'apply'

const NONE: ReadonlyMap<FeatureKey, string> = new Map()

/**
 * The one way from a preview to what was committed, for every command that changes a metadata store
 * (commands.md §3): a dry run ends after the preview; a person at a terminal is asked, a script is not.
 */
export async function makeChanges(
  project: Project,
  preview: Preview,
  mode: ChangeMode,
  options: ChangeOptions,
  context: CommandContext,
  errors: readonly FeatureError[] = [],
): Promise<Answer> {
  const dryRun = options.dryRun === true || options.save !== undefined
  const rows = preview.changes.reduce((sum, change) => sum + change.rows, 0)
  const writes = !dryRun && rows > 0
  await tell(preview, errors, writes, options, context)
  if (options.save !== undefined) await saveTo(context.path(options.save), project, preview)
  const operations = writes ? await commit(project, preview, options, context) : NONE
  const made = [...operations.values()]
  const {io} = context
  const {previewText} = await import('./preview-text.ts')
  return {
    json: {
      ...(made[0] === undefined ? {} : {operation: made[0]}),
      dry_run: dryRun,
      mode,
      features: preview.changes.map(change =>
        changeAsJson(change, operations.get(change.change.feature) ?? null),
      ),
      total_rows: rows,
      errors: errors.map(
        ({feature, error}): JsonObject => ({feature, error: error.code, message: error.message}),
      ),
    },
    plain: print => {
      const end = dryRun ? dryRunText(options) : committedText(rows, made, print)
      return `${dryRun || !io.isTerminal.stdin ? previewText(preview, print) : ''}${end}`
    },
    exitCode: errors.length > 0 ? 1 : 0,
  }
}

/** Errors and warnings to stderr; before something is written, a person sees the preview and is asked. */
async function tell(
  preview: Preview,
  errors: readonly FeatureError[],
  writes: boolean,
  {yes = false}: ChangeOptions,
  {io}: CommandContext,
): Promise<void> {
  const {previewText, warningsText} = await import('./preview-text.ts')
  const {printer} = await import('../output/printer.ts')
  const asks = writes && !yes && io.isTerminal.stdin
  if (asks) io.stderr.write(previewText(preview, printer))
  for (const {feature, error} of errors) {
    io.stderr.write(`Error: ${feature}: ${printer.lines(error.message)}\n`)
  }
  io.stderr.write(warningsText(preview, printer))
  if (!asks || (await confirm(io, 'Commit this?'))) return
  throw new CommandFailure('MISSING_CONFIRMATION', 'Not confirmed: nothing was written.')
}

/** The journal's ids by feature; changes that wrote nothing have none. */
async function commit(
  project: Project,
  preview: Preview,
  {allowCrossProjectWrites = false, allowHidingFallback = false}: ChangeOptions,
  {io}: CommandContext,
): Promise<ReadonlyMap<FeatureKey, string>> {
  const outcome = await project.commit(preview, {
    commands: preview.changes.map(({change}) => commandOf(change)),
    allowCrossProjectWrites,
    allowHidingFallback,
    ...asking(io),
  })
  if (outcome.kind === 'conflicted') throw conflict(outcome)
  const made = outcome.files.flatMap(file => (file.kind === 'committed' ? file.changes : []))
  return new Map(
    made.flatMap(({change, operation}) =>
      operation === null ? [] : [[change.feature, operation]],
    ),
  )
}

/** Readable by `mxx preview` and `mxx apply`, on another day or machine. */
async function saveTo(file: string, project: Project, preview: Preview): Promise<void> {
  const {saveChanges} = await import('../../../engine/index.ts')
  const {writeFile} = await import('node:fs/promises')
  await writeFile(file, saveChanges(project.metadataStore.name, preview)).catch(
    (error: NodeJS.ErrnoException) => {
      throw new CommandFailure('INVALID_INPUT', `${file} cannot be written: ${error.message}`)
    },
  )
}

function dryRunText({save}: ChangeOptions): string {
  return save === undefined
    ? 'Dry run: nothing was written.\n'
    : `Saved in ${save}: nothing was written to the metadata store. To commit: mxx apply ${quoted(save)}\n`
}

function conflict(outcome: CommitOutcome): CommandFailure {
  const moved = outcome.files.flatMap(file => (file.kind === 'conflicted' ? [file] : []))
  const features = moved.map(({feature}) => feature).join(', ')
  return new CommandFailure(
    'CONFLICT',
    `The rows of ${features} changed since the preview; nothing was written.`,
    {
      hint: 'Run the command again: it makes a new preview.',
      details: {
        conflicts: moved.map(({feature, expected, found}) => ({
          feature,
          expected: baseAsJson(expected),
          found: baseAsJson(found),
        })),
      },
    },
  )
}

function committedText(rows: number, operations: readonly string[], print: Printer): string {
  if (rows === 0) return 'Nothing matched: nothing was written.\n'
  const undo = operations.map(operation => `mxx undo ${operation}`).join('; ')
  return `Committed: ${print.counted(rows, 'row')} appended.${undo === '' ? '' : ` To undo: ${undo}`}\n`
}
