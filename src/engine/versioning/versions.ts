import {createHash} from 'node:crypto'
import {type FeatureGraph, type FieldAddress, fieldAddressText} from '../graph/feature-graph.ts'
import {featurePlan, parentFields} from '../graph/feature-plan.ts'
import type {FeatureVersions} from '../graph/project-graph.ts'
import type {FeatureDefinition} from '../models/feature-definition.ts'
import {compareKeys, compareText, type FeatureKey, type FieldKey} from '../models/feature-key.ts'
import type {FeatureSpec} from '../models/feature-spec.ts'
import {canonicalJson} from './canonical-json.ts'

/** What stands for the version of a project without features of its own (versioning.md §4.1). */
export const EMPTY_PROJECT_VERSION = 'empty'

/**
 * Every version of every feature (versioning.md §4.1).
 *
 * @param graph a checked graph: without cycles, every field resolvable.
 * @param length `hash_truncation_length`; each version is cut before it goes into the next.
 */
export function graphVersions(
  graph: FeatureGraph,
  length: number,
): ReadonlyMap<FeatureKey, FeatureVersions> {
  const fields = new Map<string, string>()
  return new Map(
    [...graph.definitions].map(([key, definition]) => {
      const fieldVersions = new Map(
        definition.spec.fields.map(({key: field}) => [field, fieldVersion({feature: key, field})]),
      )
      const versions: FeatureVersions = {
        featureVersion: featureVersion(fieldVersions, length),
        fieldVersions,
        definitionVersion: definitionVersion(definition, length),
      }
      return [key, versions]
    }),
  )

  function fieldVersion(address: FieldAddress): string {
    const text = fieldAddressText(address)
    const version = fields.get(text) ?? hashField(address, text)
    fields.set(text, version)
    return version
  }

  function hashField({feature, field}: FieldAddress, text: string): string {
    const plan = featurePlan(graph, feature)
    const codeVersion = plan.spec.fields.find(({key}) => key === field)?.codeVersion ?? ''
    return hash([text, codeVersion, ...parentFields(plan, field).map(fieldVersion)], length)
  }
}

/** Over field keys and field versions, sorted by key text. */
function featureVersion(fieldVersions: ReadonlyMap<FieldKey, string>, length: number): string {
  return hash(byText(fieldVersions).flat(), length)
}

/** Over the code versions alone: tells an edit of one's own from one that only came down the graph. */
export function featureCodeVersion(spec: FeatureSpec, length: number): string {
  const codeVersions = new Map(spec.fields.map(field => [field.key, field.codeVersion]))
  return hash(byText(codeVersions).flat(), length)
}

/** @param specJson a complete spec, as `FeatureDefinition.specJson` holds it. */
export function specVersion(specJson: string, length: number): string {
  return hash([canonicalJson(specJson)], length)
}

export function definitionVersion(
  definition: Pick<FeatureDefinition, 'specJson' | 'schemaJson'>,
  length: number,
): string {
  const spec = specVersion(definition.specJson, length)
  return hash([spec, canonicalJson(definition.schemaJson)], length)
}

/** Over the definition versions of a project's own features, sorted by key parts. */
export function projectVersion(
  definitionVersions: ReadonlyMap<FeatureKey, string>,
  length: number,
): string {
  if (definitionVersions.size === 0) return EMPTY_PROJECT_VERSION
  const sorted = [...definitionVersions].sort(([left], [right]) => compareKeys(left, right))
  return hash(sorted.flat(), length)
}

/** SHA-256 over the texts with nothing between them, lower-case hex, cut. */
function hash(texts: readonly string[], length: number): string {
  const sha256 = createHash('sha256')
  for (const text of texts) sha256.update(text, 'utf8')
  return sha256.digest('hex').slice(0, length)
}

function byText(values: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  return [...values].sort(([left], [right]) => compareText(left, right))
}
