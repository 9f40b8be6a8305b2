import {MetaxyError} from '../errors.ts'
import type {ChangePreview} from './change-preview.ts'

export type StoresOfChange = Pick<
  ChangePreview,
  'change' | 'metadataStore' | 'resolvedFrom' | 'rows'
>

/**
 * A tombstone makes a table of its own, and an existing table answers for the whole feature: what the
 * fallback store has would be out of sight (stores.md §7).
 *
 * @throws MetaxyError MISSING_CONFIRMATION naming the features.
 */
export function refuseHiding(changes: readonly StoresOfChange[]): void {
  const hiding = changes.filter(hidesFallback)
  const [first] = hiding
  if (first === undefined) return
  const features = [...new Set(hiding.map(({change}) => change.feature))]
  throw new MetaxyError({
    code: 'MISSING_CONFIRMATION',
    message: `A soft delete of ${features.join(', ')} would make a table in "${first.metadataStore}", and hide every row that "${first.resolvedFrom}" has.`,
    hint: `Delete in the store that has the rows (--store ${first.resolvedFrom}), or pass --allow-hiding-fallback.`,
    details: {required_flags: ['--allow-hiding-fallback'], features},
  })
}

/** Rows of a fallback store get tombstones in front of it. */
export function hidesFallback({
  change,
  resolvedFrom,
  metadataStore,
  rows,
}: StoresOfChange): boolean {
  return change.kind === 'soft-delete' && rows > 0 && resolvedFrom !== metadataStore
}
