import {MetaxyError} from '../errors.ts'
import type {FeatureDefinition} from '../models/feature-definition.ts'
import type {FeatureKey, FieldKey} from '../models/feature-key.ts'
import {isJsonArray, isJsonObject, type JsonValue, parseJson} from '../models/json.ts'
import {makeDefinition} from '../models/make-definition.ts'
import {nearNames} from '../models/near-names.ts'
import type {FeatureGraph} from './feature-graph.ts'

/** Another code version of one field. */
export interface CodeVersion {
  readonly feature: FeatureKey
  readonly field: FieldKey
  readonly codeVersion: string
}

/**
 * The same graph with other code versions.
 *
 * @throws MetaxyError FEATURES_NOT_FOUND or INVALID_INPUT with near names for what is not in the graph.
 */
export function withCodeVersions(
  graph: FeatureGraph,
  codeVersions: readonly CodeVersion[],
): FeatureGraph {
  const definitions = new Map(graph.definitions)
  for (const wanted of codeVersions) {
    const definition = definitions.get(wanted.feature)
    if (definition === undefined) throw unknownFeature(wanted.feature, [...definitions.keys()])
    definitions.set(wanted.feature, edited(definition, wanted))
  }
  return {definitions}
}

function edited(definition: FeatureDefinition, wanted: CodeVersion): FeatureDefinition {
  const {spec, specJson, ...rest} = definition
  const fields = spec.fields.map(field => field.key)
  if (!fields.includes(wanted.field)) {
    const near = nearNames(wanted.field, fields)
    throw new MetaxyError({
      code: 'INVALID_INPUT',
      message: `Feature "${wanted.feature}" has no field "${wanted.field}".`,
      hint: `Its fields are ${fields.join(', ')}.`,
      details: {feature: wanted.feature, field: wanted.field, near_names: near},
    })
  }
  const tree = parseJson(specJson)
  if (!isJsonObject(tree)) return definition
  const changed = new Map(tree)
  const stored = tree.get('fields')
  if (isJsonArray(stored)) changed.set('fields', stored.map(withCodeVersion))
  return makeDefinition(changed, rest)

  function withCodeVersion(field: JsonValue): JsonValue {
    if (!isJsonObject(field) || field.get('key') !== wanted.field) return field
    return new Map([...field, ['code_version', wanted.codeVersion] as const])
  }
}

function unknownFeature(feature: FeatureKey, known: readonly FeatureKey[]): MetaxyError {
  const near = nearNames(feature, known)
  return new MetaxyError({
    code: 'FEATURES_NOT_FOUND',
    message: `Feature ${feature} not found in the graph.`,
    hint: near.length > 0 ? `Near names: ${near.join(', ')}.` : 'See `mxx list features`.',
    details: {features: [feature], near_names: {[feature]: near}},
  })
}
