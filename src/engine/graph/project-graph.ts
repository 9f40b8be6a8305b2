import type {Warning} from '../errors.ts'
import type {FeatureKey, FieldKey} from '../models/feature-key.ts'
import type {FeatureGraph} from './feature-graph.ts'

/** The versions of one feature as we compute them (versioning.md §4.1). */
export interface FeatureVersions {
  readonly featureVersion: string
  readonly fieldVersions: ReadonlyMap<FieldKey, string>
  readonly definitionVersion: string
}

/** Where the definitions of one project came from. */
export type GraphSource =
  | {
      readonly kind: 'push'
      readonly project: string
      readonly projectVersion: string
      /** Microseconds since 1970, UTC: the newest row of that push. */
      readonly recordedAtMicros: bigint
      readonly metadataStore: string
    }
  | {readonly kind: 'lock-file'; readonly file: string}
  | {readonly kind: 'none'}

/** A feature that the store or lock file names but that cannot be used; the others go on. */
export interface BrokenFeature {
  readonly feature: FeatureKey
  /** What, where, what to do. */
  readonly reason: string
}

/** The graph a question is answered against, complete with versions. */
export interface ProjectGraph {
  readonly graph: FeatureGraph
  /** Keys in topological order, ties by key; only of features that can be used. */
  readonly order: readonly FeatureKey[]
  readonly versions: ReadonlyMap<FeatureKey, FeatureVersions>
  /** Project version by project, of its non-external features. */
  readonly projectVersions: ReadonlyMap<string, string>
  /** What a write is stamped with; null when the project is not clear (versioning.md §4.1). */
  readonly writingProjectVersion: string | null
  readonly sources: readonly GraphSource[]
  readonly broken: readonly BrokenFeature[]
  /** Tables with Metaxy's columns that no definition claims. */
  readonly unregisteredTables: readonly string[]
  /** Among them `version_differs {feature, recorded, computed}`. */
  readonly warnings: readonly Warning[]
}
