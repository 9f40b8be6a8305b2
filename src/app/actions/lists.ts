import {featureUnderCursor} from '../../store/changes/stage-chain.ts'
import {emptyField, fieldWith} from '../../store/navigation/popups.ts'
import {currentFilter} from '../../store/navigation/view-actions.ts'
import {
  currentView,
  incrementSampleUnderCursor,
  listLength,
  rowUnderCursor,
  sampleUnderCursor,
} from '../../store/selectors.ts'
import type {State} from '../../store/state.ts'
import {versionUnderCursor} from '../../store/versions.ts'
import {ALWAYS, type AppActions, type Command, ON_SCREENS} from '../command.ts'
import {chosenPreview} from '../screens/changes/chosen-preview.ts'
import {rowGroups} from '../screens/changes/row-groups.ts'
import {openGroup} from './changes.ts'

/** What lists have in common. */
export const LISTS: readonly Command[] = [
  {
    id: 'item.open',
    title: 'Open: rows of the feature, the whole cell, the row',
    group: 'list',
    keys: ['enter'],
    contexts: ON_SCREENS,
    tier: 0,
    hint: 'open',
    disabledReason: openReason,
    run: openItem,
  },
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

function openItem(actions: AppActions): void {
  const state = actions.get()
  const {screen, feature} = currentView(state)
  const id = sampleUnderCursor(state)
  switch (screen) {
    case 'graph':
      actions.showScreen('rows')
      break
    case 'rows':
      actions.openPopup({kind: 'cell', top: 0})
      break
    case 'increment':
      if (feature !== null && id !== null) actions.showSample(feature, id)
      break
    case 'versions': {
      const version = versionUnderCursor(state)?.featureVersion ?? null
      if (feature !== null && version !== null) actions.showVersion(feature, version)
      break
    }
    case 'stores': {
      const chosen = featureUnderCursor(state)
      if (chosen !== null) actions.showFeature(chosen, 'rows')
      break
    }
    case 'changes': {
      const staged = state.changes.staged[state.changesView.cursor.index]
      if (rowGroups(chosenPreview(state)).length > 1) openGroup(actions, 1)
      else if (staged !== undefined) actions.showFeature(staged.change.feature, 'rows')
    }
  }
}

function openReason(state: State): string | undefined {
  const {screen, feature} = currentView(state)
  switch (screen) {
    case 'graph':
      return feature === null ? 'no feature is chosen' : undefined
    case 'rows':
      return rowUnderCursor(state) === null ? 'there is no row under the cursor' : undefined
    case 'increment': {
      const sample = incrementSampleUnderCursor(state)
      if (sample === null) return 'there is no row under the cursor'
      return sample.storedId === null ? 'a new row is not stored yet' : undefined
    }
    case 'versions':
      return versionReason(state)
    case 'stores':
      return featureUnderCursor(state) === null ? 'no feature is chosen' : undefined
    case 'changes':
      return state.changes.staged.length === 0 ? 'nothing is staged' : undefined
  }
}

function versionReason(state: State): string | undefined {
  const line = versionUnderCursor(state)
  if (line === null) return 'the versions are not read yet'
  return line.featureVersion === null ? 'that push does not have the feature' : undefined
}

function markReason(state: State): string | undefined {
  const {screen, sample} = currentView(state)
  if (sample !== null) return 'these are the stored rows of one sample'
  if (sampleUnderCursor(state) === null) return 'there is no row under the cursor'
  const waits = screen === 'increment' && incrementSampleUnderCursor(state)?.waiting
  return waits ? 'waiting orphans cannot be marked' : undefined
}
