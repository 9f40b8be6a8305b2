import type {FeatureKey, ProjectGraph} from '../../../engine/index.ts'
import type {StatusByFeature} from './graph-as-json.ts'

/** What a drawing of the graph shows. */
export interface DrawnGraph {
  readonly graph: ProjectGraph
  /** In topological order. */
  readonly features: readonly FeatureKey[]
  /** Empty unless statuses were asked for. */
  readonly statuses: StatusByFeature
  readonly withFields: boolean
}
