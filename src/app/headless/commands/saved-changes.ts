import {readFile} from 'node:fs/promises'
import type {Command} from 'commander'
import type {Preview, Project, SavedChanges} from '../../../engine/index.ts'
import {type ChangeOptions, changeOptions, lockTimeout} from '../change/change-options.ts'
import {makeChanges} from '../change/make-changes.ts'
import {asking, type CommandContext, type Perform} from '../command-context.ts'
import {CommandFailure} from '../failures.ts'

/** `mxx preview FILE` (commands.md §3): what saved changes would do today. */
export function declarePreview(program: Command, perform: Perform): void {
  const command = program.command('preview').description('show what saved changes would do')
  command.argument('<file>', 'made with --save')
  changeOptions(command).action(async (file: string, options: ChangeOptions) => {
    await perform(command, async context => {
      const {project, preview} = await previewSaved(file, options, context)
      return makeChanges(project, preview, 'apply', {...options, dryRun: true}, context)
    })
  })
}

/** `mxx apply FILE`: commits them, unless a table moved since they were saved. */
export function declareApply(program: Command, perform: Perform): void {
  const command = program.command('apply').description('commit saved changes')
  command.argument('<file>', 'made with --save')
  changeOptions(command).action(async (file: string, options: ChangeOptions) => {
    await perform(command, async context => {
      const {project, preview, saved} = await previewSaved(file, options, context)
      await refuseMoved(file, saved, preview)
      return makeChanges(project, preview, 'apply', options, context)
    })
  })
}

async function previewSaved(
  file: string,
  options: ChangeOptions,
  context: CommandContext,
): Promise<{project: Project; preview: Preview; saved: SavedChanges}> {
  const {readSavedChanges} = await import('../../../engine/index.ts')
  const text = await readFile(context.path(file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailure('INVALID_INPUT', `${file} cannot be read: ${error.message}`)
  })
  const saved = readSavedChanges(text, file)
  const project = await context.openProject({
    ...lockTimeout(options),
    store: context.global.store ?? saved.metadataStore,
  })
  const changes = saved.changes.map(({change}) => change)
  return {project, preview: await project.preview(changes, asking(context.io)), saved}
}

/** @throws CommandFailure CONFLICT naming the features whose rows are no longer those that were seen. */
async function refuseMoved(file: string, saved: SavedChanges, preview: Preview): Promise<void> {
  const {sameChangeBase} = await import('../../../engine/index.ts')
  const moved = preview.changes.filter((now, index) => {
    const then = saved.changes[index]
    return then === undefined || then.rows !== now.rows || !sameChangeBase(then.base, now.base)
  })
  if (moved.length === 0) return
  const features = [...new Set(moved.map(({change}) => change.feature))]
  throw new CommandFailure(
    'CONFLICT',
    `The rows of ${features.join(', ')} changed since ${file} was saved; nothing was written.`,
    {hint: `See \`mxx preview ${file}\`, then save the changes again.`, details: {features}},
  )
}
