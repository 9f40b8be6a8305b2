import type {FeatureKey, FeatureStatus, ProjectGraph} from '../../../engine/index.ts'
import {factsOf, fieldsAsJson} from '../commands/feature-facts.ts'
import type {JsonObject} from '../output/json.ts'

export type StatusByFeature = ReadonlyMap<FeatureKey, FeatureStatus>

/** `{nodes, edges, field_edges}` (commands.md §2); edges only between features that are drawn. */
export async function graphAsJson(
  graph: ProjectGraph,
  features: readonly FeatureKey[],
  statuses: StatusByFeature,
): Promise<JsonObject> {
  const {fieldEdges} = await import('../../../engine/index.ts')
  const drawn = new Set(features)
  const facts = features.map(feature => factsOf(graph, feature))
  return {
    nodes: facts.map(one => {
      const {definition, versions} = one
      const status = statuses.get(definition.spec.key)
      return {
        key: definition.spec.key,
        project: definition.project,
        version: versions.featureVersion,
        fields: fieldsAsJson(one, []),
        ...(status === undefined ? {} : {status: status.status}),
      }
    }),
    edges: facts.flatMap(({definition: {spec}}) =>
      spec.deps
        .filter(dep => drawn.has(dep.feature))
        .map(dep => ({from: dep.feature, to: spec.key, optional: dep.optional})),
    ),
    field_edges: fieldEdges(graph.graph)
      .filter(({from, to}) => drawn.has(from.feature) && drawn.has(to.feature))
      .map(({from, to}) => ({from: {...from}, to: {...to}})),
  }
}
