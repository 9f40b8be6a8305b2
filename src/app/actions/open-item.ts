import {featureUnderCursor} from '../../store/changes/stage-chain.ts'
import {
  currentView,
  incrementSampleUnderCursor,
  rowUnderCursor,
  sampleUnderCursor,
} from '../../store/selectors.ts'
import type {State} from '../../store/state.ts'
import {versionUnderCursor} from '../../store/versions.ts'
import {type AppActions, type Command, ON_SCREENS} from '../command.ts'
import {chosenPreview} from '../screens/changes/chosen-preview.ts'
import {rowGroups} from '../screens/changes/row-groups.ts'
import {openGroup} from './changes.ts'
import {lineReason} from './versions.ts'

/** Enter: what is behind the line under the cursor. */
export const OPEN_ITEM: Command = {
  id: 'item.open',
  title: 'Open: rows of the feature, the whole cell, the row',
  group: 'list',
  keys: ['enter'],
  contexts: ON_SCREENS,
  tier: 0,
  hint: 'open',
  disabledReason: openReason,
  run: openItem,
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
      return lineReason(state)
    case 'stores':
      return featureUnderCursor(state) === null ? 'no feature is chosen' : undefined
    case 'changes':
      return state.changes.staged.length === 0 ? 'nothing is staged' : undefined
  }
}
