import type {Command} from 'commander'
import type {FeatureDep, FieldEdge, Lineage} from '../../../engine/index.ts'
import type {Perform} from '../command-context.ts'
import {formatOption} from '../options.ts'
import {detailsAsJson, type JsonObject, jsonLine} from '../output/json.ts'
import type {Printer} from '../output/printer.ts'
import {type FeatureFacts, factsOf, fieldsAsJson} from './feature-facts.ts'
import {
  readSelection,
  refuseUnknown,
  type SelectionOptions,
  selectFeatures,
  selectionArguments,
  shownProject,
} from './feature-selection.ts'

/** `mxx describe features` (commands.md §2): always a list, also for one key. */
export function declareDescribeFeatures(describe: Command, perform: Perform): void {
  const command = describe
    .command('features')
    .alias('feature')
    .description('ids, fields and dependencies of features')
  formatOption(selectionArguments(command)).action(
    async (keys: readonly string[], options: SelectionOptions) => {
      await perform(command, async context => {
        const selection = await readSelection(keys, options)
        const project = await context.openProject()
        const graph = await context.graphOf(project)
        const shown = shownProject(project.config, context.global)
        const {known, unknown} = await selectFeatures(graph, selection, shown)
        await refuseUnknown(graph, unknown)
        const {fieldEdges} = await import('../../../engine/index.ts')
        const edges = fieldEdges(graph.graph)
        const facts = known.map(key => factsOf(graph, key))
        return {
          json: {features: facts.map(one => featureAsJson(one, edges))},
          plain: print => facts.map(one => plainText(one, print)).join('\n'),
        }
      })
    },
  )
}

function featureAsJson(facts: FeatureFacts, edges: readonly FieldEdge[]): JsonObject {
  const {definition, versions} = facts
  const {spec} = definition
  const hasMetadata = Object.keys(Object(spec.metadata)).length > 0
  return {
    project: definition.project,
    key: spec.key,
    version: versions.featureVersion,
    description: spec.description,
    is_external: true,
    source: definition.classPath,
    id_columns: spec.idColumns,
    fields: fieldsAsJson(facts, edges),
    dependencies: spec.deps.map(depAsJson),
    ...(hasMetadata ? detailsAsJson({metadata: spec.metadata}) : {}),
  }
}

function depAsJson({feature, select, rename, optional, lineage, filters}: FeatureDep): JsonObject {
  return {
    feature,
    ...(select === null ? {} : {select}),
    ...(rename.size === 0 ? {} : {rename}),
    ...(optional ? {optional} : {}),
    ...(lineage.kind === 'identity' ? {} : {lineage: lineageAsJson(lineage)}),
    ...(filters.length === 0 ? {} : {filters}),
  }
}

function lineageAsJson(lineage: Exclude<Lineage, {kind: 'identity'}>): JsonObject {
  return {type: lineage.kind === 'aggregation' ? 'N:1' : '1:N', on: lineage.on}
}

function plainText({definition, versions}: FeatureFacts, print: Printer): string {
  const {spec, project, classPath} = definition
  const facts = [
    ['project', project],
    ['version', versions.featureVersion],
    ['source', classPath ?? '-'],
    ['id columns', spec.idColumns.join(', ')],
    ...spec.fields.map(field => [
      `field ${field.key}`,
      `${versions.fieldVersions.get(field.key) ?? ''}  code version ${field.codeVersion}`,
    ]),
    ...spec.deps.map(dep => [`depends on ${dep.feature}`, jsonLine(depAsJson(dep))]),
  ]
  return print.table({header: [spec.key, spec.description?.split('\n')[0] ?? ''], rows: facts})
}
