import {completeSpec} from './complete-spec.ts'
import type {FeatureDefinition} from './feature-definition.ts'
import type {JsonValue} from './json.ts'
import {readFeatureSpec} from './parse-feature-spec.ts'
import {pythonJson} from './python-json.ts'

/** What of a definition is not its spec. */
export type DefinitionRest = Omit<FeatureDefinition, 'spec' | 'specJson'>

/**
 * A definition whose stored spec is the text that Metaxy itself would store for it: members in its
 * order, defaults filled in (versioning.md §2.1, §2.6).
 *
 * @throws MetaxyError INVALID_INPUT saying where in the spec what was expected.
 */
export function makeDefinition(spec: JsonValue, rest: DefinitionRest): FeatureDefinition {
  const complete = completeSpec(spec)
  return {spec: readFeatureSpec(complete), specJson: pythonJson(complete), ...rest}
}
