import type {
  Change,
  CommitOptions,
  CommitOutcome,
  FeatureKey,
  Preview,
  Project,
} from '../../../engine/index.ts'
import {asking, type CommandContext} from '../command-context.ts'
import {CommandFailure} from '../failures.ts'
import type {ChangeOptions} from './change-options.ts'
import {commandOf} from './command-text.ts'
import {baseAsJson} from './preview-as-json.ts'

/** The journal's ids by feature; changes that wrote nothing have none. */
export type Operations = ReadonlyMap<FeatureKey, string>

/** Commits what was previewed. */
export async function commitChanges(
  project: Project,
  preview: Preview,
  options: ChangeOptions,
  context: CommandContext,
): Promise<Operations> {
  const changes = preview.changes.map(({change}) => change)
  return operationsOf(
    await project.commit(preview, commitOptions(project, changes, options, context)),
  )
}

/** Commits and previews in one go, which takes half of the time. */
export async function changeAtOnce(
  project: Project,
  changes: readonly Change[],
  options: ChangeOptions,
  context: CommandContext,
): Promise<{readonly preview: Preview; readonly operations: Operations}> {
  const {preview, outcome} = await project.change(
    changes,
    commitOptions(project, changes, options, context),
  )
  return {preview, operations: operationsOf(outcome)}
}

function commitOptions(
  {chosen}: Project,
  changes: readonly Change[],
  {allowCrossProjectWrites = false, allowHidingFallback = false, backup}: ChangeOptions,
  {io, path}: CommandContext,
): CommitOptions {
  return {
    commands: changes.map(change => commandOf(change, chosen.name)),
    allowCrossProjectWrites,
    allowHidingFallback,
    ...(backup === undefined ? {} : {backup: path(backup)}),
    ...asking(io),
  }
}

function operationsOf(outcome: CommitOutcome): Operations {
  if (outcome.kind === 'conflicted') throw conflict(outcome)
  const made = outcome.files.flatMap(file => (file.kind === 'committed' ? file.changes : []))
  return new Map(
    made.flatMap(({change, operation}) =>
      operation === null ? [] : [[change.feature, operation]],
    ),
  )
}

function conflict(outcome: CommitOutcome): CommandFailure {
  const moved = outcome.files.flatMap(file => (file.kind === 'conflicted' ? [file] : []))
  const features = moved.map(({feature}) => feature).join(', ')
  // Each table of a Delta store is committed by itself: those before the conflict are done.
  const done = outcome.files
    .flatMap(file => (file.kind === 'committed' ? file.changes : []))
    .flatMap(({change, operation}) =>
      operation === null ? [] : [{feature: change.feature, operation}],
    )
  const written =
    done.length === 0
      ? 'nothing was written'
      : `written before it: ${done.map(({feature, operation}) => `${feature} (${operation})`).join(', ')}`
  return new CommandFailure(
    'CONFLICT',
    `The rows of ${features} changed since the preview; ${written}.`,
    {
      hint: 'Run the command again: it makes a new preview.',
      details: {
        ...(done.length === 0 ? {} : {committed: done}),
        conflicts: moved.map(({feature, expected, found}) => ({
          feature,
          expected: baseAsJson(expected),
          found: baseAsJson(found),
        })),
      },
    },
  )
}
