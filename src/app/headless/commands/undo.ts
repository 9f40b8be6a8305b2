import type {Command} from 'commander'
import type {Operation} from '../../../engine/index.ts'
import {type ChangeOptions, changeOptions, lockTimeout} from '../change/change-options.ts'
import {makeChanges} from '../change/make-changes.ts'
import {asking, type Perform} from '../command-context.ts'
import {CommandFailure} from '../failures.ts'
import {newestFirst} from './operations.ts'

/** `mxx undo [ID]` (commands.md §3): the named operation, or the newest that can be undone. */
export function declareUndo(program: Command, perform: Perform): void {
  const command = program.command('undo').description('bring back what an operation hid')
  command.argument('[id]', 'operation; default: the newest that can be undone')
  changeOptions(command).action(async (id: string | undefined, options: ChangeOptions) => {
    await perform(command, async context => {
      const project = await context.openProject(lockTimeout(options))
      const operations = newestFirst(await project.operations(asking(context.io)))
      const operation = id === undefined ? newestUndoable(operations) : named(operations, id)
      const preview = await project.preview(
        [{kind: 'undo', feature: operation.feature, operation: operation.id}],
        asking(context.io),
      )
      return makeChanges(project, preview, 'undo', options, context)
    })
  })
}

function newestUndoable(operations: readonly Operation[]): Operation {
  const newest = operations.find(({undoable}) => undoable)
  if (newest !== undefined) return newest
  throw new CommandFailure('INVALID_INPUT', 'There is no operation that could be undone.', {
    hint: 'See `mxx operations`.',
  })
}

/** By its id or the beginning of it. */
function named(operations: readonly Operation[], id: string): Operation {
  const found = operations.filter(operation => operation.id.startsWith(id))
  const [only] = found.filter(operation => operation.id === id || found.length === 1)
  if (only === undefined) {
    const reason = found.length > 1 ? 'is the beginning of several' : 'is not in the journal'
    throw new CommandFailure('INVALID_INPUT', `Operation ${id} ${reason}.`, {
      hint: 'See `mxx operations`.',
      details: {operations: found.map(operation => operation.id)},
    })
  }
  if (!only.undoable) {
    throw only.undoneBy === null ? removedForGood(only) : undoneAlready(only)
  }
  return only
}

function undoneAlready({id, undoneBy}: Operation): CommandFailure {
  return new CommandFailure('INVALID_INPUT', `Operation ${id} was undone by ${undoneBy}.`)
}

function removedForGood({id, kind, feature}: Operation): CommandFailure {
  return new CommandFailure(
    'INVALID_INPUT',
    `Operation ${id} cannot be undone: the ${kind} of ${feature} removed its rows for good.`,
    {hint: 'Before the next hard delete or drop, keep the rows: --backup FILE.parquet.'},
  )
}
