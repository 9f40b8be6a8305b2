import type {Config} from '../config/config.ts'
import type {LockFile} from '../config/lock-file.ts'
import {MetaxyError, type Warning} from '../errors.ts'
import {checkGraph} from '../graph/check-graph.ts'
import type {FeatureVersions, ProjectGraph} from '../graph/project-graph.ts'
import type {FeatureDefinition} from '../models/feature-definition.ts'
import type {FeatureKey, FieldKey} from '../models/feature-key.ts'
import {graphVersions} from '../versioning/versions.ts'

/**
 * External features of metaxy.lock that the metadata store has in another version, or not at all
 * (versioning.md §2.8). Without `sync` the store is not asked.
 *
 * @throws MetaxyError SNAPSHOT_ERROR naming features and both versions, when `locked` is set.
 */
export function lockDrift(
  lockFile: LockFile | null,
  {graph, versions}: ProjectGraph,
  {project, hashTruncationLength, locked, sync}: Config,
): readonly Warning[] {
  if (lockFile === null || !sync) return []
  const entries = new Map(
    lockFile.features.map(({definition}) => [definition.spec.key, definition] as const),
  )
  const local = [...graph.definitions].filter(([, one]) => one.project === project && !one.external)
  const before = versionsOf(new Map([...entries, ...local]), hashTruncationLength)
  const drifted: Drift[] = []
  const unresolved: FeatureKey[] = []
  for (const feature of entries.keys()) {
    const definition = graph.definitions.get(feature)
    if (definition === undefined || definition.project === project) continue
    const [expected, stored] = [before.get(feature), versions.get(feature)]
    if (definition.external) unresolved.push(feature)
    else if (expected && stored && expected.featureVersion !== stored.featureVersion)
      drifted.push({feature, expected, stored})
  }
  if (drifted.length > 0 && locked === true) throw refusal(drifted, lockFile.file)
  return [
    ...drifted.map(one => ({
      code: 'external_version_mismatch',
      message: `${driftText(one)} Run \`mxx lock\` to take it over.`,
      feature: one.feature,
      locked: one.expected.featureVersion,
      stored: one.stored.featureVersion,
    })),
    ...(unresolved.length === 0 ? [] : [notInStore(unresolved)]),
  ]
}

interface Drift {
  readonly feature: FeatureKey
  readonly expected: FeatureVersions
  readonly stored: FeatureVersions
}

function versionsOf(
  definitions: ReadonlyMap<FeatureKey, FeatureDefinition>,
  length: number,
): ReadonlyMap<FeatureKey, FeatureVersions> {
  return graphVersions(checkGraph({definitions}).graph, length)
}

function driftText({feature, expected, stored}: Drift): string {
  const fields = new Set<FieldKey>([
    ...expected.fieldVersions.keys(),
    ...stored.fieldVersions.keys(),
  ])
  const moved = [...fields].filter(
    field => expected.fieldVersions.get(field) !== stored.fieldVersions.get(field),
  )
  const versions = `${expected.featureVersion} in metaxy.lock, ${stored.featureVersion} in the metadata store`
  return `External feature "${feature}" is ${versions} (fields ${moved.sort().join(', ')}).`
}

function refusal(drifted: readonly Drift[], file: string): MetaxyError {
  return new MetaxyError({
    code: 'SNAPSHOT_ERROR',
    message: drifted.map(driftText).join('\n'),
    hint: 'Run `mxx lock` to take the new versions over, or work without --locked.',
    details: {
      lock_file: file,
      features: drifted.map(({feature, expected, stored}) => ({
        feature,
        locked: expected.featureVersion,
        stored: stored.featureVersion,
      })),
    },
  })
}

function notInStore(features: readonly FeatureKey[]): Warning {
  return {
    code: 'unresolved_external',
    message: `External features of metaxy.lock are not in the metadata store: ${[...features].sort().join(', ')}. Their locked definitions count.`,
    features,
  }
}
