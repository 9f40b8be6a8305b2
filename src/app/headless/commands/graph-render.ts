import {writeFile} from 'node:fs/promises'
import {type Command, Option} from 'commander'
import type {FeatureKey, ProjectGraph} from '../../../engine/index.ts'
import {asking, type CommandContext, type Perform} from '../command-context.ts'
import {CommandFailure} from '../failures.ts'
import {graphvizText} from '../graph/graph-as-graphviz.ts'
import {graphAsJson, type StatusByFeature} from '../graph/graph-as-json.ts'
import {mermaidText} from '../graph/graph-as-mermaid.ts'
import {svgText} from '../graph/graph-as-svg.ts'
import {flag, repeatable, wholeNumber} from '../options.ts'
import type {Answer} from '../output/answer.ts'
import {jsonPieces} from '../output/json.ts'
import {readFeature, refuseUnknown} from './feature-selection.ts'

interface RenderOptions {
  readonly output?: string
  readonly feature?: readonly string[]
  readonly up?: number
  readonly down?: number
  readonly fields?: boolean
  readonly status?: boolean
}

const FORMATS = ['terminal', 'plain', 'table', 'json', 'mermaid', 'graphviz', 'svg']

/** `mxx graph render` (commands.md §2). */
export function declareGraphRender(graph: Command, perform: Perform): void {
  const command = graph.command('render').description('draw the feature graph')
  command
    .addOption(
      new Option('-f, --format <format>', 'form of the drawing')
        .choices(FORMATS)
        .default('terminal'),
    )
    .option('-o, --output <file>', 'write it to a file')
  repeatable(command, '--feature <key>', 'only what is near this feature')
  command
    .option('--up <n>', 'so many steps upstream of it; default: all', wholeNumber)
    .option('--down <n>', 'so many steps downstream of it; default: all', wholeNumber)
  flag(command, 'fields', 'with fields')
  flag(command, 'status', 'with what each feature has to compute')
  command.action(async (options: RenderOptions) => {
    await perform(command, async context => {
      refuseStepsAlone(options)
      const project = await context.openProject()
      const graph = await context.graphOf(project)
      const features = await drawnFeatures(graph, options)
      const statuses = new Map<FeatureKey, Awaited<ReturnType<typeof project.status>>>()
      if (options.status) {
        for (const feature of features) {
          statuses.set(feature, await project.status({feature}, asking(context.io)))
        }
      }
      return answerOf(graph, features, statuses, options, context)
    })
  })
}

async function drawnFeatures(
  graph: ProjectGraph,
  {feature, up = Infinity, down = Infinity}: RenderOptions,
): Promise<readonly FeatureKey[]> {
  if (feature === undefined) return graph.order
  const key = await readFeature([], {feature})
  await refuseUnknown(graph, graph.graph.definitions.has(key) ? [] : [key])
  const {neighbourhood} = await import('../graph/graph-shape.ts')
  return neighbourhood(graph, key, {up, down})
}

async function answerOf(
  graph: ProjectGraph,
  features: readonly FeatureKey[],
  statuses: StatusByFeature,
  options: RenderOptions,
  context: CommandContext,
): Promise<Answer> {
  const {graphPicture} = await import('../graph/graph-picture.ts')
  const json = await graphAsJson(graph, features, statuses)
  const drawn = {graph, features, statuses, withFields: options.fields ?? false}
  const text = () => {
    switch (context.format) {
      case 'mermaid':
        return mermaidText(drawn)
      case 'graphviz':
        return graphvizText(drawn)
      case 'svg':
        return svgText(drawn)
      default:
        return graphPicture(drawn, context.global.ascii ?? false)
    }
  }
  if (options.output === undefined) return {json, plain: text}
  const file = context.path(options.output)
  const written =
    context.format === 'json'
      ? `${[...jsonPieces({schema_version: 1, ...json})].join('')}\n`
      : text()
  await writeFile(file, written)
  return {json: {file, features: features.length}, plain: () => `Written to ${file}\n`}
}

function refuseStepsAlone({feature, up, down}: RenderOptions): void {
  if (feature !== undefined || (up === undefined && down === undefined)) return
  throw new CommandFailure('MISSING_REQUIRED_FLAG', '--up and --down count from a feature.', {
    hint: 'Name it: --feature KEY.',
    details: {required_flags: ['--feature']},
  })
}
