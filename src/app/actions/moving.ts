import type {Move} from '../../store/navigation/list-cursor.ts'
import {currentView} from '../../store/selectors.ts'
import {ALWAYS, type AppActions, type Command, type Direction, ON_SCREENS} from '../command.ts'
import {movingColumns} from '../screens/changes/selected-rows.ts'

/** Through lists, panes and the graph. */
export const MOVING: readonly Command[] = [
  step('move.down', 'Down', ['j', 'down'], 'down', {by: 'line', times: 1}),
  step('move.up', 'Up', ['k', 'up'], 'up', {by: 'line', times: -1}),
  sideways('move.left', 'Left: column, or along an edge', ['h', 'left'], 'left', -1),
  sideways('move.right', 'Right: column, or along an edge', ['l', 'right'], 'right', 1),
  jump('move.top', 'To the first line', ['g g', 'home'], {to: 'first'}),
  jump('move.bottom', 'To the last line', ['G', 'end'], {to: 'last'}),
  jump('move.halfDown', 'Half a page down', ['ctrl+d'], {by: 'half-page', times: 1}),
  jump('move.halfUp', 'Half a page up', ['ctrl+u'], {by: 'half-page', times: -1}),
  jump('move.pageDown', 'A page down', ['ctrl+f', 'pagedown'], {by: 'page', times: 1}),
  jump('move.pageUp', 'A page up', ['ctrl+b', 'pageup'], {by: 'page', times: -1}),
]

function step(
  id: string,
  title: string,
  keys: readonly string[],
  direction: Direction,
  move: Move,
): Command {
  return moving(id, title, keys, actions =>
    isInGraph(actions) ? actions.moveInGraph(direction) : actions.moveList(move),
  )
}

function sideways(
  id: string,
  title: string,
  keys: readonly string[],
  direction: Direction,
  by: 1 | -1,
): Command {
  return {
    ...moving(id, title, keys, actions => {
      const {screen} = currentView(actions.get())
      if (isInGraph(actions)) actions.moveInGraph(direction)
      else if (screen === 'stores') actions.moveStore(by)
      else if (screen === 'changes') actions.moveChangesColumn(by, movingColumns(actions.get()))
      else actions.moveColumn(by)
    }),
    contexts: ['graph', 'rows', 'changes', 'stores'],
    disabledReason: state =>
      currentView(state).screen === 'changes' && state.changesView.tab !== 'rows'
        ? 'only the rows behind a number have columns'
        : undefined,
  }
}

function jump(id: string, title: string, keys: readonly string[], move: Move): Command {
  return moving(id, title, keys, actions => {
    if (!isInGraph(actions)) actions.moveList(move)
    else if ('to' in move) actions.moveInGraph(move.to === 'first' ? 'first' : 'last')
    else actions.moveInGraph(move.times === 1 ? 'down' : 'up')
  })
}

function moving(id: string, title: string, keys: readonly string[], run: Command['run']): Command {
  const contexts = ON_SCREENS
  return {id, title, group: 'move', keys, contexts, tier: 0, disabledReason: ALWAYS, run}
}

/** The graph has no lines to go through, but its detail pane has. */
function isInGraph(actions: AppActions): boolean {
  const state = actions.get()
  return currentView(state).screen === 'graph' && state.navigation.pane === 'main'
}
