import type {FeatureKey, FieldKey} from '../models/feature-key.ts'
import type {FeatureGraph} from './feature-graph.ts'
import type {FeatureVersions} from './project-graph.ts'

/** One side of a comparison: some features of a checked graph, with versions of all. */
export interface ComparedGraph {
  readonly graph: FeatureGraph
  readonly versions: ReadonlyMap<FeatureKey, FeatureVersions>
  /** The features that are compared; the others are there because these depend on them. */
  readonly features: readonly FeatureKey[]
}

export interface FieldState {
  readonly version: string
  readonly codeVersion: string
}

export interface FieldDifference {
  readonly key: FieldKey
  /** `own`: it was edited; `inherited`: only upstream fields moved. */
  readonly change: 'added' | 'removed' | 'own' | 'inherited' | 'both'
  /** Null where the field is not. */
  readonly from: FieldState | null
  readonly to: FieldState | null
}
