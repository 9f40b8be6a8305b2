import type {Command} from 'commander'
import type {FeatureKey, FieldEdge, ProjectGraph} from '../../../engine/index.ts'
import type {Perform} from '../command-context.ts'
import {flag, formatOption} from '../options.ts'
import type {JsonObject} from '../output/json.ts'
import type {Printer} from '../output/printer.ts'
import {type FeatureFacts, factsOf, fieldsAsJson} from './feature-facts.ts'
import {shownProject} from './feature-selection.ts'

/** `mxx list features` (commands.md §2). */
export function declareListFeatures(list: Command, perform: Perform): void {
  const command = list.command('features').alias('feature').description('features of the project')
  flag(command, 'verbose', 'what fields and features are computed from').option('-v', '--verbose')
  formatOption(command).action(async (options: {verbose?: boolean; v?: boolean}) => {
    await perform(command, async context => {
      const project = await context.openProject()
      const graph = await context.graphOf(project)
      const verbose = options.verbose ?? options.v ?? false
      const {featuresOfProject, fieldEdges} = await import('../../../engine/index.ts')
      const keys = featuresOfProject(graph, shownProject(project.config, context.global))
      const edges = verbose ? fieldEdges(graph.graph) : []
      const features = keys.map(key => featureAsJson(factsOf(graph, key), edges, verbose))
      return {
        json: {feature_count: features.length, features},
        plain: print => plainText(graph, keys, verbose, print),
      }
    })
  })
}

function featureAsJson(
  facts: FeatureFacts,
  edges: readonly FieldEdge[],
  verbose: boolean,
): JsonObject {
  const {definition, versions} = facts
  const deps = definition.spec.deps.map(dep => dep.feature)
  return {
    key: definition.spec.key,
    version: versions.featureVersion,
    is_root: deps.length === 0,
    // Definitions are always those of a push or a lock file, never of code: Metaxy's word for that.
    is_external: true,
    project: definition.project,
    source: definition.classPath,
    field_count: definition.spec.fields.length,
    fields: fieldsAsJson(facts, edges),
    ...(verbose && deps.length > 0 ? {deps} : {}),
  }
}

function plainText(
  graph: ProjectGraph,
  keys: readonly FeatureKey[],
  verbose: boolean,
  print: Printer,
): string {
  const facts = keys.map(key => factsOf(graph, key))
  const roots = facts.filter(({definition}) => definition.spec.deps.length === 0).length
  const table = print.table({
    header: [
      'FEATURE',
      'VERSION',
      'PROJECT',
      'FIELDS',
      ...(verbose ? ['DEPENDS ON'] : []),
      'SOURCE',
    ],
    rows: facts.map(({definition: {spec, project, classPath}, versions}) => [
      spec.key,
      versions.featureVersion,
      project,
      spec.fields.map(field => field.key).join(', '),
      ...(verbose ? [spec.deps.map(dep => dep.feature).join(', ') || '-'] : []),
      classPath ?? '-',
    ]),
  })
  return `${table}\n${print.counted(keys.length, 'feature')} (${roots} root, ${keys.length - roots} dependent)\n`
}
