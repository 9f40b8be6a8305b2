import type {Command} from 'commander'
import {changeOptions, type FeatureChangeOptions, openToChange} from '../change/change-options.ts'
import {makeAndAnswer, operationOf} from '../change/make-changes.ts'
import {changeAsJson} from '../change/preview-as-json.ts'
import {asking, type Perform} from '../command-context.ts'
import {CommandFailure} from '../failures.ts'
import {featureArgument, readFeature} from './feature-selection.ts'

/** `mxx metadata drop KEY --yes` (commands.md §3): cannot be undone, so it is never done without --yes. */
export function declareMetadataDrop(metadata: Command, perform: Perform): void {
  const command = metadata.command('drop').description('remove the table of a feature for good')
  featureArgument(command)
  command.option('--backup <file>', 'a new .parquet file that the rows are written to first')
  changeOptions(command).action(async (keys: readonly string[], options: FeatureChangeOptions) => {
    await perform(command, async context => {
      const feature = await readFeature(keys, options)
      if (options.yes !== true && options.dryRun !== true && options.save === undefined) {
        throw new CommandFailure(
          'MISSING_CONFIRMATION',
          `Dropping ${feature} removes every row of it for good.`,
          {hint: 'Say --yes to confirm; --backup FILE.parquet keeps the rows.'},
        )
      }
      const project = await openToChange(options, context)
      const preview = await project.preview([{kind: 'drop', feature}], asking(context.io))
      return makeAndAnswer(
        project,
        preview,
        ({operations, dryRun, rows}) => ({
          ...operationOf(operations),
          dry_run: dryRun,
          feature,
          rows,
          features: preview.changes.map(change => changeAsJson(change, null)),
        }),
        options,
        context,
      )
    })
  })
}
