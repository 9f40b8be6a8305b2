import {emptyField, fieldWith} from '../../store/navigation/popups.ts'
import {currentFilter} from '../../store/navigation/view-actions.ts'
import {
  currentView,
  incrementSampleUnderCursor,
  listLength,
  sampleUnderCursor,
} from '../../store/selectors.ts'
import type {State} from '../../store/state.ts'
import {ALWAYS, type Command} from '../command.ts'
import {OPEN_ITEM} from './open-item.ts'

/** What lists have in common. */
export const LISTS: readonly Command[] = [
  OPEN_ITEM,
  {
    id: 'filter.open',
    title: 'Filter',
    group: 'list',
    keys: ['/'],
    contexts: ['graph', 'rows', 'increment'],
    tier: 0,
    hint: 'filter',
    disabledReason: ALWAYS,
    run: actions => {
      const state = actions.get()
      const field = fieldWith(currentFilter(state), state.entered.get('filter'))
      actions.openPopup({kind: 'filter', field, problem: null})
    },
  },
  {
    id: 'mark.toggle',
    title: 'Mark, or mark the open range',
    group: 'list',
    keys: ['space'],
    contexts: ['rows', 'increment'],
    tier: 0,
    hint: 'mark',
    disabledReason: markReason,
    run: actions => actions.toggleMark(),
  },
  {
    id: 'mark.range',
    title: 'Begin or mark a range',
    group: 'list',
    keys: ['v'],
    contexts: ['rows'],
    tier: 0,
    hint: 'range',
    disabledReason: markReason,
    run: actions => actions.toggleRange(),
  },
  {
    id: 'mark.all',
    title: 'Mark all rows of the list',
    group: 'list',
    keys: ['a'],
    contexts: ['rows', 'increment'],
    tier: 0,
    disabledReason: markReason,
    run: actions => actions.markAll(),
  },
  {
    id: 'mark.invert',
    title: 'Invert the marks of the list',
    group: 'list',
    keys: ['A'],
    contexts: ['rows', 'increment'],
    tier: 0,
    disabledReason: markReason,
    run: actions => actions.invertMarks(),
  },
  {
    id: 'export.open',
    title: 'Write the rows to a file',
    group: 'list',
    keys: ['e'],
    contexts: ['rows', 'increment'],
    tier: 0,
    hint: 'export',
    disabledReason: state => (listLength(state) === 0 ? 'there are no rows' : undefined),
    run: actions =>
      actions.openPopup({
        kind: 'export',
        field: emptyField(actions.get().entered.get('export')),
        problem: null,
      }),
  },
  {
    id: 'sort.samples',
    title: 'Sort by id, by id backwards, by the fields that moved',
    group: 'list',
    keys: ['s'],
    contexts: ['increment'],
    tier: 0,
    hint: 'sort',
    disabledReason: state => (listLength(state) === 0 ? 'there are no rows' : undefined),
    run: actions => actions.cycleOrder(),
  },
  tab('tab.next', 'Next tab', ']', 1),
  tab('tab.previous', 'Previous tab', '[', -1),
]

function tab(id: string, title: string, key: string, by: 1 | -1): Command {
  return {
    id,
    title,
    group: 'list',
    keys: [key],
    ...(by === 1 ? {hint: 'tab'} : {}),
    contexts: ['versions', 'increment', 'changes'],
    tier: 0,
    disabledReason: ALWAYS,
    run: actions => actions.moveTab(by),
  }
}

function markReason(state: State): string | undefined {
  const {screen, sample} = currentView(state)
  if (sample !== null) return 'these are the stored rows of one sample'
  if (sampleUnderCursor(state) === null) return 'there is no row under the cursor'
  const waits = screen === 'increment' && incrementSampleUnderCursor(state)?.waiting
  return waits ? 'waiting orphans cannot be marked' : undefined
}
