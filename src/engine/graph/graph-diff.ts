import {compareText, type FeatureKey} from '../models/feature-key.ts'
import type {ComparedGraph, FieldDifference} from './compared-graph.ts'
import {type ComparedField, fieldDifferences} from './field-difference.ts'
import {ownEdits, sideEdits, upstreamMoves} from './spec-edits.ts'

export interface FeatureDifference {
  readonly key: FeatureKey
  readonly fromVersion: string
  readonly toVersion: string
  /**
   * `own`: code versions, dependencies, lineage or id columns were edited; `inherited`: only an
   * upstream moved; `definition_only`: the feature version is the same.
   */
  readonly kind: 'own' | 'inherited' | 'both' | 'definition_only'
  readonly fields: readonly FieldDifference[]
  /** What was edited and what moved it, in words. */
  readonly reasons: readonly string[]
}

/** Lists by key. */
export interface FeatureDifferences {
  readonly added: readonly FeatureKey[]
  readonly removed: readonly FeatureKey[]
  readonly changed: readonly FeatureDifference[]
  readonly unchanged: readonly FeatureKey[]
}

/** What changed from one graph to another, feature by feature (commands.md §2, `graph-diff`). */
export function compareGraphs(from: ComparedGraph, to: ComparedGraph): FeatureDifferences {
  const before = new Set(from.features)
  const after = new Set(to.features)
  const common = to.features.filter(key => before.has(key)).sort(compareText)
  const changed = common.flatMap(key => featureDifference(key, from, to) ?? [])
  const moved = new Set(changed.map(difference => difference.key))
  return {
    added: to.features.filter(key => !before.has(key)).sort(compareText),
    removed: from.features.filter(key => !after.has(key)).sort(compareText),
    changed,
    unchanged: common.filter(key => !moved.has(key)),
  }
}

function featureDifference(
  key: FeatureKey,
  from: ComparedGraph,
  to: ComparedGraph,
): FeatureDifference | undefined {
  const [was, is] = [from.versions.get(key), to.versions.get(key)]
  const [before, after] = [from.graph.definitions.get(key), to.graph.definitions.get(key)]
  if (was === undefined || is === undefined || before === undefined || after === undefined) {
    return undefined
  }
  const sameVersion = was.featureVersion === is.featureVersion
  if (sameVersion && was.definitionVersion === is.definitionVersion) return undefined
  const fields = fieldDifferences(key, from, to)
  const edits = ownEdits(before.spec, after.spec, fields)
  const reasons = [...edits, ...upstreamMoves(fields), ...sideEdits(before, after)]
  return {
    key,
    fromVersion: was.featureVersion,
    toVersion: is.featureVersion,
    kind: sameVersion ? 'definition_only' : kindOf(edits.length > 0, fields),
    fields: fields.map(field => field.difference),
    reasons: reasons.length > 0 ? reasons : ['the order of its parts changed'],
  }
}

function kindOf(edited: boolean, fields: readonly ComparedField[]): FeatureDifference['kind'] {
  const moved = fields.some(field => field.moved.length > 0)
  return moved ? (edited ? 'both' : 'inherited') : 'own'
}
