import type {CellValue} from '../../engine/index.ts'
import {shown} from '../../store/loading/loadable.ts'
import type {ColumnChoice} from '../../store/navigation/columns.ts'
import {columnUnderCursor} from '../../store/navigation/rows-actions.ts'
import {currentRows} from '../../store/selectors.ts'
import type {State} from '../../store/state.ts'
import type {AppActions} from '../command.ts'

/** What a column has before anybody sets its width. */
const USUAL_WIDTH = 16
const NARROWEST = 4

/** Widens or narrows the column under the cursor. */
export function changeWidth(actions: AppActions, by: number): void {
  const column = columnUnderCursor(actions.get())
  if (column === null) return
  const width = Math.max(NARROWEST, (column.width ?? USUAL_WIDTH) + by)
  actions.changeColumns(choice => ({
    ...choice,
    widths: new Map(choice.widths).set(column.heading, width),
  }))
}

/** Shows the members of the struct or map under the cursor as columns. */
export function expand(actions: AppActions): void {
  const state = actions.get()
  const column = columnUnderCursor(state)
  const members = membersHere(state)
  if (column === null || members.length === 0) return
  actions.changeColumns(choice => withExpanded(choice, column.column.name, members))
}

/** Shows the struct or map under the cursor as one column. */
export function collapse(actions: AppActions): void {
  const column = columnUnderCursor(actions.get())
  if (column !== null) actions.changeColumns(choice => withExpanded(choice, column.column.name, []))
}

/** The members that the values of the column under the cursor have, in the rows read so far. */
export function membersHere(state: State): readonly string[] {
  const column = columnUnderCursor(state)
  if (column === null || column.member !== null) return []
  const names = new Set<string>()
  for (const page of currentRows(state)?.pages.values() ?? []) {
    for (const row of shown(page) ?? []) {
      const value = row[column.position] ?? null
      for (const name of memberNames(value)) names.add(name)
    }
  }
  return [...names]
}

function withExpanded(
  choice: ColumnChoice,
  name: string,
  members: readonly string[],
): ColumnChoice {
  const expanded = new Map(choice.expanded)
  if (members.length === 0) expanded.delete(name)
  else expanded.set(name, members)
  return {...choice, expanded}
}

function memberNames(value: CellValue): readonly string[] {
  const isNested = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isNested ? Object.keys(value) : []
}
