import type {
  FeatureDefinition,
  FeatureKey,
  FeatureSpec,
  FeatureVersions,
  FieldEdge,
  FieldSpec,
  ProjectGraph,
} from '../../../engine/index.ts'
import {CommandFailure} from '../failures.ts'
import type {JsonObject} from '../output/json.ts'

/** What the graph knows about one feature that can be used. */
export interface FeatureFacts {
  readonly definition: FeatureDefinition
  readonly versions: FeatureVersions
}

/** @throws CommandFailure SNAPSHOT_LOAD_FAILED when the feature is known but broken. */
export function factsOf(graph: ProjectGraph, feature: FeatureKey): FeatureFacts {
  const definition = graph.graph.definitions.get(feature)
  const versions = graph.versions.get(feature)
  if (definition !== undefined && versions !== undefined) return {definition, versions}
  const defect = graph.broken.find(broken => broken.feature === feature)
  throw new CommandFailure(
    'SNAPSHOT_LOAD_FAILED',
    `Feature ${feature} cannot be used: ${defect?.reason ?? 'it has no version.'}`,
    {details: {feature}},
  )
}

/** `{key, version, code_version, deps?}` of every field, in the order of the spec. */
export function fieldsAsJson(
  {definition: {spec}, versions}: FeatureFacts,
  edges: readonly FieldEdge[],
): readonly JsonObject[] {
  const own = edges.filter(({to}) => to.feature === spec.key)
  return spec.fields.map(field => {
    const parents = own.filter(({to}) => to.field === field.key).map(({from}) => from)
    const deps = upstreamOfField(spec, field).flatMap(feature => {
      const fields = parents.filter(from => from.feature === feature).map(from => from.field)
      return fields.length === 0 ? [] : [{feature, fields}]
    })
    return {
      key: field.key,
      code_version: field.codeVersion,
      version: versions.fieldVersions.get(field.key) ?? '',
      ...(deps.length === 0 ? {} : {deps}),
    }
  })
}

/** Features in the order in which Metaxy names them: as the field does, else as the feature does. */
function upstreamOfField(spec: FeatureSpec, field: FieldSpec): readonly FeatureKey[] {
  const named = field.deps === 'all' || field.deps.length === 0 ? spec.deps : field.deps
  return [...new Set(named.map(dep => dep.feature))]
}
