import {stagingReason} from '../../store/changes/stage-selection.ts'
import {DEFAULT_COLUMNS} from '../../store/navigation/columns.ts'
import {emptyField} from '../../store/navigation/popups.ts'
import {columnUnderCursor} from '../../store/navigation/rows-actions.ts'
import {currentRowsView, currentView, rowUnderCursor} from '../../store/selectors.ts'
import type {State} from '../../store/state.ts'
import type {Command} from '../command.ts'
import {changeWidth, collapse, expand, membersHere} from './columns.ts'

/** What can be done to rows and their columns. */
export const ROWS: readonly Command[] = [
  {
    ...rows('stage.softDelete', 'Stage a soft delete of the marked rows, or of this one', ['d']),
    group: 'changes',
    contexts: ['rows', 'increment'],
    tier: 1,
    hint: 'delete',
    disabledReason: state => stagingReason(state, 'soft-delete'),
    run: actions => actions.stageSelection('soft-delete'),
  },
  {
    ...rows('stage.hardDelete', 'Stage a HARD delete of the marked rows, or of this one', ['D']),
    group: 'changes',
    tier: 1,
    hint: 'hard delete',
    disabledReason: state => stagingReason(state, 'hard-delete'),
    run: actions => actions.stageSelection('hard-delete'),
  },
  {
    ...rows('stage.restore', 'Stage bringing soft-deleted rows back', ['o']),
    group: 'changes',
    tier: 1,
    hint: 'restore',
    disabledReason: state => stagingReason(state, 'restore'),
    run: actions => actions.stageSelection('restore'),
  },
  {
    ...rows('rows.deleted', 'Soft-deleted rows: hide, show, only', ['z']),
    hint: 'deleted',
    disabledReason: state =>
      currentView(state).sample === null ? undefined : 'the history shows every stored row',
    run: actions => actions.cycleSoftDeleted(),
  },
  {
    ...rows('rows.history', 'All stored rows of this sample', ['H']),
    hint: 'history',
    disabledReason: state => {
      if (currentView(state).sample !== null) return 'this is the history; Backspace goes back'
      return rowReason(state)
    },
    run: actions => {
      const state = actions.get()
      const {feature} = currentView(state)
      const found = rowUnderCursor(state)
      if (feature !== null && found !== null) actions.showHistory(feature, found.id)
    },
  },
  {
    ...rows('sort.cycle', 'Sort by this column: ascending, descending, off', ['s']),
    hint: 'sort',
    run: actions => actions.cycleSort({add: false}),
  },
  {
    ...rows('sort.add', 'Sort by this column as well', ['S']),
    disabledReason: state =>
      currentRowsView(state)?.sort.length ? columnReason(state) : 'nothing is sorted yet (s)',
    run: actions => actions.cycleSort({add: true}),
  },
  {
    ...rows('cols.system', 'System columns: the usual two, or all', ['.']),
    hint: 'system',
    run: actions =>
      actions.changeColumns(choice => ({
        ...choice,
        allSystemColumns: !choice.allSystemColumns,
      })),
  },
  {
    ...rows('cols.pick', 'Choose and order the columns', ['C']),
    run: actions =>
      actions.openPopup({kind: 'columns', field: emptyField(), index: 0, featuresOnly: false}),
  },
  {
    ...rows('cols.narrower', 'Narrower column', ['<']),
    run: actions => changeWidth(actions, -2),
  },
  {...rows('cols.wider', 'Wider column', ['>']), run: actions => changeWidth(actions, 2)},
  {
    ...rows('cols.expand', 'A column of its own for each member', ['(']),
    disabledReason: state =>
      membersHere(state).length === 0 ? 'this column has no members' : undefined,
    run: expand,
  },
  {
    ...rows('cols.collapse', 'One column again for all members', [')']),
    disabledReason: state =>
      columnUnderCursor(state)?.member == null ? 'this column is not expanded' : undefined,
    run: collapse,
  },
  {
    ...rows('cols.reset', 'Columns as they were at first', ['=']),
    run: actions => actions.changeColumns(() => DEFAULT_COLUMNS),
  },
]

function rows(id: string, title: string, keys: readonly string[]) {
  return {
    id,
    title,
    group: 'rows',
    keys,
    contexts: ['rows'],
    tier: 0,
    disabledReason: columnReason,
  } as const satisfies Omit<Command, 'run'>
}

function columnReason(state: State): string | undefined {
  return columnUnderCursor(state) === null ? 'the rows are not read yet' : undefined
}

function rowReason(state: State): string | undefined {
  return rowUnderCursor(state) === null ? 'there is no row under the cursor' : undefined
}
