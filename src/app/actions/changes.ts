import {hidesFallback, type Preview} from '../../engine/index.ts'
import {beyondUndo, operationsToRedo, operationsToUndo} from '../../store/changes/undo.ts'
import {fieldWith} from '../../store/navigation/popups.ts'
import type {State} from '../../store/state.ts'
import {type AppActions, type Command, ON_SCREENS} from '../command.ts'
import {previewReason} from '../preview-reason.ts'
import {chosenPreview} from '../screens/changes/chosen-preview.ts'
import {rowGroups} from '../screens/changes/row-groups.ts'
import {CHANGE_OPTIONS} from './change-options.ts'

/** From a staged change to the commit, and back. */
export const CHANGES: readonly Command[] = [
  {
    ...changes('changes.commit', 'Commit the staged changes', ['c']),
    tier: 2,
    hint: 'commit…',
    disabledReason: commitReason,
    run: actions => actions.openCommit(),
  },
  {
    ...changes('changes.include', 'Include or exclude this change', ['space']),
    tier: 1,
    hint: 'include',
    disabledReason: stagedReason,
    run: actions => onStaged(actions.get(), actions.toggleIncluded),
  },
  {
    ...changes('changes.unstage', 'Unstage this change', ['delete', 'x']),
    tier: 1,
    hint: 'unstage',
    disabledReason: stagedReason,
    run: actions => onStaged(actions.get(), actions.unstage),
  },
  ...CHANGE_OPTIONS,
  {
    ...changes('changes.save', 'Save the staged changes in a file for mxx apply', ['S']),
    tier: 0,
    hint: 'save',
    disabledReason: previewReason,
    run: actions =>
      actions.openPopup({
        kind: 'command-line',
        field: fieldWith('save ', actions.get().entered.get('command-line')),
        problem: null,
      }),
  },
  nextGroup('rows.nextGroup', 'The rows behind the next number', 'n', 1),
  nextGroup('rows.previousGroup', 'The rows behind the previous number', 'N', -1),
  {
    ...changes(
      'changes.undo',
      'Undo: what was staged last, else stage the inverse of the last commit',
      ['u'],
    ),
    contexts: ON_SCREENS,
    tier: 1,
    hint: 'undo',
    disabledReason: state =>
      state.changes.past.length > 0 || operationsToUndo(state).length > 0
        ? undefined
        : nothingReason(state, beyondReason(state)),
    run: actions => actions.undo(),
  },
  {
    ...changes('changes.redo', 'Redo what was undone last', ['U']),
    contexts: ON_SCREENS,
    tier: 1,
    disabledReason: state =>
      state.changes.future.length > 0 || operationsToRedo(state).length > 0
        ? undefined
        : nothingReason(state, 'nothing was undone'),
    run: actions => actions.redo(),
  },
]

function nextGroup(id: string, title: string, key: string, by: 1 | -1): Command {
  return {
    ...changes(id, title, [key]),
    tier: 0,
    ...(by === 1 ? {hint: 'next rows'} : {}),
    disabledReason: state =>
      rowGroups(chosenPreview(state)).length < 2 ? 'there is one list of rows' : undefined,
    run: actions => openGroup(actions, by),
  }
}

/** Opens the rows of the chosen change; when they are open, those behind the next number. */
export function openGroup(actions: AppActions, by: 1 | -1): void {
  const state = actions.get()
  const count = rowGroups(chosenPreview(state)).length
  if (state.changesView.tab === 'rows') actions.moveGroup(by, count)
  else actions.showTab('rows')
}

function changes(id: string, title: string, keys: readonly string[]) {
  return {
    id,
    title,
    group: 'changes',
    keys,
    contexts: ['changes'],
  } as const satisfies Partial<Command>
}

function commitReason(state: State): string | undefined {
  const {pending} = state.changes
  if (pending.status !== 'previewed') return previewReason(state)
  return pending.preview.changes.every(({rows}) => rows === 0)
    ? 'the changes select no rows'
    : hidingReason(pending.preview)
}

/** An existing table answers for the whole feature, so a tombstone would hide the rest (stores.md §7). */
function hidingReason({changes}: Preview): string | undefined {
  const hiding = changes.find(hidesFallback)
  if (hiding === undefined) return undefined
  return `refused: it would hide every row that ${hiding.resolvedFrom} has`
}

function beyondReason(state: State): string {
  const operation = beyondUndo(state)
  return operation === null
    ? 'nothing was staged or committed that could be undone'
    : `the last commit was a ${operation.kind.replace('-', ' ')}, which cannot be undone`
}

function stagedReason({changes: {staged, pending}}: State): string | undefined {
  if (pending.status === 'committing') return 'the commit is under way'
  return staged.length === 0 ? 'nothing is staged' : undefined
}

function nothingReason({loading: {operations}}: State, nothing: string): string {
  if (operations.status === 'failed') return 'the journal cannot be read'
  return operations.status === 'loading' ? 'the journal is still being read' : nothing
}

function onStaged(state: State, change: (id: number) => void): void {
  const staged = state.changes.staged[state.changesView.cursor.index]
  if (staged !== undefined) change(staged.id)
}
