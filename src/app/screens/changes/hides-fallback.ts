import type {ChangePreview} from '../../../engine/index.ts'

/**
 * A soft delete of rows that a fallback store has: the table of its tombstones would answer for the
 * whole feature from then on (stores.md §7). The commit refuses it.
 */
export function hidesFallback({change, rows, resolvedFrom, metadataStore}: ChangePreview): boolean {
  return change.kind === 'soft-delete' && rows > 0 && resolvedFrom !== metadataStore
}
