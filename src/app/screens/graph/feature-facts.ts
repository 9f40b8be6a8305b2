import type {TimeFormat} from '../../../components/format-time.ts'
import type {
  FeatureKey,
  FeatureStatus,
  FeatureVersionRecord,
  FieldKey,
  ProjectGraph,
} from '../../../engine/index.ts'
import type {Loadable} from '../../../store/loading/loadable.ts'

/** What is known of one feature, as far as it has been asked. */
export interface FeatureFacts {
  readonly graph: ProjectGraph
  readonly feature: FeatureKey
  readonly field: FieldKey | null
  readonly status: Loadable<FeatureStatus> | undefined
  readonly records: readonly FeatureVersionRecord[] | null
  readonly metadataStore: string
  readonly times: {readonly timeFormat: TimeFormat; readonly nowMicros: bigint}
}
