import type {CellValue} from './cell-value.ts'
import type {FeatureKey, FieldKey} from './feature-key.ts'

/** Why a sample is pending, or is not. */
export interface WhyRequest {
  readonly feature: FeatureKey
  /** All id columns of the feature, or all columns it is compared by; texts are read in the column's type. */
  readonly sample: Readonly<Record<string, CellValue>>
}

/** What the next increment makes of one sample, field by field (commands.md §2). */
export interface WhyAnswer {
  readonly feature: FeatureKey
  readonly sample: Readonly<Record<string, CellValue>>
  /** `absent`: neither stored nor expected. */
  readonly state: 'new' | 'stale' | 'orphaned' | 'up_to_date' | 'absent'
  /** In the order of the spec; empty for an absent sample. */
  readonly fields: readonly WhyField[]
  /** Every change has a known cause, and nothing makes Metaxy's own hashes differ from ours. */
  readonly verified: boolean
}

export interface WhyField {
  readonly field: FieldKey
  /** Provenance; null when there is none. */
  readonly stored: string | null
  readonly expected: string | null
  readonly changed: boolean
  readonly upstream: readonly WhyUpstream[]
}

/** An upstream field that the hash is made of. */
export interface WhyUpstream {
  readonly feature: FeatureKey
  readonly field: FieldKey
  /** Upstream rows behind the sample now. */
  readonly sampleCount: number
  /** Whether its version is another than the stored hash was made of; null where that is not known. */
  readonly changedNow: boolean | null
  readonly cause: WhyCause
}

export type WhyCause =
  | 'upstream_data'
  | 'upstream_added'
  | 'upstream_removed'
  | 'version_bump'
  | 'unknown'
