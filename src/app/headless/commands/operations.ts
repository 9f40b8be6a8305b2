import type {Command} from 'commander'
import type {Operation} from '../../../engine/index.ts'
import {asking, type Perform} from '../command-context.ts'
import {formatOption, wholeNumber} from '../options.ts'
import type {JsonObject} from '../output/json.ts'
import type {Printer} from '../output/printer.ts'
import {isoTime} from '../output/times.ts'

/** `mxx operations` (commands.md §3): what was changed from here, newest first. */
export function declareOperations(program: Command, perform: Perform): void {
  const command = program.command('operations').description('changes made from here, newest first')
  command.option('--limit <n>', 'only the newest n', wholeNumber)
  formatOption(command).action(async ({limit}: {limit?: number}) => {
    await perform(command, async context => {
      const project = await context.openProject()
      const operations = newestFirst(await project.operations(asking(context.io))).slice(0, limit)
      return {
        json: {operations: operations.map(asJson)},
        plain: print =>
          operations.length === 0 ? 'Nothing was changed yet.\n' : plainText(operations, print),
      }
    })
  })
}

export function newestFirst(operations: readonly Operation[]): readonly Operation[] {
  return operations.toSorted((a, b) =>
    a.atMicros === b.atMicros ? 0 : a.atMicros > b.atMicros ? -1 : 1,
  )
}

function asJson(operation: Operation): JsonObject {
  return {
    id: operation.id,
    at: isoTime(operation.atMicros),
    kind: operation.kind,
    store: operation.metadataStore,
    feature: operation.feature,
    rows: operation.rows,
    undoable: operation.undoable,
    ...(operation.undoneBy === null ? {} : {undone_by: operation.undoneBy}),
    command: operation.command,
  }
}

function plainText(operations: readonly Operation[], print: Printer): string {
  return print.table({
    header: ['ID', 'AT', 'KIND', 'FEATURE', 'ROWS', 'UNDO', 'COMMAND'],
    rows: operations.map(operation => [
      operation.id,
      print.time(operation.atMicros),
      operation.kind,
      operation.feature,
      String(operation.rows),
      undoText(operation),
      operation.command,
    ]),
    right: [4],
  })
}

function undoText({undoneBy, undoable}: Operation): string {
  if (undoneBy !== null) return `undone by ${undoneBy}`
  return undoable ? 'yes' : 'no'
}
