import type {Command} from 'commander'
import {changeOptions, type FeatureChangeOptions, lockTimeout} from '../change/change-options.ts'
import {makeChanges} from '../change/make-changes.ts'
import {asking, type Perform} from '../command-context.ts'
import {repeatable} from '../options.ts'
import {checkFilters} from './check-filters.ts'
import {featureArgument, readFeature} from './feature-selection.ts'

interface RestoreOptions extends FeatureChangeOptions {
  readonly filter?: readonly string[]
}

/** `mxx metadata restore KEY` (commands.md §3): the filter is judged on the tombstones. */
export function declareMetadataRestore(metadata: Command, perform: Perform): void {
  const command = metadata.command('restore').description('bring soft-deleted rows back')
  featureArgument(command)
  repeatable(command, '--filter <expression>', 'of the deleted rows; repeated: all of them')
  changeOptions(command).action(async (keys: readonly string[], options: RestoreOptions) => {
    await perform(command, async context => {
      const feature = await readFeature(keys, options)
      await checkFilters(options.filter)
      const project = await context.openProject(lockTimeout(options))
      const where = {kind: 'filter', filters: options.filter ?? []} as const
      const preview = await project.preview([{kind: 'restore', feature, where}], asking(context.io))
      return makeChanges(project, preview, 'restore', options, context)
    })
  })
}
