import type {FeatureSpec} from './feature-spec.ts'

/** A feature as a push or a lock file recorded it (versioning.md §2.6). */
export interface FeatureDefinition {
  readonly spec: FeatureSpec
  /** The spec as stored: hashed after canonical re-serialisation, so numbers keep their spelling. */
  readonly specJson: string
  /** The Pydantic JSON schema as stored. */
  readonly schemaJson: string
  readonly project: string
  /** `pkg.module.Class`; null when only a lock file knows the feature. */
  readonly classPath: string | null
  /** True when it came from metaxy.lock and no push is known. */
  readonly external: boolean
  /** What the push recorded; null when there is no record to compare with. */
  readonly recorded: RecordedVersions | null
}

export interface RecordedVersions {
  readonly featureVersion: string
  /** Empty when it is from before Metaxy 0.1: then it was made of other things. */
  readonly definitionVersion: string
  readonly projectVersion: string
  /** Microseconds since 1970, UTC. */
  readonly recordedAtMicros: bigint
}
