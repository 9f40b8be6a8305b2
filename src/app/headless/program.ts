import {readFileSync} from 'node:fs'
import {Command} from 'commander'
import type {Perform} from './command-context.ts'
import type {CommandIo} from './command-io.ts'
import {declareConfigPrint} from './commands/config-print.ts'
import {declareDemo} from './commands/demo.ts'
import {declareDescribeFeatures} from './commands/describe-features.ts'
import {declareDescribeGraph} from './commands/describe-graph.ts'
import {declareGraphDiffRender} from './commands/graph-diff-render.ts'
import {declareGraphRender} from './commands/graph-render.ts'
import {declareGraphWhatIf} from './commands/graph-what-if.ts'
import {declareHistory} from './commands/history.ts'
import {declareListFeatures} from './commands/list-features.ts'
import {declareListStores} from './commands/list-stores.ts'
import {declareLock} from './commands/lock.ts'
import {declareMetadataCopy} from './commands/metadata-copy.ts'
import {declareMetadataDelete} from './commands/metadata-delete.ts'
import {declareMetadataDrop} from './commands/metadata-drop.ts'
import {declareMetadataIncrement} from './commands/metadata-increment.ts'
import {declareMetadataRead} from './commands/metadata-read.ts'
import {declareMetadataRebase} from './commands/metadata-rebase.ts'
import {declareMetadataRestore} from './commands/metadata-restore.ts'
import {declareMetadataStatus} from './commands/metadata-status.ts'
import {declareMetadataWhy} from './commands/metadata-why.ts'
import {declareMetadataWrite} from './commands/metadata-write.ts'
import {declareNotBuilt} from './commands/not-built.ts'
import {declareOpen} from './commands/open.ts'
import {declareOperations} from './commands/operations.ts'
import {declarePush} from './commands/push.ts'
import {declareApply, declarePreview} from './commands/saved-changes.ts'
import {declareUndo} from './commands/undo.ts'
import {declareVersions} from './commands/versions.ts'
import {addGlobalOptions} from './options.ts'
import {packageFile} from './package-file.ts'

/**
 * Every command and option of `mxx`. Loads neither the engine nor the screens: `--help` answers at once,
 * and each command asks for the engine when it runs.
 */
export function buildProgram(io: CommandIo, perform: Perform): Command {
  const program = new Command('mxx')
    .description('Explore Metaxy projects. Without a command: the screens.')
    .exitOverride()
    .configureOutput({
      writeOut: text => io.stdout.write(text),
      writeErr: text => io.stderr.write(text),
      // Failures of parsing are said with all others, in the form that was asked for.
      outputError: () => {},
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .enablePositionalOptions()
  declareOpen(program, perform)

  const list = program.command('list').description('features, metadata stores')
  declareListFeatures(list, perform)
  declareListStores(list, perform)
  const describe = program.command('describe').description('features, the graph')
  declareDescribeFeatures(describe, perform)
  declareDescribeGraph(describe, perform)
  const graph = program.command('graph').description('draw the feature graph, ask what-if')
  declareGraphRender(graph, perform)
  declareGraphWhatIf(graph, perform)
  const diff = program.command('graph-diff').description('compare pushes of the graph')
  declareGraphDiffRender(diff, perform)
  declareHistory(program, perform)
  declareVersions(program, perform)
  const metadata = program.command('metadata').description('rows: look, compare, delete, restore')
  declareMetadataStatus(metadata, perform)
  declareMetadataRead(metadata, perform)
  declareMetadataIncrement(metadata, perform)
  declareMetadataWhy(metadata, perform)
  declareMetadataDelete(metadata, perform)
  declareMetadataDrop(metadata, perform)
  declareMetadataRestore(metadata, perform)
  declareMetadataWrite(metadata, perform)
  declareMetadataRebase(metadata, perform)
  declareMetadataCopy(metadata, perform)
  declarePush(program, perform)
  declareLock(program, perform)
  declareOperations(program, perform)
  declareUndo(program, perform)
  declarePreview(program, perform)
  declareApply(program, perform)
  declareDemo(program, perform)
  declareConfigPrint(program.command('config').description('configuration'), perform)
  declareNotBuilt(program, perform)

  const {version} = JSON.parse(readFileSync(packageFile('package.json'), 'utf8'))
  everyCommand(program, command => addGlobalOptions(command, version))
  return program
}

function everyCommand(command: Command, visit: (command: Command) => void): void {
  visit(command)
  for (const child of command.commands) everyCommand(child, visit)
}
