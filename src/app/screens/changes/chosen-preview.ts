import type {ChangePreview, Preview} from '../../../engine/index.ts'
import type {State} from '../../../store/state.ts'
import {shownPreview} from './staged-lines.ts'

/** What the change under the cursor would do, or did; undefined while there is no preview. */
export function chosenPreview(state: State): ChangePreview | undefined {
  const preview = shownPreview(state.changes.pending)
  return preview === null ? undefined : preview.changes[chosenIndex(state, preview)]
}

/** Its place in the preview: excluded changes have none. */
export function chosenIndex(
  {changes: {staged}, changesView: {cursor}}: Pick<State, 'changes' | 'changesView'>,
  preview: Preview | null,
): number {
  const before = staged.slice(0, cursor.index).filter(({included}) => included).length
  return Math.min(before, (preview?.changes.length ?? 1) - 1)
}
