import type {ChangePreview, Preview, Project} from '../../../engine/index.ts'
import type {Printer} from '../output/printer.ts'
import type {ChangeOptions} from './change-options.ts'
import {quoted} from './command-text.ts'
import type {Operations} from './commit-changes.ts'

/** How a dry run ends. */
export function dryRunText({save}: ChangeOptions): string {
  return save === undefined
    ? 'Dry run: nothing was written.\n'
    : `Saved in ${save}: nothing was written to the metadata store. To commit: mxx apply ${quoted(save)}\n`
}

/** What was committed, and how it is undone. */
export function committedText(
  {config}: Project,
  preview: Preview,
  rows: number,
  operations: Operations,
  print: Printer,
): string {
  if (rows === 0) return 'Nothing matched: nothing was written.\n'
  const made = preview.changes.flatMap(one => {
    const operation = operations.get(one.change.feature)
    if (operation === undefined || removes(one)) return []
    const {metadataStore: name} = one
    return [`mxx undo ${operation}${name === config.store ? '' : ` --store ${quoted(name)}`}`]
  })
  const what = preview.changes.some(removes) ? 'removed' : 'appended'
  const undo = made.length === 0 ? '' : ` To undo: ${made.join('; ')}`
  return `Committed: ${print.counted(rows, 'row')} ${what}.${undo}\n`
}

/** What is removed cannot be taken back by appending. */
function removes({physical}: ChangePreview): boolean {
  return physical.after < physical.before
}
