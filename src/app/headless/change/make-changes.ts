import type {Change, FeatureKey, Preview, Project} from '../../../engine/index.ts'
import {asking, type CommandContext} from '../command-context.ts'
import {type CodedError, CommandFailure, isCoded} from '../failures.ts'
import type {Answer} from '../output/answer.ts'
import type {JsonObject} from '../output/json.ts'
import type {ChangeOptions} from './change-options.ts'
import {changeAtOnce, commitChanges, type Operations} from './commit-changes.ts'
import {confirm} from './confirm.ts'
import {committedText, dryRunText} from './made-text.ts'
import {changeAsJson} from './preview-as-json.ts'

/** What went wrong with one feature while the others went on. */
export interface FeatureError {
  readonly feature: FeatureKey
  readonly error: CodedError
}

export type ChangeMode = 'soft' | 'hard' | 'restore' | 'undo' | 'apply'

const NONE: Operations = new Map()

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
  const answer = ({operations, dryRun, rows}: Made): JsonObject => ({
    ...operationOf(operations),
    dry_run: dryRun,
    mode,
    features: preview.changes.map(change =>
      changeAsJson(change, operations.get(change.change.feature) ?? null),
    ),
    total_rows: rows,
    errors: errors.map(
      ({feature, error}): JsonObject => ({feature, error: error.code, message: error.message}),
    ),
  })
  return makeAndAnswer(project, preview, answer, options, context, errors)
}

/** What became of a preview. */
export interface Made {
  readonly dryRun: boolean
  /** Of all changes together. */
  readonly rows: number
  /** The journal's ids by feature. */
  readonly operations: Operations
}

/** The same for changes that are known from the start, with a JSON document of the command's own. */
export async function changeAndAnswer(
  project: Project,
  changes: readonly Change[],
  answer: (preview: Preview, made: Made) => JsonObject,
  options: ChangeOptions,
  context: CommandContext,
): Promise<Answer> {
  const looksFirst = isDryRun(options) || asksPerson(options, context)
  const {preview, operations} = looksFirst
    ? {preview: await project.preview(changes, asking(context.io)), operations: null}
    : await changeAtOnce(project, changes, options, context)
  return makeAndAnswer(
    project,
    preview,
    made => answer(preview, made),
    options,
    context,
    [],
    operations,
  )
}

/**
 * The same for commands with a JSON document of their own.
 *
 * @param committed what was committed with the preview already.
 */
export async function makeAndAnswer(
  project: Project,
  preview: Preview,
  answer: (made: Made) => JsonObject,
  options: ChangeOptions,
  context: CommandContext,
  errors: readonly FeatureError[] = [],
  committed: Operations | null = null,
): Promise<Answer> {
  const dryRun = isDryRun(options)
  const rows = preview.changes.reduce((sum, change) => sum + change.rows, 0)
  const writes = !dryRun && rows > 0 && committed === null
  await tell(preview, errors, writes, options, context)
  if (options.save !== undefined) await saveTo(context.path(options.save), project, preview)
  const operations = writes
    ? await commitChanges(project, preview, options, context)
    : (committed ?? NONE)
  const {previewText} = await import('./preview-text.ts')
  const {io} = context
  return {
    json: answer({dryRun, rows, operations}),
    plain: print => {
      const end = dryRun
        ? dryRunText(options)
        : committedText(project, preview, rows, operations, print)
      return `${dryRun || !io.isTerminal.stdin ? previewText(preview, print) : ''}${end}`
    },
    exitCode: errors.length > 0 ? 1 : 0,
  }
}

/** The member that names what can be undone, where something was committed. */
export function operationOf(operations: Made['operations']): {readonly operation?: string} {
  const [operation] = operations.values()
  return operation === undefined ? {} : {operation}
}

/** Errors and warnings to stderr; before something is written, a person sees the preview and is asked. */
async function tell(
  preview: Preview,
  errors: readonly FeatureError[],
  writes: boolean,
  options: ChangeOptions,
  context: CommandContext,
): Promise<void> {
  const {io} = context
  const {previewText, warningsText} = await import('./preview-text.ts')
  const {printer} = await import('../output/printer.ts')
  const asks = writes && asksPerson(options, context)
  if (asks) io.stderr.write(previewText(preview, printer))
  for (const {feature, error} of errors) {
    io.stderr.write(`Error: ${feature}: ${printer.lines(error.message)}\n`)
  }
  io.stderr.write(warningsText(preview, printer))
  if (!asks || (await confirm(io, 'Commit this?'))) return
  throw new CommandFailure('MISSING_CONFIRMATION', 'Not confirmed: nothing was written.')
}

function isDryRun({dryRun, save}: ChangeOptions): boolean {
  return dryRun === true || save !== undefined
}

function asksPerson({yes = false}: ChangeOptions, {io}: CommandContext): boolean {
  return !yes && io.isTerminal.stdin
}

/** Readable by `mxx preview` and `mxx apply`, on another day or machine. */
async function saveTo(file: string, project: Project, preview: Preview): Promise<void> {
  const {saveChangesTo} = await import('../../save-changes.ts')
  await saveChangesTo(file, project.chosen.name, preview).catch((error: Error) => {
    throw isCoded(error) ? error : new CommandFailure('INVALID_INPUT', error.message)
  })
}
