import {type ChangePreview, type Column, isSystemColumn} from '../../../engine/index.ts'
import {idColumnsOf} from '../../../store/selectors.ts'
import type {State} from '../../../store/state.ts'
import {chosenPreview} from './chosen-preview.ts'
import {type NamedRows, rowGroups} from './row-groups.ts'

/** The rows behind one number of a change, and what of them is shown: the columns of the user. */
export interface SelectedRows {
  readonly rows: NamedRows
  readonly at: number
  readonly of: number
  /** What rows are told by, which stays when the others move sideways. */
  readonly ids: readonly Place[]
  readonly others: readonly Place[]
}

export interface Place {
  readonly column: Column
  /** In each row. */
  readonly index: number
}

/** Of the numbers the one at `group`, counted round; undefined when there is no preview. */
export function selectedRows(
  change: ChangePreview | undefined,
  group: number,
  idColumns: readonly string[],
): SelectedRows | undefined {
  const groups = rowGroups(change)
  const at = group % Math.max(1, groups.length)
  const rows = groups[at]
  if (rows === undefined) return undefined
  const places = rows.columns
    .map((column, index) => ({column, index}))
    .filter(({column}) => !isSystemColumn(column.name))
  const isId = ({column}: Place) => idColumns.includes(column.name)
  const others = places.filter(place => !isId(place))
  return {rows, at, of: groups.length, ids: places.filter(isId), others}
}

/** How many columns of what the Rows tab shows move sideways. */
export function movingColumns(state: State): number {
  const change = chosenPreview(state)
  if (change === undefined) return 0
  const idColumns = idColumnsOf(state, change.change.feature)
  return selectedRows(change, state.changesView.rows.group, idColumns)?.others.length ?? 0
}
