import {
  CancelledError,
  type Change,
  type CommitOutcome,
  type FeatureKey,
  type Preview,
} from '../../engine/index.ts'
import type {Context} from '../context.ts'
import {asError} from '../loading/loadable.ts'
import {reloadFeatures} from '../loading/reload.ts'
import {say} from '../log.ts'
import {FIRST_ROWS} from '../navigation/views.ts'
import {includedChanges, type PendingChanges} from './changes-state.ts'
import {previewChanges, withPending} from './preview.ts'

/** Writes what was previewed; whatever comes of it is on the Changes screen. */
export async function commitChanges(context: Context, backup?: string): Promise<void> {
  const {pending} = context.get().changes
  if (pending.status !== 'previewed') return
  const {preview} = pending
  context.set(state => withPending(state, {status: 'committing', preview}))
  try {
    const commands = preview.changes.map(({change}) => context.commandOf(change))
    const outcome = await context.run(
      {title: 'committing', screen: 'changes', writes: true},
      signal =>
        context.project.commit(preview, {
          signal,
          commands,
          ...(backup === undefined ? {} : {backup}),
        }),
    )
    settle(context, preview, outcome, backup)
  } catch (error) {
    if (error instanceof CancelledError) {
      context.set(state => withPending(state, {status: 'previewed', preview}))
      say(context, 'warning', 'The commit was cancelled; nothing was written.')
      return
    }
    const failure = {status: 'failed', during: 'commit', error: asError(error)} as const
    context.set(state => withPending(state, failure))
  }
}

/** Looks again at what the included changes would do. */
export function previewAgain(context: Context): void {
  void previewChanges(context, includedChanges(context.get().changes.staged))
}

function settle(
  context: Context,
  preview: Preview,
  outcome: CommitOutcome,
  backup: string | undefined,
): void {
  const written = outcome.files.flatMap(file => (file.kind === 'committed' ? file.changes : []))
  const done = new Set<Change>(written.map(({change}) => change))
  const pending: PendingChanges =
    outcome.kind === 'committed'
      ? {status: 'finished', preview, outcome, backup: backup ?? null}
      : {status: 'conflicted', preview, outcome}
  context.set(({changes, changesView}) => ({
    changes: {
      staged: changes.staged.filter(({change}) => !done.has(change)),
      past: [],
      future: [],
      pending,
    },
    changesView: {...changesView, cursor: {index: 0, top: 0}, rows: FIRST_ROWS},
  }))
  sayOutcome(context, preview, outcome, backup)
  reloadFeatures(context, featuresOf(preview))
}

function sayOutcome(
  context: Context,
  preview: Preview,
  outcome: CommitOutcome,
  backup: string | undefined,
): void {
  const written = outcome.files.flatMap(file => (file.kind === 'committed' ? file.changes : []))
  const rows = (how: Written) =>
    written
      .filter(({change}) => howWritten(preview, change) === how)
      .reduce((sum, {rowsWritten}) => sum + rowsWritten, 0)
  const operations = written.flatMap(({operation}) => operation ?? []).join(', ')
  const conflict = outcome.files.find(file => file.kind === 'conflicted')
  if (conflict !== undefined) {
    say(
      context,
      'error',
      `${conflict.feature} changed since the preview: nothing was written. r looks again.`,
    )
  } else {
    const operation = operations === '' ? '' : ` operation ${operations}`
    const [appended, erased, lost] = [rows('appended'), rows('erased'), rows('lost')]
    const parts = [
      `committed${operation}`,
      ...(appended > 0 || erased + lost === 0 ? [`${appended} rows appended · u undoes it`] : []),
      ...(erased > 0 ? [`${erased} rows taken away`] : []),
      ...(lost > 0 ? [`${lost} rows removed for good`] : []),
      ...(backup === undefined ? [] : [`backup ${backup}`]),
    ]
    say(context, 'done', parts.join(' · '))
  }
}

/** Rows of an undo may go as they came: with the table that the operation had made. */
type Written = 'appended' | 'erased' | 'lost'

function howWritten({changes}: Preview, change: Change): Written {
  if (isIrreversible(change)) return 'lost'
  const physical = changes.find(one => one.change === change)?.physical
  return physical !== undefined && physical.after < physical.before ? 'erased' : 'appended'
}

/** Whether it takes rows away that no undo brings back (stores.md §5.2). */
export function isIrreversible({kind}: Change): boolean {
  return kind === 'hard-delete' || kind === 'drop'
}

/** What the commit may have moved: the features themselves and those that read them. */
function featuresOf(preview: Preview): ReadonlySet<FeatureKey> {
  return new Set(
    preview.changes.flatMap(({change, downstream}) => [
      change.feature,
      ...downstream.map(({feature}) => feature),
    ]),
  )
}
