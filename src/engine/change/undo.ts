import {MetaxyError, type Warning} from '../errors.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {Change} from './change.ts'
import {isUndoable} from './operations.ts'
import type {ChangeInput, PlannedChange, StampedSamples} from './planned-change.ts'
import {requireTimes} from './soft-delete.ts'
import {appendUndone} from './undo-by-appending.ts'
import {eraseMade, othersWrote} from './undo-by-erasing.ts'

/**
 * Takes back what an operation wrote, so that every kind of read shows what it showed before
 * (commands.md §3): by appending, or, when the operation made the table and nobody wrote to it since,
 * by removing the table.
 *
 * @throws MetaxyError INVALID_INPUT for an operation that removed rows.
 */
export async function planUndo(
  change: Extract<Change, {kind: 'undo'}>,
  input: ChangeInput,
  stamped: StampedSamples,
  open: OpenMetadataStore,
): Promise<PlannedChange> {
  if (!isUndoable(stamped)) throw cannotBeUndone(change, stamped)
  requireTimes(input)
  if (!stamped.createdTable) return appendUndone(change, input, stamped)
  const others = await othersWrote(open, input.source, stamped)
  return others === 0
    ? eraseMade(change, input)
    : {...appendUndone(change, input, stamped), warnings: [tableStays(change, others)]}
}

function tableStays({feature}: Change, others: number): Warning {
  return {
    code: 'table_stays',
    message: `The operation made the table of ${feature}, but ${others} other rows were written to it since: the table stays, and a fallback store is not asked for the feature.`,
    feature,
    count: others,
  }
}

/** What stands in the way, and what would have helped. */
export function cannotBeUndone(
  {feature, operation}: Extract<Change, {kind: 'undo'}>,
  {kind}: StampedSamples,
): MetaxyError {
  return new MetaxyError({
    code: 'INVALID_INPUT',
    message: `Operation ${operation} cannot be undone: the rows that the ${kind} of ${feature} removed are gone.`,
    hint: 'Write them again from a backup; --backup FILE.parquet makes one before a hard delete or drop.',
    details: {feature, operation},
  })
}
