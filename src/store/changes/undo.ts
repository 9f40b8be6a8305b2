import type {Change, Operation} from '../../engine/index.ts'
import type {Context} from '../context.ts'
import {load} from '../loading/load.ts'
import {isMissing, shown} from '../loading/loadable.ts'
import type {State} from '../state.ts'
import {editStaged, redoEdit, undoEdit} from './staging.ts'

/** Reads what the journal says was committed, when that is not known. */
export async function loadOperations(context: Context): Promise<void> {
  if (!isMissing(context.get().loading.operations)) return
  await load(
    context,
    {
      read: state => state.loading.operations,
      write: ({loading}, operations) => ({loading: {...loading, operations}}),
    },
    {title: 'reading the journal', screen: null},
    signal => context.project.operations({signal}),
  )
}

/** Takes back the last edit of the staged changes; before the first, stages the inverse of the last commit. */
export function undo(context: Context): void {
  if (!undoEdit(context)) stageInverse(context, operationsToUndo(context.get()))
}

/** Puts back what `undo` took; after a committed undo, stages the inverse of that. */
export function redo(context: Context): void {
  if (!redoEdit(context)) stageInverse(context, operationsToRedo(context.get()))
}

/** Stages the inverse of one operation of the journal. */
export function undoOperation(context: Context, operation: Operation): void {
  stageInverse(context, [operation])
}

/** What the last commit did that is not undone yet, the newest operation first. */
export function operationsToUndo(state: State): readonly Operation[] {
  return lastCommit(state, ({kind}) => kind !== 'undo')
}

/** What the last commit undid and can be done again. */
export function operationsToRedo(state: State): readonly Operation[] {
  return lastCommit(state, ({kind}) => kind === 'undo')
}

function lastCommit(state: State, wanted: (operation: Operation) => boolean): readonly Operation[] {
  return newestCommit(state, wanted).filter(({undoable}) => undoable)
}

/** The operation of the last commit that nothing brings back; null when `u` can undo that commit. */
export function beyondUndo(state: State): Operation | null {
  const newest = newestCommit(state, ({kind}) => kind !== 'undo')
  return newest.some(({undoable}) => undoable) ? null : (newest[0] ?? null)
}

/** Never an older one because the newest cannot be undone: nobody would expect that. */
function newestCommit(
  state: State,
  wanted: (operation: Operation) => boolean,
): readonly Operation[] {
  const open = (shown(state.loading.operations) ?? [])
    .filter(operation => operation.undoneBy === null && wanted(operation))
    .filter(({id}) => !isStaged(state, id))
    .toSorted((left, right) => Number(right.atMicros - left.atMicros))
  return open.filter(({atMicros}) => atMicros === open[0]?.atMicros)
}

function isStaged({changes}: State, operation: string): boolean {
  return changes.staged.some(({change}) => change.kind === 'undo' && change.operation === operation)
}

function stageInverse(context: Context, operations: readonly Operation[]): void {
  if (operations.length === 0) return
  const inverse = operations.map(
    ({feature, id}): Change => ({kind: 'undo', feature, operation: id}),
  )
  editStaged(context, staged => {
    const lastId = Math.max(0, ...staged.map(({id}) => id))
    const added = inverse.map((change, at) => ({id: lastId + 1 + at, change, included: true}))
    return [...staged, ...added]
  })
}
