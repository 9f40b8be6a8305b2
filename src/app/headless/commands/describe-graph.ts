import type {Command} from 'commander'
import type {Perform} from '../command-context.ts'
import {formatOption} from '../options.ts'
import type {JsonObject} from '../output/json.ts'
import type {Printer} from '../output/printer.ts'

/**
 * `mxx describe graph` (commands.md §2). The project version is that of the configured project; the
 * figures are about all projects unless `--project` narrows them.
 */
export function declareDescribeGraph(describe: Command, perform: Perform): void {
  const command = describe.command('graph').description('size and shape of the feature graph')
  formatOption(command).action(async () => {
    await perform(command, async context => {
      const project = await context.openProject()
      const graph = await context.graphOf(project)
      const narrowed = context.global.allProjects ? null : (context.global.project ?? null)
      const configured = narrowed ?? project.config.project
      const {featuresOfProject} = await import('../../../engine/index.ts')
      const {shapeOf} = await import('../graph/graph-shape.ts')
      const features = featuresOfProject(graph, narrowed)
      const shape = shapeOf(graph, features)
      const projects = [...graph.projectVersions]
        .filter(([name]) => narrowed === null || name === narrowed)
        .map(([name, version]): [string, JsonObject] => [
          name,
          {project_version: version, features: featuresOfProject(graph, name).length},
        ])
      const version = configured === null ? undefined : graph.projectVersions.get(configured)
      const figures = {
        project_version: version ?? null,
        projects: new Map(projects),
        feature_count: features.length,
        ...shape,
      }
      return {json: figures, plain: print => plainText(figures, print)}
    })
  })
}

interface Figures {
  readonly project_version: string | null
  readonly projects: ReadonlyMap<string, JsonObject>
  readonly feature_count: number
  readonly depth: number
  readonly roots: readonly string[]
  readonly leaves: readonly string[]
}

function plainText(figures: Figures, print: Printer): string {
  return print.table({
    header: ['GRAPH', figures.project_version ?? ''],
    rows: [
      ['features', String(figures.feature_count)],
      ['depth', String(figures.depth)],
      ['roots', figures.roots.join(', ')],
      ['leaves', figures.leaves.join(', ')],
      ...[...figures.projects].map(([name, {project_version, features}]) => [
        `project ${name}`,
        `${project_version}, ${print.counted(Number(features), 'feature')}`,
      ]),
    ],
  })
}
