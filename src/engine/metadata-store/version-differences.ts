import type {Warning} from '../errors.ts'
import type {FeatureVersions} from '../graph/project-graph.ts'
import type {FeatureKey} from '../models/feature-key.ts'
import type {Definitions} from './collect-definitions.ts'

/** A version that was recorded, and what we compute for the same. */
interface Comparison {
  readonly subject: string
  readonly member: Readonly<Record<string, string>>
  readonly kind: 'feature version' | 'definition version' | 'project version'
  readonly recorded: string
  readonly computed: string | undefined
}

/**
 * Recorded versions that differ from those we compute; never hidden (versioning.md, trap 29). When
 * every recorded one has another length, the configuration truncates differently: one warning. Definition
 * and project versions from before Metaxy 0.1 were made of other things and are not compared.
 */
export function versionDifferences(
  collected: Definitions,
  versions: ReadonlyMap<FeatureKey, FeatureVersions>,
  projectVersions: ReadonlyMap<string, string>,
): readonly Warning[] {
  const comparisons = [
    ...ofPushes(collected, versions, projectVersions),
    ...ofLockFile(collected, versions),
  ].filter(({recorded, computed}) => recorded !== '' && computed !== undefined)
  const differing = comparisons.filter(({recorded, computed}) => recorded !== computed)
  const lengths = differing.filter(({recorded, computed}) => recorded.length !== computed?.length)
  if (lengths.length > 0 && lengths.length === comparisons.length) return [otherLength(lengths)]
  return differing.map(({subject, member, kind, recorded, computed}) => ({
    code: 'version_differs',
    message: `The ${kind} of ${subject} was recorded as ${recorded}, computed is ${computed}.`,
    ...member,
    kind,
    recorded,
    computed,
  }))
}

function ofPushes(
  {definitions, snapshots}: Definitions,
  versions: ReadonlyMap<FeatureKey, FeatureVersions>,
  projectVersions: ReadonlyMap<string, string>,
): readonly Comparison[] {
  const features = [...definitions.values()].flatMap(({spec, recorded}) =>
    recorded === null ? [] : compared(spec.key, recorded, versions.get(spec.key)),
  )
  const comparable = snapshots.filter(({rows}) => !rows.some(row => row.isOlder))
  const projects = comparable.map(
    ({project, projectVersion}): Comparison => ({
      subject: `project "${project}"`,
      member: {project},
      kind: 'project version',
      recorded: projectVersion,
      computed: projectVersions.get(project),
    }),
  )
  return [...features, ...projects]
}

function ofLockFile(
  {definitions, lockFile}: Definitions,
  versions: ReadonlyMap<FeatureKey, FeatureVersions>,
): readonly Comparison[] {
  return (lockFile?.features ?? [])
    .filter(({definition}) => definitions.get(definition.spec.key) === definition)
    .flatMap(locked =>
      compared(locked.definition.spec.key, locked, versions.get(locked.definition.spec.key)),
    )
}

function compared(
  feature: FeatureKey,
  recorded: {readonly featureVersion: string; readonly definitionVersion: string},
  computed: FeatureVersions | undefined,
): readonly Comparison[] {
  const subject = `feature "${feature}"`
  const member = {feature}
  return [
    {
      subject,
      member,
      kind: 'feature version',
      recorded: recorded.featureVersion,
      computed: computed?.featureVersion,
    },
    {
      subject,
      member,
      kind: 'definition version',
      recorded: recorded.definitionVersion,
      computed: computed?.definitionVersion,
    },
  ]
}

function otherLength(comparisons: readonly Comparison[]): Warning {
  const [first] = comparisons
  return {
    code: 'hash_length_differs',
    message: `Recorded versions have ${first?.recorded.length} characters, hash_truncation_length makes ${first?.computed?.length}: every feature looks changed.`,
    recorded: first?.recorded.length,
    computed: first?.computed?.length,
  }
}
