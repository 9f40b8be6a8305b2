import type {FeatureDefinition} from '../models/feature-definition.ts'
import type {FeatureKey, FieldKey} from '../models/feature-key.ts'
import type {FeatureDep, FeatureSpec} from '../models/feature-spec.ts'

/** The features that are known and how they hang together; plain data. */
export interface FeatureGraph {
  /** In registration order. */
  readonly definitions: ReadonlyMap<FeatureKey, FeatureDefinition>
}

/** A field of a certain feature; its text is `feature/key.field/key`. */
export interface FieldAddress {
  readonly feature: FeatureKey
  readonly field: FieldKey
}

/** A feature with its direct parents resolved (versioning.md §3.1). */
export interface FeaturePlan {
  readonly spec: FeatureSpec
  readonly parents: readonly Parent[]
}

export interface Parent {
  readonly dep: FeatureDep
  readonly spec: FeatureSpec
}

/** `feature/key.field/key`: the spelling that is hashed and sorted (versioning.md §1.1). */
export function fieldAddressText(address: FieldAddress): string {
  return `${address.feature}.${address.field}`
}
