import type {FeatureKey, FieldKey} from './feature-key.ts'
import type {FieldsMapping} from './fields-mapping.ts'
import type {Lineage} from './lineage.ts'

/** What a feature is: its ids, its fields and what it is computed from (versioning.md §2.1). */
export interface FeatureSpec {
  readonly key: FeatureKey
  /** Never empty; order kept. */
  readonly idColumns: readonly string[]
  /** Empty for a root feature. */
  readonly deps: readonly FeatureDep[]
  readonly fields: readonly FieldSpec[]
  readonly metadata: unknown
  readonly description: string | null
}

/** One upstream feature and how its rows are taken (versioning.md §2.2). */
export interface FeatureDep {
  readonly feature: FeatureKey
  /** Columns kept, by their names after renaming; null keeps all, `[]` only ids. */
  readonly select: readonly string[] | null
  /** Columns renamed first, old → new. */
  readonly rename: ReadonlyMap<string, string>
  readonly fieldsMapping: FieldsMapping
  /** Texts of the filter language, over renamed columns. */
  readonly filters: readonly string[]
  readonly lineage: Lineage
  readonly optional: boolean
}

/** A versioned part of a feature (versioning.md §2.3). */
export interface FieldSpec {
  readonly key: FieldKey
  readonly codeVersion: string
  /** `'all'`: every field of every upstream; an empty list: by the dep's fields mapping. */
  readonly deps: 'all' | readonly FieldDep[]
}

export interface FieldDep {
  readonly feature: FeatureKey
  readonly fields: 'all' | readonly FieldKey[]
}
