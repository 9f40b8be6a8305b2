import type {Column} from '../../engine/index.ts'
import {shown} from '../../store/loading/loadable.ts'
import {type ColumnChoice, isShown, orderedColumns} from '../../store/navigation/columns.ts'
import {topPopup} from '../../store/navigation/popup-actions.ts'
import {columnChoice} from '../../store/navigation/rows-actions.ts'
import {currentRows} from '../../store/selectors.ts'
import type {State} from '../../store/state.ts'
import type {AppActions} from '../command.ts'

/** A line of the column picker. */
export interface PickedColumn {
  readonly column: Column
  readonly isShown: boolean
  /** Ids are always shown and always first. */
  readonly isId: boolean
}

/** Every column of the rows, in the order they are drawn, hidden ones too. */
export function pickedColumns(state: State): readonly PickedColumn[] {
  const index = shown(currentRows(state)?.index)
  if (index === null) return []
  const choice = columnChoice(state)
  return orderedColumns(index.columns, index.idColumns, choice).map(column => ({
    column,
    isShown: isShown(column, index.idColumns, choice),
    isId: index.idColumns.includes(column.name),
  }))
}

export function toggleChosenColumn(actions: AppActions): void {
  const chosen = chosenColumn(actions.get())
  if (chosen === undefined || chosen.isId) return
  actions.changeColumns(choice => ({
    ...choice,
    shown: new Map(choice.shown).set(chosen.column.name, !chosen.isShown),
  }))
}

/** Changes places with a neighbour, and stays under the cursor. */
export function moveChosenColumn(actions: AppActions, by: 1 | -1): void {
  const state = actions.get()
  const names = pickedColumns(state).flatMap(({column, isId}) => (isId ? [] : [column.name]))
  const name = chosenColumn(state)?.column.name ?? ''
  const at = names.indexOf(name)
  const neighbour = names[at + by]
  if (at === -1 || neighbour === undefined) return
  const order = names.with(at, neighbour).with(at + by, name)
  actions.changeColumns((choice): ColumnChoice => ({...choice, order}))
  actions.movePopup(by)
}

function chosenColumn(state: State): PickedColumn | undefined {
  const popup = topPopup(state)
  return popup?.kind === 'columns' ? pickedColumns(state)[popup.index] : undefined
}
