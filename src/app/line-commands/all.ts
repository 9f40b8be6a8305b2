import {shown} from '../../store/loading/loadable.ts'
import {emptyField} from '../../store/navigation/popups.ts'
import {SCREENS, type ScreenId} from '../../store/navigation/views.ts'
import type {State} from '../../store/state.ts'
import {exportProblem} from '../export-file.ts'
import {isResult, readFeature} from './feature-argument.ts'
import {type LineCommand, type LineResult, refuses, runs} from './line-command.ts'
import {SAVE} from './save.ts'
import {VERSION_COMMANDS} from './versions.ts'

/** Everything that can be typed after `:`. */
export const LINE_COMMANDS: readonly LineCommand[] = [
  {
    name: 'delete',
    usage: '<feature> [where <filter>] [--history] [--hard]',
    title: 'Stage a soft delete, or a hard one',
    tier: 1,
    read: (args, at, state) => {
      const read = readFeature(args, at, state, ['--history', '--hard'])
      if (isResult(read)) return read
      const {feature, filters, flags} = read
      const withFeatureHistory = flags.has('--history')
      const kind = flags.has('--hard') ? 'hard-delete' : 'soft-delete'
      if (kind === 'hard-delete' && filters.length === 0) {
        return refuses('A hard delete needs a filter here: where …', at + args.length)
      }
      return runs(actions => {
        const where = {kind: 'filter', filters} as const
        actions.stage({kind, feature, where, withFeatureHistory})
        actions.showScreen('changes')
      })
    },
  },
  {
    name: 'restore',
    usage: '<feature> [where <filter>]',
    title: 'Stage bringing soft-deleted rows back',
    tier: 1,
    read: (args, at, state) => {
      const read = readFeature(args, at, state)
      if (isResult(read)) return read
      const {feature, filters} = read
      return runs(actions => {
        actions.stage({kind: 'restore', feature, where: {kind: 'filter', filters}})
        actions.showScreen('changes')
      })
    },
  },
  ...VERSION_COMMANDS,
  SAVE,
  {
    name: 'undo',
    usage: '[operation]',
    title: 'Undo: as u, or a certain operation of the journal',
    tier: 1,
    read: readUndo,
  },
  {
    name: 'goto',
    usage: '<feature> [graph|rows|versions|increment]',
    title: 'Go to a feature',
    tier: 0,
    read: readGoto,
  },
  {
    name: 'rows',
    usage: '<feature> [where <filter>]',
    title: 'Rows of a feature',
    tier: 0,
    read: (args, at, state) => {
      const read = readFeature(args, at, state)
      if (isResult(read)) return read
      return runs(actions => {
        actions.showFeature(read.feature, 'rows')
        actions.applyFilter(read.filters[0] ?? '')
      })
    },
  },
  {
    name: 'increment',
    usage: '<feature>',
    title: 'Increment of a feature',
    tier: 0,
    read: (args, at, state) => {
      const read = readFeature(args, at, state)
      if (isResult(read)) return read
      return runs(actions => actions.showFeature(read.feature, 'increment'))
    },
  },
  {
    name: 'export',
    usage: '<file.parquet|.csv|.jsonl|.arrow>',
    title: 'Write the rows of this screen to a file',
    tier: 0,
    read: (args, at, state) => {
      const problem = exportProblem(args, state)
      return problem === null
        ? runs(actions => actions.exportRows(actions.path(args)))
        : refuses(problem, at)
    },
  },
  {
    name: 'help',
    usage: '',
    title: 'Search all actions',
    tier: 0,
    read: () =>
      runs(actions =>
        actions.openPopup({kind: 'palette', field: emptyField(), index: 0, featuresOnly: false}),
      ),
  },
  {
    name: 'quit',
    usage: '',
    title: 'Quit',
    tier: 0,
    read: () => runs(actions => actions.runCommand('app.quit')),
  },
]

function readGoto(args: string, at: number, state: State): LineResult {
  const [, key = '', screen = 'rows'] = /^(\S*)(?:\s+(\S+))?\s*$/.exec(args) ?? []
  const read = readFeature(key, at, state)
  if (isResult(read)) return read
  const wanted = SCREENS.find(
    (name): name is ScreenId => name === screen && name !== 'changes' && name !== 'stores',
  )
  if (wanted === undefined) {
    return refuses(
      `There is no ${screen}: graph, rows, versions or increment.`,
      at + key.length + 1,
    )
  }
  return runs(actions => actions.showFeature(read.feature, wanted))
}

function readUndo(args: string, at: number, state: State): LineResult {
  if (args === '') return runs(actions => actions.runCommand('changes.undo'))
  const operations = shown(state.loading.operations)
  if (operations === null) return refuses('The journal is not read yet.', at)
  const [found, another] = operations.filter(({id}) => id.startsWith(args))
  if (found === undefined) return refuses(`The journal has no operation ${args}.`, at)
  if (another !== undefined) return refuses(`Several operations begin with ${args}.`, at)
  if (found.undoneBy !== null) return refuses(`It was undone by ${found.undoneBy}.`, at)
  if (!found.undoable) return refuses('It cannot be undone.', at)
  return runs(actions => {
    actions.undoOperation(found)
    actions.showScreen('changes')
  })
}
